"""One criterion, and what a draft of criteria must satisfy."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

EVERYBODY = "*"
LONGEST = 300
MOST = 10_000


class Kind(StrEnum):
    """To which part of a scale a criterion belongs; points of a penalty are taken off."""

    CORE = "core"
    PARTY = "party"
    EMULATION = "emulation"
    BONUS = "bonus"
    PENALTY = "penalty"


@dataclass(frozen=True)
class Criterion:
    """A criterion: its number on the draft (`no`), what sheets call it by (`code`), at most how many points (`most`).

    `applies` is the type of member it is for, or `*`. `tied` tells that a member's points follow how many of the
    targets it registered were reached.
    """

    no: str
    code: str
    criterion: str
    kind: str
    most: Decimal
    applies: str = EVERYBODY
    tied: bool = False

    def is_for(self, kind: str) -> bool:
        """Tell whether it is for members of a type."""
        return self.applies in (EVERYBODY, kind)

    def row(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return asdict(self)


def totals_of(criteria: Iterable[Criterion], kinds: Sequence[str]) -> dict[str, Decimal]:
    """Return for each type of member how many points its criteria come to, penalties left aside."""
    found = dict.fromkeys(kinds, Decimal(0))
    for one in criteria:
        for kind in kinds:
            if one.is_for(kind) and one.kind != Kind.PENALTY:
                found[kind] += one.most
    return found


def read_rows(rows: Sequence[Mapping[str, Any]], former: Sequence[Criterion]) -> list[Criterion]:
    """Return the criteria that a form holds; a row keeps its code by its number, and a new one gets both.

    Raises ValueError with the place of a row, from 1, that lacks words or points.
    """
    known = {one.no: one for one in former}
    taken: set[str] = set()
    numbers = iter(range(1 + max((int(no) for no in known if no.isdecimal()), default=0), 10_000))
    found = []
    for place, row in enumerate(rows, 1):
        no = str(row.get("no") or "").strip()
        if no not in known or no in taken:
            no = str(next(numbers))
        taken.add(no)
        code = known[no].code if no in known else f"criterion_{no}"
        found.append(_read_row(row, no, code, place))
    return found


def _read_row(row: Mapping[str, Any], no: str, code: str, place: int) -> Criterion:
    text, points = " ".join(str(row.get("criterion") or "").split()), row.get("most")
    is_number = isinstance(points, int | Decimal) and not isinstance(points, bool)
    most = Decimal(points) if is_number and points is not None else Decimal(0)
    kind = str(row.get("kind") or "")
    if not 0 < len(text) <= LONGEST or not 0 < most <= MOST or kind not in set(Kind):
        raise ValueError(place)
    return Criterion(no, code, text, kind, most, str(row.get("applies") or EVERYBODY), row.get("tied") is True)
