"""What is recorded of inspections."""

from engine.history.administration import Act
from engine.history.fact import fact


@fact("inspections_planned")
class InspectionsPlanned(Act):
    """Somebody wrote a plan of inspections of a year."""

    unit: str
    name: str


@fact("visit_planned")
class VisitPlanned(Act):
    """Somebody put a visit on a plan."""

    unit: str
    visit: str


@fact("findings_recorded")
class FindingsRecorded(Act):
    """Somebody recorded what a visit found and how many remedies it asks for."""

    visit: str
    findings: str
    remedies: int


@fact("findings_checked")
class FindingsChecked(Act):
    """A second person found findings right, or sent them back with the reason."""

    visit: str
    state: str
    reason: str


@fact("inspection_paper_attached")
class PaperAttached(Act):
    """Somebody attached a paper to a visit or a remedy; its content's digest tells which."""

    about: str
    name: str
    content: str


@fact("remedy_reported")
class RemedyReported(Act):
    """The unit that owns a remedy reported it as done."""

    remedy: str
    report: str


@fact("remedy_judged")
class RemedyJudged(Act):
    """Who inspected found a remedy done, or asks for it again with the reason."""

    remedy: str
    state: str
    reason: str
