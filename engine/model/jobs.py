"""What waits for time or for messages: jobs, subscriptions, and messages under way."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, false, text
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from engine.base.text import Text
from engine.model.base import SENT_KEY, Base, Json
from engine.model.values import decode

DATED = text("removal_at IS NOT NULL")


def _at(column: str) -> Callable[[Any], datetime]:
    """Return a default that takes over another column's instant."""
    return lambda context: context.get_current_parameters()[column]


class Leased:
    """What workers take from each other's hands: free from an instant on, then held by one until its lease ends.

    `available_at` is when it is due, when it is tried again, or when its lease ends; None once nobody shall take it.
    `fence` counts the takings, so that a worker whose lease ended cannot commit.
    """

    owner: Mapped[str | None] = mapped_column(String(100))
    fence: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(LongText, default="")

    @property
    def error(self) -> Text | None:
        """Return why the last attempt failed, ready to be translated; None before any did. It may hold values."""
        return Text.from_data(decode(self.last_error)) if self.last_error.startswith("{") else None

    @property
    def outline(self) -> Text | None:
        """Return the same without what may be values of a case."""
        return Text.outline_from(decode(self.last_error)) if self.last_error.startswith("{") else None


class Job(Leased, Base):
    """Work for the workers at a time.

    Its kind is `timer` or `signal` (moves an element under its instance's lock), `action` (touches the outside world
    for an element), `mail`, or `periodic` (comes back; `name` says which work). Work of an element has its instance.
    What a suspended instance waits for is `held`: nobody looks at it until the instance goes on.
    """

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_available", "kind", "available_at", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    root_id: Mapped[UUID | None]
    instance_id: Mapped[UUID | None] = mapped_column(ForeignKey("instance.id"), index=True)
    element_instance_id: Mapped[UUID | None] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200), default="")
    payload: Mapped[dict[str, Any] | None] = mapped_column(Json)
    due_at: Mapped[datetime]
    available_at: Mapped[datetime | None] = mapped_column(default=_at("due_at"))
    max_attempts: Mapped[int] = mapped_column(default=8)
    held: Mapped[bool] = mapped_column(default=False, server_default=false())
    removal_at: Mapped[datetime | None]


class Subscription(Base):
    """An element that waits for a message of a name and correlation key, or (kind `signal`) for a signal of a name.

    `held` as a job's.
    """

    __tablename__ = "subscription"
    __table_args__ = (Index("ix_subscription_match", "name", "correlation_key", "created_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    root_id: Mapped[UUID]
    instance_id: Mapped[UUID] = mapped_column(ForeignKey("instance.id"), index=True)
    element_instance_id: Mapped[UUID] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(20), default="message")
    name: Mapped[str] = mapped_column(String(200))
    correlation_key: Mapped[str] = mapped_column(String(300), default="")
    held: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime]
    removal_at: Mapped[datetime | None]


class JobKind(StrEnum):
    """What a job is for; see `Job`."""

    TIMER = "timer"
    SIGNAL = "signal"
    ACTION = "action"
    MAIL = "mail"
    PERIODIC = "periodic"
    START = "start"
    SCHEDULE = "schedule"


class MessageKind(StrEnum):
    """Whether what is sent, awaited or begins a process goes to one receiver or to all."""

    MESSAGE = "message"
    SIGNAL = "signal"


class MessageState(StrEnum):
    """How far a message or a signal has come; `dropped` by an administrator after it failed."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    EXPIRED = "expired"
    FAILED = "failed"
    DROPPED = "dropped"


class Message(Leased, Base):
    """A message that was sent (waiting for its receiver, delivered once, expired, failed or dropped), or a signal.

    `message_id` is the sender's own: of several messages with the same name, key and id only one is kept.
    """

    __tablename__ = "message"
    __table_args__ = (
        Index(
            "ix_message_waiting",
            "name",
            "correlation_key",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index("ix_message_root", "root_id"),
        Index("ix_message_removal", "removal_at", sqlite_where=DATED, postgresql_where=DATED),
        Index(
            "ix_message_inbox",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_message_sender",
            "name",
            "correlation_key",
            "message_id",
            unique=True,
            info={SENT_KEY: True},
            sqlite_where=text("message_id <> ''"),
            postgresql_where=text("message_id <> ''"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    root_id: Mapped[UUID | None]
    kind: Mapped[str] = mapped_column(String(20), default="message")
    name: Mapped[str] = mapped_column(String(200))
    correlation_key: Mapped[str] = mapped_column(String(300))
    message_id: Mapped[str] = mapped_column(String(200), default="")
    payload: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(20), default=MessageState.WAITING)
    sent_by: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime]
    available_at: Mapped[datetime | None] = mapped_column(default=_at("created_at"))
    expires_at: Mapped[datetime]
    delivered_to: Mapped[UUID | None]
    removal_at: Mapped[datetime | None]
