"""Removing what has passed its date, table by table, from what the mapped classes say of themselves.

A table belongs to an instance by `root_id`, or hangs by a foreign key on one that does. A table whose rows have a date
of their own carries an index that begins with `removal_at`.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Delete, Table, delete, select, tuple_
from sqlalchemy.orm import Session

from engine.model import Base, Instance, InstanceState
from engine.store.retention import is_held

ROOT, DATE = "root_id", "removal_at"
KEEPING = frozenset({"instance", "legal_hold"})
"""Tables with a root that are not emptied with their instance: itself, last of all, and what was held once."""


def due_instances(session: Session, now: datetime, limit: int) -> list[UUID]:
    """Return ended instances past their date that nothing holds, the longest due first."""
    query = (
        select(Instance.id)
        .where(Instance.removal_at <= now, Instance.state != InstanceState.ACTIVE, ~is_held())
        .order_by(Instance.removal_at, Instance.id)
        .limit(limit)
    )
    return list(session.scalars(query))


def lock_due(session: Session, instance_id: UUID, now: datetime) -> Instance | None:
    """Return an instance with its row locked, if it is still to be removed and nobody else is at it."""
    query = select(Instance).where(
        Instance.id == instance_id, Instance.removal_at <= now, Instance.state != InstanceState.ACTIVE, ~is_held()
    )
    locking = query.with_for_update(skip_locked=True, of=Instance)
    return session.scalars(locking.execution_options(populate_existing=True)).one_or_none()


def remove_instance(session: Session, instance: Instance) -> int:
    """Delete an instance's rows in every room's tables, and the instance; return how many rows there were."""
    gone = 0
    for statement in of_instance(instance.id):
        gone += session.execute(statement, execution_options={"synchronize_session": False}).rowcount  # type: ignore[attr-defined]
    session.expunge(instance)
    session.execute(delete(Instance).where(Instance.id == instance.id))
    return gone + 1


def of_instance(root_id: UUID) -> Iterator[Delete]:
    """Yield the statements that delete an instance's rows, those that others refer to last."""
    for table in reversed(Base.metadata.sorted_tables):
        if table.name in KEEPING:
            continue
        if ROOT in table.c:
            yield delete(table).where(belonging(table) == root_id)
            continue
        for column, parent in hanging(table):
            yield delete(table).where(column.in_(select(parent).where(belonging(parent.table) == root_id)))


def belonging(table: Any) -> Column[Any]:
    """Return the column by which an instance's rows are found fastest: a root is its own only instance."""
    found: Column[Any] = table.c["instance_id"] if leads(table, "instance_id") else table.c[ROOT]
    return found


def leads(table: Any, name: str) -> bool:
    """Tell whether the primary key or an index begins with a column."""
    if name not in table.c:
        return False
    starts = [next(iter(table.primary_key.columns), None), *(next(iter(i.columns), None) for i in table.indexes)]
    return any(column is not None and column.name == name for column in starts)


def hanging(table: Table) -> Iterator[tuple[Column[Any], Column[Any]]]:
    """Yield the foreign keys of a table to tables that belong to an instance."""
    for key in table.foreign_keys:
        parent = key.column.table
        if ROOT in parent.c and parent.name not in KEEPING:
            yield key.parent, key.column


def dated_tables() -> list[Table]:
    """Return the tables whose rows have a removal date of their own, children before what they refer to."""
    found = [t for t in reversed(Base.metadata.sorted_tables) if DATE in t.c and t.name not in KEEPING]
    return [t for t in found if leads(t, DATE)]


def remove_dated(session: Session, table: Table, now: datetime, limit: int) -> int:
    """Delete up to `limit` rows of a table that are past their own date; return how many."""
    keys = list(table.primary_key.columns)
    past = select(*keys).where(table.c[DATE] <= now).order_by(table.c[DATE]).limit(limit)
    which = keys[0].in_(past) if len(keys) == 1 else tuple_(*keys).in_(past)
    return int(session.execute(delete(table).where(which)).rowcount)  # type: ignore[attr-defined]
