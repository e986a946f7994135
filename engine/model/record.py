"""What happened: the event chain of each instance, and the commands that were answered."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, PrimaryKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import SENT_KEY, Base, Json


class Event(Base):
    """One link of an instance's history.

    `hash` covers the fields, the hash before, and `commitment` = SHA-256 of salt and data; so the data can be erased
    for a person's sake and the chain still verifies.
    """

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_at", "at"),)

    instance_id: Mapped[UUID] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    root_id: Mapped[UUID]
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(40))
    actor_id: Mapped[str] = mapped_column(String(100))
    actor_name: Mapped[str] = mapped_column(String(200))
    on_behalf_of: Mapped[str | None] = mapped_column(String(200))
    element_id: Mapped[str] = mapped_column(String(200), default="")
    element_name: Mapped[str] = mapped_column(String(500), default="")
    element_instance_id: Mapped[UUID | None]
    data: Mapped[dict[str, Any] | None] = mapped_column(Json)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    commitment: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    removal_at: Mapped[datetime | None]


class Command(Base):
    """An idempotency key and its answer: the same request again gets the same answer and has no second effect."""

    __tablename__ = "command"
    __table_args__ = (
        PrimaryKeyConstraint("actor_id", "key", info={SENT_KEY: True}),
        Index("ix_command_removal", "removal_at"),
    )

    actor_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    request_hash: Mapped[str] = mapped_column(String(64))
    answer: Mapped[dict[str, Any]] = mapped_column(Json)
    at: Mapped[datetime]
    removal_at: Mapped[datetime]
