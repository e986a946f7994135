"""All queries on complaints, and who sees them."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actor import Actor
from engine.errors import NotFoundError
from workflows.complaint.model import Complaint

SEEING = ("emulation_dept", "body_leader")


def get_complaint(session: Session, code: str) -> Complaint:
    """Return a complaint for the process that handles it.

    Raises NotFoundError.
    """
    found = session.get(Complaint, code)
    if found is None:
        raise NotFoundError
    return found


def find_complaint(session: Session, code: str, actor: Actor) -> Complaint:
    """Return a complaint that the actor may see: of a body whose department or leader they are; an auditor sees all.

    Raises NotFoundError, for the foreign as for the missing.
    """
    found = get_complaint(session, code)
    if actor.holds("auditor") or found.body_code in bodies_of(actor):
        return found
    raise NotFoundError


def bodies_of(actor: Actor) -> list[str]:
    """Return the bodies whose complaints an actor sees."""
    return sorted({scope for role in SEEING for scope in actor.scopes(role)})


def complaints_of(session: Session, actor: Actor, *, limit: int = 200) -> list[Complaint]:
    """Return the complaints an actor may see, the newest first."""
    query = select(Complaint).order_by(Complaint.created_at.desc(), Complaint.code.desc()).limit(limit)
    if not actor.holds("auditor"):
        query = query.where(Complaint.body_code.in_(bodies_of(actor)))
    return list(session.scalars(query))


def complaints_about(session: Session, nomination: str, actor: Actor) -> list[Complaint]:
    """Return the complaints about a nomination that the actor may see, the newest first."""
    query = (
        select(Complaint)
        .where(Complaint.nomination_code == nomination)
        .order_by(Complaint.created_at.desc(), Complaint.code.desc())
    )
    if not actor.holds("auditor"):
        query = query.where(Complaint.body_code.in_(bodies_of(actor)))
    return list(session.scalars(query))


def holding(session: Session, nomination: str, *, besides: Iterable[str] = ()) -> list[Complaint]:
    """Return the complaints that hold a nomination."""
    query = select(Complaint).where(Complaint.nomination_code == nomination, Complaint.holds)
    return list(session.scalars(query.where(Complaint.code.not_in(list(besides)))))
