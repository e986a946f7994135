"""The tables of batches: one set of answers given to many tasks, and what came of each."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import SENT_KEY, Base, Json, new_id

PENDING = text("state IN ('held', 'running')")
WAITING = text("state = 'waiting'")


class BatchState(StrEnum):
    """How far a batch has come."""

    HELD = "held"
    RUNNING = "running"
    DONE = "done"
    UNDONE = "undone"


class Batch(Base):
    """Answers that a person gave to many tasks of one step.

    It is `held` until `due_at`, so that it can be taken back; then `running`, and `done` when every item has its
    result. One taken back in time is `undone`.
    """

    __tablename__ = "batch"
    __table_args__ = (
        UniqueConstraint("key", info={SENT_KEY: True}),
        Index("ix_batch_pending", "due_at", sqlite_where=PENDING, postgresql_where=PENDING),
        Index("ix_batch_actor", "actor_id", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    actor_id: Mapped[str] = mapped_column(String(100))
    key: Mapped[str] = mapped_column(String(200))
    step: Mapped[str] = mapped_column(String(500))
    step_en: Mapped[str] = mapped_column(String(500), default="")
    sent: Mapped[dict[str, list[str]]] = mapped_column(Json)
    language: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(20), default=BatchState.HELD)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    is_confirmed: Mapped[bool] = mapped_column(default=False)
    """Whether its person had given the password lately when they began it."""
    ended_at: Mapped[datetime | None]
    removal_at: Mapped[datetime | None]


class BatchItemState(StrEnum):
    """How far one task of a batch has come."""

    WAITING = "waiting"
    DONE = "done"
    SKIPPED = "skipped"
    UNDONE = "undone"


class BatchItem(Base):
    """One task of a batch: `waiting`, then `done` or `skipped` with the reason, or `undone` with its batch."""

    __tablename__ = "batch_item"
    __table_args__ = (Index("ix_batch_item_waiting", "task_id", sqlite_where=WAITING, postgresql_where=WAITING),)

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batch.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    root_id: Mapped[UUID] = mapped_column(index=True)
    task_id: Mapped[UUID]
    title: Mapped[str] = mapped_column(String(500))
    code: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(20), default=BatchItemState.WAITING)
    reason: Mapped[dict[str, Any] | None] = mapped_column(Json)
    at: Mapped[datetime | None]
    removal_at: Mapped[datetime | None]
