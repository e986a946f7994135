"""What somebody is commended for: on what ground, and for which feat or in which movement."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from workflows.registers.organisation.folding import fold_text

MERIT, ADHOC, MOVEMENT, CONTRIBUTION = "merit", "adhoc", "movement", "contribution"
# The types of commendation of Law 06/2022/QH15 Art. 8.
TYPES = (MERIT, ADHOC, MOVEMENT, CONTRIBUTION, "seniority", "diplomatic")
# As papers and the names of cases say them.
TYPES_VI = {
    MERIT: "Công trạng",
    ADHOC: "Đột xuất",
    MOVEMENT: "Phong trào, chuyên đề",
    CONTRIBUTION: "Quá trình cống hiến",
    "seniority": "Niên hạn",
    "diplomatic": "Đối ngoại",
}
# What is given for these is no ground for a higher commendation for merit (Decree 98/2023 and 152/2025, Art. 4).
UNCOUNTED = frozenset({ADHOC, MOVEMENT})
LONGEST_OCCASION = 80
MOST_FEATS = 9  # of one day


@dataclass(frozen=True)
class Achievement:
    """The ground of a commendation (`merit`, `adhoc` …); what was done and on which day, or the movement's name.

    Two feats of one day are told apart by `feat_no`: the second is 2. `movement` is the code of the movement,
    where it is one of the register of movements.
    """

    commendation_type: str = MERIT
    feat: str = ""
    feat_on: date | None = None
    feat_no: int = 1
    movement: str = ""

    @classmethod
    def stored(
        cls, commendation_type: str, feat: str, feat_on: date | None, occasion: str, movement: str | None = None
    ) -> Self:
        """Return an achievement as a row keeps it, its number in the occasion."""
        number = occasion.partition("#")[2] if commendation_type == ADHOC else ""
        return cls(commendation_type, feat, feat_on, int(number or 1), movement or "")

    @property
    def occasion(self) -> str:
        """Return what tells achievements of one ground and year apart: the day of a feat, the name of a movement."""
        if self.commendation_type == ADHOC:
            return f"{self.feat_on or ''}{self._number}"
        return fold_text(self.feat)[:LONGEST_OCCASION] if self.commendation_type == MOVEMENT else ""

    @property
    def as_told(self) -> list[Any]:
        """Return it as data: the ground, the feat, its day; its number where it is not the first of that day."""
        more = [self.feat_no] if self.feat_no > 1 else [self.movement] if self.movement else []
        return [self.commendation_type, self.feat, self.feat_on, *more]

    @property
    def _number(self) -> str:
        return f"#{self.feat_no}" if self.feat_no > 1 else ""


OF_THE_YEAR = Achievement()
