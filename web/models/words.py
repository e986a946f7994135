"""Words of the pages of models."""

from collections.abc import Mapping

from engine.base.text import N_
from workflows.registers.models.model import ModelKind, ModelState, NoteKind

STATES: Mapping[str, tuple[str, str]] = {
    ModelState.FOUND: (N_("waits to be checked"), "info"),
    ModelState.RETURNED: (N_("sent back"), "warn"),
    ModelState.CHECKED: (N_("checked"), "info"),
    ModelState.PUBLISHED: (N_("published"), "ok"),
}
KINDS: Mapping[str, str] = {
    ModelKind.COLLECTIVE: N_("Exemplary collective"),
    ModelKind.INDIVIDUAL: N_("Exemplary person"),
}
NOTES: Mapping[str, str] = {
    NoteKind.VISIT: N_("Visited"),
    NoteKind.REPLICATION: N_("Replicated"),
    NoteKind.CONGRESS: N_("Proposed for the congress"),
}
WORDS = {"states": STATES, "kinds": KINDS, "notes": NOTES}
