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
from workflows.across.documents.contents.offices import head_of, title_of
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.model import Person
from workflows.registers.organisation.store import find_person

STEP = "leader_sign"
UNKNOWN = "THỦ TRƯỞNG CƠ QUAN"


def signature_of(session: Session, nomination: Nomination) -> Signature:
    """Return the signature under a body's paper: who signed the case, or the head's place where nobody has yet."""
    task = _signed(session, nomination.code)
    if task is None or task.completed_by is None or task.completed_at is None:
        return Signature("", _place_of_head(session, nomination.reviewer) or UNKNOWN)
    day = local_day(task.completed_at)
    signer, head = _person(session, task.completed_by), head_of(session, nomination.reviewer, day)
    if signer is None:
        return Signature("", UNKNOWN, task.completed_by_name or "")
    post = title_of(session, signer, nomination.reviewer, day).upper()
    if head is None or head.id == signer.id:
        return Signature("", post or UNKNOWN, signer.full_name)
    place = title_of(session, head, nomination.reviewer, day).upper() or UNKNOWN
    return Signature(f"KT. {place}", post, signer.full_name)


def signed_on(session: Session, nomination: Nomination) -> date | None:
    """Return the day on which a case was signed for its body, nothing before that."""
    task = _signed(session, nomination.code)
    return local_day(task.completed_at) if task and task.completed_at else None


def _person(session: Session, person_id: str) -> Person | None:
    """Return who completed a step; the system and the command line are nobody."""
    try:
        return find_person(session, person_id)
    except NotFoundError:
        return None


def _signed(session: Session, code: str) -> UserTask | None:
    found = [one for one in tasks_of(session, code) if one.element_id == STEP and one.state == UserTaskState.COMPLETED]
    return found[-1] if found else None


def _place_of_head(session: Session, unit: str) -> str:
    today = clock.today()
    head = head_of(session, unit, today)
    return title_of(session, head, unit, today).upper() if head else ""
