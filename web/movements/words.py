"""Words of the pages of movements."""

from collections.abc import Mapping

from engine.base.text import N_
from workflows.registers.movements.model import MovementState, ReviewKind

STATES: Mapping[str, tuple[str, str]] = {
    MovementState.DRAFT: (N_("waits to be checked"), "info"),
    MovementState.RETURNED: (N_("sent back"), "warn"),
    MovementState.CHECKED: (N_("waits to be launched"), "info"),
    MovementState.LAUNCHED: (N_("launched"), "ok"),
    MovementState.MID_REVIEWED: (N_("reviewed at mid-term"), "ok"),
    MovementState.FINAL_REVIEWED: (N_("reviewed at its end"), "ok"),
    MovementState.CLOSED: (N_("brought to an end"), ""),
}
REVIEWS: Mapping[str, str] = {
    ReviewKind.MID: N_("Mid-term review"),
    ReviewKind.FINAL: N_("Final review"),
}
WORDS = {"states": STATES, "reviews": REVIEWS}
