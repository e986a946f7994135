"""Who signs a paper of a body: by post and name as of the day of signing (Decree 30/2020/NĐ-CP, Appendix I).

The head signs in their own name; a deputy signs for the head (KT.). By law the head of a body is the chair of its
council, which is how the head is told from the deputies here.
"""

from datetime import date

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.clock import local_day
from engine.base.errors import NotFoundError
from engine.model import UserTask, UserTaskState
from engine.store.tasks import tasks_of
from workflows.across.documents.content import Signature
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.model import Person
from workflows.registers.organisation.store import council_members, find_person, posts_of

STEP = "leader_sign"
SIGNS, UNKNOWN = "body_leader", "THỦ TRƯỞNG CƠ QUAN"


def signature_of(session: Session, nomination: Nomination) -> Signature:
    """Return the signature under a body's paper: who signed the case, or the head's place where nobody has yet."""
    task = _signed(session, nomination.code)
    if task is None or task.completed_by is None or task.completed_at is None:
        return Signature("", _place_of_head(session, nomination.reviewer) or UNKNOWN)
    day = local_day(task.completed_at)
    signer, head = _person(session, task.completed_by), _head(session, nomination.reviewer, day)
    if signer is None:
        return Signature("", UNKNOWN, task.completed_by_name or "")
    post = _title(session, signer, nomination.reviewer, day)
    if head is None or head.id == signer.id:
        return Signature("", post or UNKNOWN, signer.full_name)
    return Signature(f"KT. {_title(session, head, nomination.reviewer, day) or UNKNOWN}", post, signer.full_name)


def _person(session: Session, person_id: str) -> Person | None:
    """Return who completed a step; the system and the command line are nobody."""
    try:
        return find_person(session, person_id)
    except NotFoundError:
        return None


def _signed(session: Session, code: str) -> UserTask | None:
    found = [one for one in tasks_of(session, code) if one.element_id == STEP and one.state == UserTaskState.COMPLETED]
    return found[-1] if found else None


def _head(session: Session, unit: str, on: date) -> Person | None:
    return next((seat.person for seat in council_members(session, unit, on) if seat.role == "chair"), None)


def _place_of_head(session: Session, unit: str) -> str:
    today = clock.today()
    head = _head(session, unit, today)
    return _title(session, head, unit, today) if head else ""


def _title(session: Session, person: Person, unit: str, on: date) -> str:
    """Return what somebody is in a unit: by the post that lets them sign there, else by their position."""
    posts = [one.title for one in posts_of(session, person.id, on) if (one.role, one.unit_code) == (SIGNS, unit)]
    return (next((title for title in posts if title), "") or person.position).upper()
