"""Reading and moving on the work on many instances."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, literal, select, update
from sqlalchemy.orm import Session

from engine.base.errors import NotFoundError
from engine.model import Instance, InstanceState, ItemState, Migration, MigrationItem, MigrationState

OPEN: Mapping[str, ItemState] = {MigrationState.CHECKING: ItemState.WAITING, MigrationState.MOVING: ItemState.FITS}
"""Which items a migration works on in which of its states."""


def find_migration(session: Session, migration_id: UUID) -> Migration:
    """Return a migration; raises NotFoundError."""
    found = session.get(Migration, migration_id)
    if found is None:
        raise NotFoundError
    return found


def lock_migration(session: Session, migration_id: UUID) -> Migration:
    """Return a migration with its row locked until the transaction ends; raises NotFoundError."""
    query = select(Migration).where(Migration.id == migration_id).with_for_update()
    found = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def add_items(session: Session, migration: Migration) -> int:
    """List every running instance of a migration's old release; return how many there are."""
    chosen = select(literal(migration.id), Instance.id, Instance.root_id, literal("waiting"), literal("[]")).where(
        Instance.release_id == migration.from_release_id, Instance.state == InstanceState.ACTIVE
    )
    table: Any = MigrationItem.__table__
    names = ["migration_id", "instance_id", "root_id", "state", "messages"]
    session.execute(insert(table).from_select(names, chosen))
    return sum(counts(session, migration.id).values())


def unfinished(session: Session) -> list[UUID]:
    """Return the migrations that have work to be done, the oldest first."""
    query = select(Migration.id).where(Migration.state.in_(OPEN)).order_by(Migration.created_at, Migration.id)
    return list(session.scalars(query))


def take_item(session: Session, migration_id: UUID, state: str) -> MigrationItem | None:
    """Return one item in a state with its row locked; those that others hold are passed over."""
    query = select(MigrationItem).where(MigrationItem.migration_id == migration_id, MigrationItem.state == state)
    query = query.order_by(MigrationItem.instance_id).limit(1).with_for_update(skip_locked=True)
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def settle_item(
    session: Session, item: MigrationItem, state: str, messages: Sequence[dict[str, Any]], at: datetime
) -> None:
    """Write what became of an item."""
    key = (MigrationItem.migration_id == item.migration_id, MigrationItem.instance_id == item.instance_id)
    query = update(MigrationItem).where(*key).values(state=state, messages=list(messages), at=at)
    session.execute(query)


def counts(session: Session, migration_id: UUID) -> dict[str, int]:
    """Return how many items are in each state."""
    query = select(MigrationItem.state, func.count()).where(MigrationItem.migration_id == migration_id)
    return {state: count for state, count in session.execute(query.group_by(MigrationItem.state))}  # noqa: C416


def items_of(
    session: Session, migration_id: UUID, *, state: str = "", after: UUID | None = None, limit: int = 50
) -> list[tuple[MigrationItem, Instance | None]]:
    """Return one page of items with their instances, by keyset, in one state or in all."""
    query = select(MigrationItem, Instance).outerjoin(Instance, Instance.id == MigrationItem.instance_id)
    query = query.where(MigrationItem.migration_id == migration_id)
    if state:
        query = query.where(MigrationItem.state == state)
    if after is not None:
        query = query.where(MigrationItem.instance_id > after)
    rows = session.execute(query.order_by(MigrationItem.instance_id).limit(limit))
    return [(item, instance) for item, instance in rows]
