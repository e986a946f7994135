"""All queries on the directions of blocs."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.base.errors import NotFoundError
from workflows.procedures.bloc_year.directions.model import BlocDirection, BlocProgress


def directions_of(session: Session, scope: str) -> list[BlocDirection]:
    """Return the directions of a year, in their order."""
    query = select(BlocDirection).where(BlocDirection.scope == scope)
    return list(session.scalars(query.order_by(BlocDirection.no)))


def undone_directions(session: Session) -> list[BlocDirection]:
    """Return the directions of all years that are neither done nor closed, by their day."""
    query = select(BlocDirection).where(BlocDirection.done_at.is_(None), BlocDirection.closed_at.is_(None))
    return list(session.scalars(query.order_by(BlocDirection.due_on, BlocDirection.scope, BlocDirection.no)))


def lock_direction(session: Session, scope: str, direction_id: UUID) -> BlocDirection:
    """Return a direction of a year, and keep others from changing it until the transaction ends.

    Raises NotFoundError.
    """
    query = select(BlocDirection).where(BlocDirection.id == direction_id, BlocDirection.scope == scope)
    query = query.with_for_update(of=BlocDirection).execution_options(populate_existing=True)
    found = session.scalar(query)
    if found is None:
        raise NotFoundError
    return found


def next_no(session: Session, scope: str) -> int:
    """Return the number of a year's next direction; the caller has locked the year."""
    query = select(func.coalesce(func.max(BlocDirection.no), 0)).where(BlocDirection.scope == scope)
    return int(session.scalar(query) or 0) + 1


def progress_of(session: Session, ids: Collection[UUID]) -> dict[UUID, list[BlocProgress]]:
    """Return what was told of some directions, the oldest first."""
    found: dict[UUID, list[BlocProgress]] = {}
    query = select(BlocProgress).where(BlocProgress.direction_id.in_(set(ids)))
    for one in session.scalars(query.order_by(BlocProgress.at, BlocProgress.id)):
        found.setdefault(one.direction_id, []).append(one)
    return found
