"""The units in whose name a person writes a movement down, or takes part in one."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from web.parts.naming import unit_name
from workflows.registers.movements.commands import JOINERS
from workflows.registers.movements.model import RUNNING, Movement
from workflows.registers.movements.reach import roots_of
from workflows.registers.organisation.access import is_within
from workflows.registers.organisation.store import unit_tree

Places = list[tuple[str, str]]


def units_under(session: Session, me: Actor, roles: Iterable[str]) -> Places:
    """Return the units under the posts of a person, each once, with their names."""
    scopes = sorted({scope for role in roles for scope in me.scopes(role)})
    found = {unit.code: unit_name(unit) for scope in scopes for unit in unit_tree(session, scope)}
    return list(found.items())


def units_joining(session: Session, me: Actor, movement: Movement) -> Places:
    """Return the units that a person may let take part in a movement now."""
    if movement.state not in RUNNING:
        return []
    mine = units_under(session, me, JOINERS)
    roots = roots_of(session, movement)
    return [(code, name) for code, name in mine if movement.for_all or any(is_within(code, one) for one in roots)]
