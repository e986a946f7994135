"""What waits for time or for messages: jobs, subscriptions, and messages under way."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Json


class Job(Base):
    """Work for the worker at a time; at present the timers of waiting elements.

    What a suspended instance waits for is `held`: nobody looks at it until the instance goes on.
    """

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_due", "due_at", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    root_id: Mapped[UUID]
    instance_id: Mapped[UUID] = mapped_column(ForeignKey("instance.id"), index=True)
    element_instance_id: Mapped[UUID] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    due_at: Mapped[datetime]
    held: Mapped[bool] = mapped_column(default=False, server_default=false())
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(Text, default="")
    removal_at: Mapped[datetime | None]


class Subscription(Base):
    """An element that waits for a message of a name and correlation key; `held` as a job's."""

    __tablename__ = "subscription"
    __table_args__ = (Index("ix_subscription_match", "name", "correlation_key", "created_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    root_id: Mapped[UUID]
    instance_id: Mapped[UUID] = mapped_column(ForeignKey("instance.id"), index=True)
    element_instance_id: Mapped[UUID] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(200))
    correlation_key: Mapped[str] = mapped_column(String(300))
    held: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime]
    removal_at: Mapped[datetime | None]


class Message(Base):
    """A message that was sent: waiting for its receiver, delivered once, or expired."""

    __tablename__ = "message"
    __table_args__ = (
        Index(
            "ix_message_waiting",
            "name",
            "correlation_key",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    root_id: Mapped[UUID | None]
    name: Mapped[str] = mapped_column(String(200))
    correlation_key: Mapped[str] = mapped_column(String(300))
    payload: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(20), default="waiting")
    sent_by: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    delivered_to: Mapped[UUID | None]
    retry_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(Text, default="")
    removal_at: Mapped[datetime | None]
