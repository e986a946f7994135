"""Putting a nomination on hold, and letting it go on."""

from sqlalchemy.orm import Session

from engine.base import clock
from workflows.procedures.nomination import store
from workflows.registers.awards.model import Hold
from workflows.registers.nominations.model import LIST, Nomination


def hold_nomination(session: Session, nomination: Nomination, reason: str) -> None:
    """Put a nomination on hold, and what may be proposed for its subject with it; a second hold changes nothing."""
    if nomination.held_at is not None:
        return
    nomination.held_at = clock.now()
    if nomination.subject_kind != LIST:
        held = Hold(person_id=nomination.person_id, unit_code=nomination.subject_unit_code)
        held.reason, held.valid_from = reason, clock.today()
        session.add(held)


def release_nomination(session: Session, nomination: Nomination) -> None:
    """Let a nomination on hold go on."""
    nomination.held_at = None
    for held in store.standing_holds(session, nomination):
        held.valid_to = clock.today()
