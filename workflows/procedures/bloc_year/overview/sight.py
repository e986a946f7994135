"""Who may read the year of a bloc: its members, the Central Board and auditors; of a cluster its units and its body."""

from dataclasses import replace

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from workflows.procedures.bloc_year.opening.store import ShownYear, list_years
from workflows.registers.organisation.model import EVERYWHERE, body_of
from workflows.registers.organisation.store import all_councils

OF_BODY = ("emulation_dept", "body_leader", "bloc_voter")
OF_UNIT = ("unit_officer", "unit_head")
OF_COUNCIL = ("council_chair", "council_secretary")
OF_BLOC = ("bloc_head", "bloc_deputy")
OF_BOARD = ("central_officer", "central_head")
SPEAKERS = (*OF_BODY, *OF_UNIT, *OF_COUNCIL, *OF_BLOC, *OF_BOARD)
"""The posts that take part in a bloc's year: those who act for a member, who keep its council, and the Board.

In the year of a cluster the body that set it up stands in the place of the Board.
"""
READERS = (*SPEAKERS, "auditor")
"""The posts that read a bloc's year."""


def visible_years(session: Session, actor: Actor) -> list[ShownYear]:
    """Return the years of blocs that an actor may read, the newest first."""
    years = list_years(session)
    if actor.holds("auditor", EVERYWHERE):
        return years
    is_board = any(actor.holds(role) for role in OF_BOARD)
    bodies, units = bodies_of(session, actor), units_of(actor)
    led = {scope for role in OF_BLOC for scope in actor.scopes(role)}
    return [one for one in years if one.year.scope in led or _may_read(one, bodies, units, is_board=is_board)]


def _may_read(shown: ShownYear, bodies: set[str], units: set[str], *, is_board: bool) -> bool:
    if shown.owner:
        return shown.owner in bodies or bool(units.intersection(shown.members))
    return is_board or bool(bodies.intersection(shown.members))


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
    scopes = {scope for role in (*OF_BODY, "auditor") for scope in actor.scopes(role)}
    # An office of a unit with legal personality is none of its body's.
    return councils | {scope for scope in scopes if body_of(scope) == scope}


def units_of(actor: Actor) -> set[str]:
    """Return the units and bodies for which an actor reads, as members of a cluster."""
    return {scope for role in (*OF_BODY, *OF_UNIT) for scope in actor.scopes(role)}


def members_of(session: Session, shown: ShownYear, actor: Actor) -> set[str]:
    """Return the members of a year for which an actor reads."""
    return (units_of(actor) if shown.owner else bodies_of(session, actor)) & set(shown.members)


def speaks_for(session: Session, shown: ShownYear, actor: Actor) -> str | None:
    """Return in whose name an actor speaks: a member, the Board's unit, a cluster's body; None for who only reads."""
    speaking = replace(actor, principals=frozenset(p for p in actor.principals if not p.startswith("auditor@")))
    member = min(members_of(session, shown, speaking), default=None)
    board = [scope for role in OF_BOARD for scope in actor.scopes(role) if scope != EVERYWHERE and not shown.owner]
    board += [shown.owner] if shown.owner and shown.owner in bodies_of(session, speaking) else []
    led = [shown.year.head_code] if actor.holds("bloc_head", shown.year.scope) else []
    return member or next(iter([*led, *board]), None)
