"""Whether a vote passes: one reckoning in whole numbers, for the count of a ballot and for the decision table.

Registers the FEEL function `count vote(threshold, yes, members, recused, present, written)`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.base.text import N_, Text
from engine.feel import register_function
from engine.feel.errors import FeelNullError
from workflows.registers.decisions.threshold import Threshold, ThresholdRefusedError, read_threshold


@dataclass(frozen=True)
class Turnout:
    """Who could vote on one nomination: all members, those who stand aside from it, and who of the others took part.

    `present` attended (or, where nobody met, answered); `written` are others who are counted with those present
    because they answered, or were asked, in writing.
    """

    members: int
    recused: int
    present: int
    written: int = 0

    @property
    def entitled(self) -> int:
        """Return how many may vote on it."""
        return self.members - self.recused


@dataclass(frozen=True)
class Verdict:
    """What a count came to; `passed` needs all the others."""

    base: int
    needed: int
    can_vote: bool
    has_quorum: bool
    reached: bool

    @property
    def passed(self) -> bool:
        """Tell whether the nomination passes."""
        return self.can_vote and self.has_quorum and self.reached


def judge(rule: Threshold, yes: int, turnout: Turnout) -> Verdict:
    """Return what so many yes votes come to.

    Standing aside never makes it easier: where a share of all members is asked for, all members stay the base.
    """
    base = _base(rule, turnout)
    return Verdict(
        base=base,
        needed=rule.needed(base),
        can_vote=can_be_voted(rule, turnout.members, turnout.recused),
        has_quorum=turnout.present > 0 and rule.has_quorum(turnout.present, turnout.entitled),
        reached=rule.is_reached(yes, base),
    )


def _base(rule: Threshold, turnout: Turnout) -> int:
    sizes = {"all": turnout.members, "entitled": turnout.entitled, "present": turnout.present + turnout.written}
    return sizes[rule.base]


def can_be_voted(rule: Threshold, members: int, recused: int) -> bool:
    """Tell whether enough members may vote on it, and so many that it could pass at all."""
    entitled = members - recused
    base = members if rule.base == "all" else entitled
    return entitled > 0 and rule.is_above_floor(entitled, members) and rule.needed(base) <= entitled


def _count_vote(threshold: Any, *counts: Any) -> dict[str, Any]:
    """Answer the FEEL function; what is left open counts as none."""
    if not isinstance(threshold, Mapping):
        raise FeelNullError(Text(N_("The voting threshold is incomplete or wrong: %(field)s."), {"field": "threshold"}))
    yes, members, recused, present, written = (_whole(count) for count in counts)
    if recused > members or present + written > members - recused or yes > members - recused:
        raise FeelNullError(Text(N_("More votes or members are counted than may vote.")))
    try:
        found = judge(read_threshold(threshold), yes, Turnout(members, recused, present, written))
    except ThresholdRefusedError as error:
        raise FeelNullError(error.text) from None
    names = ("base", "needed", "can_vote", "has_quorum", "reached", "passed")
    return {name: _for_feel(getattr(found, name)) for name in names}


def _whole(value: Any) -> int:
    number = Decimal(0) if value is None else value
    if isinstance(number, bool) or not isinstance(number, int | Decimal) or number != int(number) or number < 0:
        raise FeelNullError(Text(N_("Votes are counted in whole numbers.")))
    return int(number)


def _for_feel(value: Any) -> Any:
    return value if isinstance(value, bool) else Decimal(value)


register_function("count vote", _count_vote, params=["threshold", "yes", "members", "recused", "present", "written"])
