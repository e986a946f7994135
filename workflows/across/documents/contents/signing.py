"""Who signs a paper of a body: by post and name as of the day of signing (Decree 30/2020/NĐ-CP, Appendix I).

The head signs in their own name; a deputy signs for the head (KT.). By law the head of a body is the chair of its
council, which is how the head is told from the deputies here.
"""

from datetime import date

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.clock import local_day
from engine.base.errors import NotFoundError
from engine.model import UserTask
from workflows.across.documents.content import Signature
from workflows.across.documents.contents.offices import head_of, heading_of, title_of
from workflows.across.documents.contents.told import last_done
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.model import Person
from workflows.registers.organisation.store import find_person, holders_of

STEP = "leader_sign"
UNKNOWN = "THỦ TRƯỞNG CƠ QUAN"


def signature_of(session: Session, nomination: Nomination) -> Signature:
    """Return the signature under a body's paper: who signed the case, or the head's place where nobody has yet."""
    task = last_done(session, nomination.code, STEP)
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


def signature_for(session: Session, body: str, task: UserTask | None) -> Signature:
    """Return the signature under a letter of the office that did a step for its body: by order of the head (TL.).

    Where nobody is known to have done it, or it was done by no office of the body, the head's own place.
    """
    place = _place_of_head(session, body) or UNKNOWN
    person = _person(session, task.completed_by) if task and task.completed_by else None
    if person is None or person.unit_code == body:
        return Signature("", place)
    heads = holders_of(session, "unit_head", person.unit_code)
    name = heads[0].full_name if len(heads) == 1 else ""
    return Signature(f"TL. {place}", heading_of(person.unit.name).upper(), name)


def signed_on(session: Session, nomination: Nomination) -> date | None:
    """Return the day on which a case was signed for its body, nothing before that."""
    task = last_done(session, nomination.code, STEP)
    return local_day(task.completed_at) if task and task.completed_at else None


def _person(session: Session, person_id: str) -> Person | None:
    """Return who completed a step; the system and the command line are nobody."""
    try:
        return find_person(session, person_id)
    except NotFoundError:
        return None


def _place_of_head(session: Session, unit: str) -> str:
    today = clock.today()
    head = head_of(session, unit, today)
    return title_of(session, head, unit, today).upper() if head else ""
