"""All queries on complaints, and who sees them."""

from collections.abc import Iterable

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from workflows.registers.complaints.model import Complaint
from workflows.registers.confidence.sight import sight_of, sights_by_code

SEEING = ("emulation_dept", "body_leader", "central_officer", "central_head")
MOST = 2_000


def get_complaint(session: Session, code: str) -> Complaint:
    """Return a complaint for the process that handles it.

    Raises NotFoundError.
    """
    found = session.get(Complaint, code)
    if found is None:
        raise NotFoundError
    return found


def find_complaint(session: Session, code: str, actor: Actor) -> Complaint:
    """Return a complaint whose content the actor may know.

    Raises NotFoundError, for the foreign as for the missing.
    """
    found = get_complaint(session, code)
    if not sight_of(session, actor, code).content:
        raise NotFoundError
    return found


def complaints_of(session: Session, actor: Actor, *, limit: int = 200) -> list[Complaint]:
    """Return the complaints whose content an actor may know, the newest first."""
    return _known(session, actor, _newest(session, select(Complaint)))[:limit]


def complaints_about(session: Session, nomination: str, actor: Actor) -> list[Complaint]:
    """Return the complaints about a nomination whose content the actor may know, the newest first."""
    return _known(session, actor, _newest(session, select(Complaint).where(Complaint.nomination_code == nomination)))


def _newest(session: Session, query: Select[Complaint]) -> list[Complaint]:
    return list(session.scalars(query.order_by(Complaint.created_at.desc(), Complaint.code.desc()).limit(MOST)))


def _known(session: Session, actor: Actor, found: list[Complaint]) -> list[Complaint]:
    sights = sights_by_code(session, actor, [one.code for one in found])
    return [one for one in found if sights[one.code].content]


def holding(session: Session, nomination: str, *, besides: Iterable[str] = ()) -> list[Complaint]:
    """Return the complaints that hold a nomination."""
    query = select(Complaint).where(Complaint.nomination_code == nomination, Complaint.holds)
    return list(session.scalars(query.where(Complaint.code.not_in(list(besides)))))
