"""All queries on sessions of councils."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from workflows.procedures.council_session.model import (
    LIVE,
    AgendaItem,
    CouncilSession,
    SessionCounter,
    SessionMember,
    SessionRecusal,
)
from workflows.registers.nominations.model import Nomination
from workflows.registers.numbering.store import count_up

ROLES = ("council_member", "council_secretary", "council_chair")


def find_session(session: Session, code: str) -> CouncilSession:
    """Return a session of a council by its code.

    Raises NotFoundError.
    """
    found = session.get(CouncilSession, code)
    if found is None:
        raise NotFoundError
    return found


def lock_session(session: Session, code: str) -> CouncilSession:
    """Return a session while others who would change it wait; its row stands."""
    query = select(CouncilSession).where(CouncilSession.code == code).with_for_update(of=CouncilSession)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def visible_session(session: Session, code: str, actor: Actor) -> CouncilSession:
    """Return a session that the actor may see: of a council they serve or work for; an auditor sees all.

    Raises NotFoundError, for the foreign as for the missing.
    """
    found = find_session(session, code)
    if actor.holds("auditor") or found.council_code in councils_of(actor):
        return found
    raise NotFoundError


def councils_of(actor: Actor) -> list[str]:
    """Return the codes of the councils an actor serves on, or whose standing body they work in."""
    roles = (*ROLES, "emulation_dept", "body_leader")
    return sorted({scope for role in roles for scope in actor.scopes(role)})


def sessions_of(session: Session, councils: Iterable[str], *, limit: int = 50) -> list[CouncilSession]:
    """Return the sessions of some councils, the newest first."""
    query = select(CouncilSession).where(CouncilSession.council_code.in_(list(councils)))
    return list(
        session.scalars(query.order_by(CouncilSession.created_at.desc(), CouncilSession.code.desc()).limit(limit))
    )


def newest_sessions(session: Session, councils: Iterable[str], *, each: int = 50) -> dict[str, list[CouncilSession]]:
    """Return the newest sessions of each of some councils, the newest first."""
    order = (CouncilSession.created_at.desc(), CouncilSession.code.desc())
    place = func.row_number().over(partition_by=CouncilSession.council_code, order_by=order).label("place")
    ranked = select(CouncilSession.code, place).where(CouncilSession.council_code.in_(list(councils))).subquery()
    query = select(CouncilSession).join(ranked, ranked.c.code == CouncilSession.code).where(ranked.c.place <= each)
    found: dict[str, list[CouncilSession]] = {}
    for one in session.scalars(query.order_by(*order)):
        found.setdefault(one.council_code, []).append(one)
    return found


def live_session(session: Session, council: str) -> CouncilSession | None:
    """Return the newest session of a council that is not over, if any."""
    query = select(CouncilSession).where(CouncilSession.council_code == council, CouncilSession.state.in_(LIVE))
    query = query.order_by(CouncilSession.created_at.desc(), CouncilSession.code.desc())
    return session.scalars(query.limit(1)).first()


def next_number(session: Session, council: str, year: int) -> int:
    """Return the next number of a council's sessions in a year; others asking meanwhile wait."""
    return count_up(session, SessionCounter, council_code=council, year=year)


def waiting_for_council(session: Session, council: str, *, besides: str = "") -> list[Nomination]:
    """Return what waits for a council, is not held and on no other live agenda, the longest waiting first."""
    by_body = and_(Nomination.body_code == council, Nomination.review_code.is_(None))
    query = select(Nomination).where(or_(by_body, Nomination.review_code == council), *_waits(besides))
    return list(session.scalars(query.order_by(Nomination.council_at, Nomination.code)))


def count_waiting(session: Session, councils: Iterable[str]) -> dict[str, int]:
    """Return how many nominations wait for each of some councils for which any does."""
    council = func.coalesce(Nomination.review_code, Nomination.body_code)
    query = select(council, func.count()).where(council.in_(list(councils)), *_waits()).group_by(council)
    return {code: number for code, number in session.execute(query)}  # noqa: C416


def _waits(besides: str = "") -> tuple[ColumnElement[bool], ...]:
    taken = (
        exists()
        .where(AgendaItem.nomination == Nomination.code, AgendaItem.session_code == CouncilSession.code)
        .where(CouncilSession.state.in_(LIVE), CouncilSession.code != besides)
    )
    return Nomination.council_at.is_not(None), ~taken, Nomination.held_at.is_(None)


def items_before_end(session: Session, nomination: str) -> list[AgendaItem]:
    """Return where a nomination, or an entry of it, stands on agendas whose outcome is not announced."""
    query = select(AgendaItem).join(CouncilSession, CouncilSession.code == AgendaItem.session_code)
    query = query.where(AgendaItem.nomination == nomination, CouncilSession.state.in_(LIVE))
    return list(session.scalars(query.order_by(AgendaItem.session_code, AgendaItem.no)))


def clear_agenda(session: Session, code: str) -> None:
    """Take everything off a session's agenda, to convene it anew."""
    for model in (SessionRecusal, AgendaItem, SessionMember):
        session.execute(delete(model).where(model.session_code == code))
