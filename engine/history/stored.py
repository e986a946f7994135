"""From rows of the history to what they tell."""

from engine.history.fact import Unknown, read_fact
from engine.history.kinds import KINDS, Happened
from engine.model import Event


def fact_of(event: Event) -> Happened | Unknown:
    """Return what an event tells; Unknown where a program of another version wrote it."""
    known = KINDS.get(event.kind)
    found = None if known is None else read_fact(known, event.data)
    return Unknown(event.kind, event.data or {}) if found is None else found


def approver_of(event: Event) -> str:
    """Return the name of the second person who approved what an event tells, if one did."""
    return str((event.data or {}).get("approved_by") or "")
