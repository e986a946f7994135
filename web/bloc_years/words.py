"""What the page of a bloc's year calls states, turns, directions, attendance and criteria."""

from engine.base.text import N_
from workflows.procedures.bloc_year.conference import Presence
from workflows.procedures.bloc_year.criteria.changes import ChangeKind
from workflows.procedures.bloc_year.criteria.rows import Kind
from workflows.procedures.bloc_year.directions.model import DirectionState

STATES = {
    "": (N_("not begun"), ""),
    "active": (N_("going on"), "info"),
    "completed": (N_("ended"), "ok"),
    "cancelled": (N_("cancelled"), "bad"),
}
TURNS = {
    "done": (N_("handed in"), "ok"),
    "late": (N_("handed in late"), "warn"),
    "absent": (N_("gone on without"), "bad"),
    "missing": (N_("still missing"), "warn"),
}
DIRECTIONS = {
    DirectionState.OPEN: (N_("being done"), "info"),
    DirectionState.LATE: (N_("overdue"), "bad"),
    DirectionState.DONE: (N_("done, to be closed by the head"), "ok"),
    DirectionState.CLOSED: (N_("closed"), "ok"),
}
PRESENCES = {
    Presence.PRESENT: (N_("present"), "ok"),
    Presence.REPRESENTED: (N_("represented"), "info"),
    Presence.ABSENT: (N_("absent"), "bad"),
}
CRITERIA = {
    Kind.CORE: N_("Core tasks"),
    Kind.PARTY: N_("Party, law, unity"),
    Kind.EMULATION: N_("Emulation and commendation"),
    Kind.BONUS: N_("Bonus"),
    Kind.PENALTY: N_("Penalty"),
}
CHANGES = {
    ChangeKind.ADDED: N_("Added"),
    ChangeKind.DROPPED: N_("Dropped"),
    ChangeKind.POINTS: N_("Other points"),
    ChangeKind.TEXT: N_("Other words"),
    ChangeKind.OTHER: N_("Other group, members or tie to targets"),
}
