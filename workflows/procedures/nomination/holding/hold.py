"""Putting a nomination on hold, and letting it go on."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from workflows.procedures.nomination import store
from workflows.registers.awards.model import Hold
from workflows.registers.nominations.model import LIST, Nomination

STANDING = ("proposed", "passed")


def hold_nomination(session: Session, nomination: Nomination, reason: str) -> None:
    """Put a nomination on hold, and what may be proposed for its subject with it; a second hold changes nothing.

    A list holds everybody on it who still stands to be awarded.
    """
    if nomination.held_at is not None:
        return
    nomination.held_at = clock.now()
    for person, unit in _subjects(session, nomination):
        held = Hold(person_id=person, unit_code=unit, nomination=nomination.code)
        held.reason, held.valid_from = reason, clock.today()
        session.add(held)


def _subjects(session: Session, nomination: Nomination) -> Iterable[tuple[UUID | None, str | None]]:
    if nomination.subject_kind != LIST:
        return [(nomination.person_id, nomination.subject_unit_code)]
    return [(entry.person_id, entry.unit_code) for entry in store.entries_of(session, [nomination.code], STANDING)]


def release_nomination(session: Session, nomination: Nomination) -> None:
    """Let a nomination on hold go on; who was held with it is free at once."""
    for held in store.standing_holds(session, nomination):
        held.end()
    nomination.held_at = None
