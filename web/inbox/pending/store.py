"""Queries on batches and their items."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select, update
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from engine.model import UserTask
from web.inbox.pending.model import Batch, BatchItem, BatchItemState, BatchState


def find_tasks(session: Session, ids: Sequence[UUID]) -> list[UserTask]:
    """Return the tasks of these ids that exist, in the order of the ids."""
    found = {task.id: task for task in session.scalars(select(UserTask).where(UserTask.id.in_(ids)))}
    return [found[task_id] for task_id in ids if task_id in found]


def find_batch(session: Session, actor: Actor, batch_id: UUID) -> Batch:
    """Return a batch of the actor's own; raises NotFoundError for any other."""
    found = session.get(Batch, batch_id)
    if found is None or found.actor_id != actor.id:
        raise NotFoundError
    return found


def batch_with_key(session: Session, key: str) -> Batch | None:
    """Return the batch that was begun under an idempotency key."""
    return session.scalar(select(Batch).where(Batch.key == key))


def lock_batch(session: Session, batch_id: UUID) -> Batch | None:
    """Return a batch as it stands now, its row locked."""
    query = select(Batch).where(Batch.id == batch_id).with_for_update().execution_options(populate_existing=True)
    return session.scalar(query)


def due_batches(session: Session, now: datetime) -> list[UUID]:
    """Return the batches whose moment to be taken back is over, the oldest first."""
    query = select(Batch.id).where(Batch.state.in_((BatchState.HELD, BatchState.RUNNING)), Batch.due_at <= now)
    return list(session.scalars(query.order_by(Batch.due_at, Batch.id)))


def next_place(session: Session, batch_id: UUID) -> int | None:
    """Return the place of the next waiting item."""
    query = select(func.min(BatchItem.place)).where(
        BatchItem.batch_id == batch_id, BatchItem.state == BatchItemState.WAITING
    )
    return session.scalar(query)


def lock_item(session: Session, batch_id: UUID, place: int) -> BatchItem:
    """Return an item as it stands now, its row locked."""
    query = select(BatchItem).where(BatchItem.batch_id == batch_id, BatchItem.place == place).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def has_waiting(session: Session, batch_id: UUID) -> bool:
    """Tell whether an item of a batch still waits."""
    waiting = exists().where(BatchItem.batch_id == batch_id, BatchItem.state == BatchItemState.WAITING)
    return bool(session.scalar(select(waiting)))


def items_of(session: Session, batch_id: UUID) -> list[BatchItem]:
    """Return the items of a batch in their order."""
    return list(session.scalars(select(BatchItem).where(BatchItem.batch_id == batch_id).order_by(BatchItem.place)))


def count_items(session: Session, batch_id: UUID) -> dict[str, int]:
    """Return how many items of a batch are in each state."""
    query = select(BatchItem.state, func.count()).where(BatchItem.batch_id == batch_id).group_by(BatchItem.state)
    return {row[0]: row[1] for row in session.execute(query)}


def undo_items(session: Session, batch_id: UUID, at: datetime) -> None:
    """Mark every item of a batch as taken back."""
    session.execute(update(BatchItem).where(BatchItem.batch_id == batch_id).values(state="undone", at=at))


def held_query(actor: Actor, now: ColumnElement[datetime]) -> Select[UUID]:
    """Return the query for the newest batch that the actor can still take back."""
    query = select(Batch.id).where(Batch.actor_id == actor.id, Batch.state == BatchState.HELD, Batch.due_at > now)
    return query.order_by(Batch.created_at.desc(), Batch.id.desc()).limit(1)


def recent_batches(session: Session, actor: Actor, limit: int) -> list[Batch]:
    """Return the actor's newest batches."""
    query = select(Batch).where(Batch.actor_id == actor.id).order_by(Batch.created_at.desc(), Batch.id.desc())
    return list(session.scalars(query.limit(limit)))


def not_on_its_way(actor: Actor, task_id: Any = UserTask.id) -> ColumnElement[bool]:
    """Return the condition that a task is not in a batch of the actor's that has yet to reach it."""
    sent = exists().where(
        BatchItem.task_id == task_id,
        BatchItem.state == BatchItemState.WAITING,
        Batch.id == BatchItem.batch_id,
        Batch.actor_id == actor.id,
    )
    return ~sent
