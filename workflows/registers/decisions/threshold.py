"""The rule a vote is counted by: whole numbers only, multiplied and never divided."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.base.errors import BangVangError
from engine.base.text import N_, Text

# How a rule says that a vote may be open; anything else, and silence too, asks for a secret one.
OPEN = ("open", "roll_call")
COMPARATORS = (">=", ">")
# Of all members; of those who do not stand aside; of those present.
BASES = ("all", "entitled", "present")


class ThresholdRefusedError(BangVangError):
    """A rule for counting a vote cannot be read; the field is named."""

    def __init__(self, name: str) -> None:
        super().__init__(Text(N_("The voting threshold is incomplete or wrong: %(field)s."), {"field": name}))


@dataclass(frozen=True)
class Threshold:
    """A share to be reached (or passed) of a base, the quorum, and how many must be left to vote.

    The floor is the share of all members that must remain when some stand aside: as many as a quorum unless told.
    """

    numerator: int
    denominator: int
    comparator: str = ">="
    base: str = "all"
    # Two thirds: TT 08/2017/TT-BNV.
    quorum_numerator: int = 2
    quorum_denominator: int = 3
    floor_numerator: int | None = None
    floor_denominator: int | None = None

    def __post_init__(self) -> None:
        _require("comparator", self.comparator in COMPARATORS)
        _require("base", self.base in BASES)
        _require("denominator", self.denominator > 0 and 0 <= self.numerator <= self.denominator)
        _require("quorum", self.quorum_denominator > 0 and 0 <= self.quorum_numerator <= self.quorum_denominator)
        numerator, denominator = self.floor
        _require("floor", denominator > 0 and 0 <= numerator <= denominator)

    @property
    def floor(self) -> tuple[int, int]:
        """Return the share of all members that must be left to vote."""
        if self.floor_numerator is None or self.floor_denominator is None:
            return self.quorum_numerator, self.quorum_denominator
        return self.floor_numerator, self.floor_denominator

    def is_above_floor(self, entitled: int, members: int) -> bool:
        """Tell whether enough members are left who may vote."""
        numerator, denominator = self.floor
        return entitled * denominator >= members * numerator

    def has_quorum(self, present: int, seats: int) -> bool:
        """Tell whether enough seats took part."""
        return present * self.quorum_denominator >= seats * self.quorum_numerator

    def is_reached(self, yes: int, base: int) -> bool:
        """Tell whether there are yes votes, and they reach (or pass) the share of the base."""
        if yes <= 0 or base <= 0:
            return False
        have, need = yes * self.denominator, self.numerator * base
        return have > need if self.comparator == ">" else have >= need

    def needed(self, base: int) -> int:
        """Return the fewest yes votes that pass."""
        reached = (yes for yes in range(1, base + 1) if self.is_reached(yes, base))
        return next(reached, base + 1)


def _require(name: str, is_right: bool) -> None:
    if not is_right:
        raise ThresholdRefusedError(name)


def read_threshold(value: Mapping[str, Any]) -> Threshold:
    """Return the threshold a decision table gave.

    Raises ThresholdRefusedError naming the field that is missing or wrong.
    """
    numbers = ["numerator", "denominator", "quorum_numerator", "quorum_denominator"]
    floor = ["floor_numerator", "floor_denominator"]
    if any(value.get(name) is not None for name in floor):
        numbers += floor
    return Threshold(
        **{name: _whole(name, value.get(name)) for name in numbers},
        comparator=str(value.get("comparator")),
        base=str(value.get("base")),
    )


def asks_secret(value: Mapping[str, Any]) -> bool:
    """Tell whether the rule a decision table gave asks for a secret ballot."""
    return value.get("ballot") not in OPEN


def _whole(name: str, value: Any) -> int:
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    _require(name, is_number and value == int(value))
    return int(value)
