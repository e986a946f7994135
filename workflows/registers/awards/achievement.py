"""What somebody is commended for: on what ground, and for which feat or in which movement."""

from dataclasses import dataclass
from datetime import date

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


@dataclass(frozen=True)
class Achievement:
    """The ground of a commendation (`merit`, `adhoc` …); what was done and on which day, or the movement's name."""

    commendation_type: str = MERIT
    feat: str = ""
    feat_on: date | None = None

    @property
    def occasion(self) -> str:
        """Return what tells achievements of one ground and year apart: the day of a feat, the name of a movement."""
        if self.commendation_type == ADHOC:
            return self.feat_on.isoformat() if self.feat_on else ""
        return fold_text(self.feat)[:LONGEST_OCCASION] if self.commendation_type == MOVEMENT else ""


OF_THE_YEAR = Achievement()
