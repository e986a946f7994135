"""Which body a case belongs to, whatever kind of case it is."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.errors import NotFoundError
from workflows.procedures.bloc_year.commands import MARK as YEAR
from workflows.procedures.council_session.model import CouncilSession
from workflows.registers.complaints.model import Complaint
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.model import EVERYWHERE, BlocYear, Post, body_of
from workflows.registers.organisation.store import find_person, holders_of, posts_of
from workflows.registers.revocations.model import Revocation


def body_of_case(session: Session, business_key: str) -> str:
    """Return the code of the body a case belongs to: the one that proposes, holds the session or heads the bloc."""
    if not business_key:
        return ""
    year = business_key.removeprefix(YEAR)
    queries = (
        select(Nomination.body_code).where(Nomination.code == business_key),
        select(Complaint.body_code).where(Complaint.code == business_key),
        select(Revocation.body_code).where(Revocation.code == business_key),
        select(CouncilSession.council_code).where(CouncilSession.code == business_key),
        select(BlocYear.head_code).where(BlocYear.scope == year),
    )
    found = next((code for query in queries if (code := session.scalar(query))), "")
    return body_of(found) if found else ""


def principals_of(session: Session, role: str, body: str | None = None) -> list[str]:
    """Return under which principals a role is held today, everywhere or in a body; all of them where none is named."""
    day = clock.today()
    query = select(Post.unit_code).where(Post.role == role, Post.valid_from <= day)
    query = query.where(or_(Post.valid_to.is_(None), Post.valid_to >= day)).distinct()
    scopes = [unit for unit in session.scalars(query) if body is None or unit is None or body_of(unit) == body]
    return sorted(f"{role}@{unit or EVERYWHERE}" for unit in scopes)


def superiors_of(session: Session, person_id: str) -> list[str]:
    """Return under which principals the superiors of a person are reached today.

    The head of their unit; of who heads one, the leaders of the body; of a leader, who heads the Central Board.
    """
    try:
        person, today = find_person(session, person_id), clock.today()
    except NotFoundError:
        return []  # the system, and nobody of the organisation
    held = {post.principal for post in posts_of(session, person.id, today)}
    head, leader = f"unit_head@{person.unit_code}", f"body_leader@{body_of(person.unit_code)}"
    if not held & {head, leader} and holders_of(session, "unit_head", person.unit_code):
        return [head]
    return principals_of(session, "central_head") if leader in held else [leader]
