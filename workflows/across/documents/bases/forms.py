"""The form of the decree that an achievement report is written on: printed once a body has confirmed its number.

The shipped numbers are only proposed: the parts of the report are from memory, so none stands on a paper by itself.
"""

import csv
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from workflows.across.documents.bases.model import BaseState
from workflows.across.documents.bases.store import bases_of
from workflows.registers.awards.store import find_award
from workflows.registers.nominations.model import Nomination

TABLE = Path(__file__).with_name("report_forms.csv")
MARK = "form:"
HERO = "hero"
SUBJECTS = {"individual": "cá nhân", "collective": "tập thể"}
TYPES = {
    "merit": "công trạng",
    "adhoc": "đột xuất",
    "movement": "phong trào thi đua, chuyên đề",
    "contribution": "quá trình cống hiến",
    HERO: "danh hiệu Anh hùng",
}
REGIMES = {"R2017": "Nghị định 91/2017", "R2024": "Nghị định 98/2023", "R2025": "Nghị định 152/2025"}


class ReportForm(NamedTuple):
    """A proposed number of a form: under which regime, for whom and for which type, whether read and where."""

    regime: str
    subject: str
    type: str
    form: str
    status: str
    source: str

    @property
    def kind(self) -> str:
        """Return under which kind of paper a body confirms it."""
        return kind_of(self.regime, self.subject, self.type)


def kind_of(regime: str, subject: str, type_: str) -> str:
    """Return under which kind of paper the form of some reports is kept."""
    return f"{MARK}{regime}:{subject}:{type_}"


@lru_cache
def form_kinds() -> dict[str, str]:
    """Return the kinds of reports whose form a body may name, each with its name."""
    return {
        kind_of(regime, subject, type_): f"Báo cáo thành tích {whom}, {what} ({law})"
        for regime, law in REGIMES.items()
        for subject, whom in SUBJECTS.items()
        for type_, what in TYPES.items()
    }


@lru_cache
def proposed_forms() -> tuple[ReportForm, ...]:
    """Return the shipped numbers of forms."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(ReportForm(**row) for row in csv.DictReader(file))


def form_printed(session: Session, nomination: Nomination) -> str:
    """Return the form that stands on a nomination's report: the last one its body has confirmed, else nothing."""
    is_hero = find_award(session, nomination.award_code).rules_code.startswith("AH")
    type_ = HERO if is_hero else nomination.commendation_type
    subject = "individual" if nomination.person is not None else "collective"
    kind = kind_of(nomination.regime, subject, type_)
    own = [
        one for one in bases_of(session, [nomination.reviewer]) if (one.kind, one.state) == (kind, BaseState.CONFIRMED)
    ]
    return own[-1].text if own else ""
