"""The page of simplicity: its lines, the trend by year and two lines side by side, named in the reader's language."""

from dataclasses import dataclass, replace

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from web.parts.naming import Names, load_names
from web.reports import store as reports
from web.reports.figures import names_from
from web.reports.report import Choices
from web.reports.simplicity import figures, store
from web.reports.simplicity.asked import COMPARED, Asked
from web.reports.simplicity.figures import Case, Comparison, Line
from web.reports.simplicity.names import choices, known_names

PAGE = 50


@dataclass(frozen=True)
class Report:
    """What the page or a workbook shows; `is_cut` where only the newest cases are counted."""

    asked: Asked
    lines: list[Line]
    total: Line | None
    trend: list[Line]
    comparison: Comparison | None
    choices: Choices
    is_cut: bool

    @property
    def widest(self) -> float:
        """Return the largest median of a year, by which bars are drawn."""
        return figures.widest(self.trend)

    @property
    def compared(self) -> list[tuple[str, str]]:
        """Return the lines of which two may be compared."""
        return [(line.value, line.name) for line in self.lines if line.value]


@dataclass(frozen=True)
class Listing:
    """One page of the cases behind a figure, of how many, and the names in them."""

    asked: Asked
    cases: list[Case]
    total: int
    has_next: bool
    names: Names


def make_report(session: Session, actor: Actor, asked: Asked) -> Report:
    """Reckon the figures an actor asks for, of what they may see."""
    cases, seen = _cases(session, actor, asked), reports.values_seen(session, actor)
    units = {str(case.found.value) for case in cases if case.found.value} if asked.by in ("unit", "body") else set()
    known = known_names(session, asked, load_names(session, {*units, *seen["body"]}))
    none = _("No version is recorded") if asked.by == "release" else "–"
    found = figures.lines(cases, lambda case: case.found.value, names_from(known[asked.by], none))
    return Report(
        asked=asked,
        lines=figures.by_time(found) if asked.by in COMPARED else found,
        total=figures.line(cases, "", _("All")) if cases else None,
        trend=figures.by_time(figures.lines(cases, lambda case: case.found.year, str)),
        comparison=figures.compare(found, asked.before, asked.after) if asked.by in COMPARED else None,
        choices=choices(session, asked, known, seen),
        is_cut=len(cases) == store.MOST_CASES,
    )


def _cases(session: Session, actor: Actor, asked: Asked) -> list[Case]:
    return figures.measured(store.cases_decided(session, actor, asked), store.count_work(session, actor, asked))


def list_cases(session: Session, actor: Actor, asked: Asked, most: int = PAGE) -> Listing:
    """Return a page of the cases behind a figure, those with the most of it first."""
    cases = _cases(session, actor, replace(asked, by="award"))
    cases.sort(key=lambda case: (-case.measure(asked.sort), case.found.code))
    begin = (asked.page - 1) * most
    shown = cases[begin : begin + most]
    names = load_names(session, {case.found.unit for case in shown})
    return Listing(asked, shown, len(cases), len(cases) > begin + len(shown), names)
