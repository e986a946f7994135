"""Words of the pages of inspections."""

from collections.abc import Mapping

from engine.base.text import N_
from workflows.registers.inspections.model import RemedyState, VisitState

VISITS: Mapping[str, tuple[str, str]] = {
    VisitState.PLANNED: (N_("planned"), "info"),
    VisitState.FOUND: (N_("findings wait to be checked"), "info"),
    VisitState.RETURNED: (N_("findings sent back"), "warn"),
    VisitState.CHECKED: (N_("findings checked"), "ok"),
}
REMEDIES: Mapping[str, tuple[str, str]] = {
    RemedyState.OPEN: (N_("to be done"), "info"),
    RemedyState.REPORTED: (N_("reported, waits to be found done"), "info"),
    RemedyState.DONE: (N_("done"), "ok"),
}
WORDS = {"visit_states": VISITS, "remedy_states": REMEDIES}
