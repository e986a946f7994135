"""Who may read the year of a bloc: its members, the Central Board and auditors."""

from dataclasses import replace

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from workflows.procedures.bloc_year.opening.store import ShownYear, list_years
from workflows.registers.organisation.model import EVERYWHERE, body_of
from workflows.registers.organisation.store import all_councils

OF_BODY = ("emulation_dept", "body_leader", "bloc_voter")
OF_COUNCIL = ("council_chair", "council_secretary")
OF_BLOC = ("bloc_head", "bloc_deputy")
OF_BOARD = ("central_officer", "central_head")
SPEAKERS = (*OF_BODY, *OF_COUNCIL, *OF_BLOC, *OF_BOARD)
"""The posts that take part in a bloc's year: those who act for a member, who keep its council, and the Board."""
READERS = (*SPEAKERS, "auditor")
"""The posts that read a bloc's year."""


def visible_years(session: Session, actor: Actor) -> list[ShownYear]:
    """Return the years of blocs that an actor may read, the newest first."""
    years = list_years(session)
    if any(actor.holds(role) for role in OF_BOARD) or actor.holds("auditor", EVERYWHERE):
        return years
    mine = bodies_of(session, actor)
    led = {scope for role in OF_BLOC for scope in actor.scopes(role)}
    return [one for one in years if one.year.scope in led or mine.intersection(one.members)]


def visible_year(session: Session, scope: str, actor: Actor) -> ShownYear:
    """Return one year of a bloc that an actor may read; raises NotFoundError for any other."""
    found = next((one for one in visible_years(session, actor) if one.year.scope == scope), None)
    if found is None:
        raise NotFoundError
    return found


def bodies_of(session: Session, actor: Actor) -> set[str]:
    """Return the bodies for which an actor reads."""
    seats = {scope for role in OF_COUNCIL for scope in actor.scopes(role)}
    councils = {one.body_code for one in all_councils(session) if one.code in seats} if seats else set()
    return councils | {body_of(scope) for role in (*OF_BODY, "auditor") for scope in actor.scopes(role)}


def speaks_for(session: Session, shown: ShownYear, actor: Actor) -> str | None:
    """Return the member, or the unit of the Board, in whose name an actor speaks; None for who only reads."""
    speaking = replace(actor, principals=frozenset(p for p in actor.principals if not p.startswith("auditor@")))
    member = min(bodies_of(session, speaking) & set(shown.members), default=None)
    board = [scope for role in OF_BOARD for scope in actor.scopes(role) if scope != EVERYWHERE]
    led = [shown.year.head_code] if actor.holds("bloc_head", shown.year.scope) else []
    return member or next(iter([*led, *board]), None)
