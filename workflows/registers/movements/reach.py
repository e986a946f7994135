"""Whom a movement is open to: every unit, those of a bloc's members, or those under the unit that launches it."""

from sqlalchemy.orm import Session

from workflows.registers.movements.model import Movement
from workflows.registers.organisation.access import is_within
from workflows.registers.organisation.store import bloc_members


def roots_of(session: Session, movement: Movement) -> list[str]:
    """Return the units under which a movement is open to all, where it is not open to every unit."""
    if movement.bloc_scope:
        return [member.code for member in bloc_members(session, movement.bloc_scope)]
    return [movement.unit_code]


def is_open_to(session: Session, movement: Movement, unit: str) -> bool:
    """Tell whether a unit may take part in a movement, and propose somebody for it."""
    return movement.for_all or any(is_within(unit, root) for root in roots_of(session, movement))
