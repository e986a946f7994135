"""All queries on emulation movements."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from workflows.registers.movements.model import (
    COMMENDED,
    PUBLIC,
    RUNNING,
    Movement,
    MovementMember,
    MovementReport,
)
from workflows.registers.organisation.access import visible_units
from workflows.registers.organisation.folding import fold_text
from workflows.registers.organisation.model import BlocMember
from workflows.registers.organisation.store import inside


@dataclass(frozen=True)
class Sought:
    """What a list of movements is narrowed to; what is empty narrows nothing. `year` is one of its term."""

    text: str = ""
    state: str = ""
    year: int | None = None
    within: str = ""

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return what holds of the movements sought."""
        parts = [Movement.state == self.state] if self.state else []
        parts += [Movement.search.contains(word, autoescape=True) for word in fold_text(self.text).split()]
        if self.year:
            parts += [func.extract("year", Movement.begins_on) <= self.year]
            parts += [func.extract("year", Movement.ends_on) >= self.year]
        return [*parts, inside(Movement.unit_code, [self.within])] if self.within else parts


def visible(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that an actor may see a movement: all once launched, before who sees its unit's cases."""
    units = visible_units(actor)
    own = true() if units.everything else inside(Movement.unit_code, units.roots)
    return or_(Movement.state.in_(PUBLIC), own)


def movements_seen(
    session: Session, actor: Actor, sought: Sought, *, limit: int = 50, offset: int = 0
) -> list[Movement]:
    """Return movements an actor may see, the latest begun first."""
    query = select(Movement).where(visible(actor), *sought.conditions())
    query = query.order_by(Movement.begins_on.desc(), Movement.code.desc())
    return list(session.scalars(query.limit(limit).offset(offset)))


def count_states(session: Session, actor: Actor, sought: Sought) -> dict[str, int]:
    """Return how many movements an actor may see are in each state."""
    query = select(Movement.state, func.count()).where(visible(actor), *sought.conditions())
    return {row[0]: row[1] for row in session.execute(query.group_by(Movement.state))}


def find_movement(session: Session, code: str, actor: Actor) -> Movement:
    """Return a movement the actor may see.

    Raises NotFoundError, for the foreign as for the missing.
    """
    return _found(session.scalar(select(Movement).where(Movement.code == code, visible(actor))))


def lock_movement(session: Session, code: str) -> Movement:
    """Return a movement as it is now, and keep others from changing it until the transaction ends.

    Raises NotFoundError.
    """
    query = select(Movement).where(Movement.code == code).with_for_update()
    return _found(session.scalar(query.execution_options(populate_existing=True)))


def _found(movement: Movement | None) -> Movement:
    if movement is None:
        raise NotFoundError
    return movement


def commended_for(session: Session, unit: str) -> list[Movement]:
    """Return the movements for which a unit may propose somebody now, the latest begun first."""
    parts = unit.split(".")
    above = [".".join(parts[:length]) for length in range(1, len(parts) + 1)]
    blocs = select(BlocMember.scope).where(BlocMember.body_code.in_(above))
    own = and_(Movement.bloc_scope.is_(None), Movement.unit_code.in_(above))
    open_to = or_(Movement.for_all, own, Movement.bloc_scope.in_(blocs))
    query = select(Movement).where(Movement.state.in_(COMMENDED), open_to)
    return list(session.scalars(query.order_by(Movement.begins_on.desc(), Movement.code.desc())))


def movements_of_bloc(session: Session, scope: str) -> list[Movement]:
    """Return the movements of a bloc's year that were launched, the earliest begun first."""
    query = select(Movement).where(Movement.bloc_scope == scope, Movement.state.in_(PUBLIC))
    return list(session.scalars(query.order_by(Movement.begins_on, Movement.code)))


def running(session: Session) -> list[Movement]:
    """Return the movements that run now, the earliest begun first."""
    query = select(Movement).where(Movement.state.in_(RUNNING))
    return list(session.scalars(query.order_by(Movement.begins_on, Movement.code)))


def names_of_movements(session: Session) -> list[tuple[str, str]]:
    """Return codes and names of what was ever launched, which everybody may read of; the latest begun first."""
    query = select(Movement.code, Movement.name).where(Movement.state.in_(PUBLIC))
    return [(row.code, row.name) for row in session.execute(query.order_by(Movement.begins_on.desc(), Movement.code))]


def members_of(session: Session, code: str) -> list[MovementMember]:
    """Return the units that take part in a movement, by code."""
    query = select(MovementMember).where(MovementMember.movement_code == code)
    return list(session.scalars(query.order_by(MovementMember.unit_code)))


def reports_of(session: Session, code: str) -> list[MovementReport]:
    """Return what units reported of a movement, the latest first."""
    query = select(MovementReport).where(MovementReport.movement_code == code)
    return list(session.scalars(query.order_by(MovementReport.at.desc(), MovementReport.id.desc())))


def count_members(session: Session, codes: Sequence[str]) -> dict[str, int]:
    """Return how many units take part in each of some movements, in one statement."""
    query = select(MovementMember.movement_code, func.count()).where(MovementMember.movement_code.in_(codes))
    return {row[0]: row[1] for row in session.execute(query.group_by(MovementMember.movement_code))}
