"""Many running instances on their way from one release to another."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Json


class MigrationState(StrEnum):
    """How far a migration has come."""

    CHECKING = "checking"
    CHECKED = "checked"
    MOVING = "moving"
    DONE = "done"
    STOPPED = "stopped"


class Migration(Base):
    """A plan to take the instances of one release to another, and how far it has come.

    Its state is `checking` (each instance is tried), `checked` (waits for an administrator to start it), `moving`,
    `done` or `stopped`.
    """

    __tablename__ = "migration"
    __table_args__ = (Index("ix_migration_procedure", "procedure", "created_at"), Index("ix_migration_state", "state"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    procedure: Mapped[str] = mapped_column(String(100))
    from_release_id: Mapped[UUID] = mapped_column(ForeignKey("release.id"))
    to_release_id: Mapped[UUID] = mapped_column(ForeignKey("release.id"))
    mapping: Mapped[dict[str, str]] = mapped_column(Json)
    reason: Mapped[str] = mapped_column(LongText)
    state: Mapped[str] = mapped_column(String(20), default=MigrationState.CHECKING)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(100))
    created_by_name: Mapped[str] = mapped_column(String(200))
    started_at: Mapped[datetime | None]
    started_by: Mapped[str | None] = mapped_column(String(100))
    started_by_name: Mapped[str | None] = mapped_column(String(200))
    approved_by_name: Mapped[str] = mapped_column(String(200), default="", server_default="")
    ended_at: Mapped[datetime | None]


class ItemState(StrEnum):
    """How far one instance of a migration has come."""

    WAITING = "waiting"
    FITS = "fits"
    REFUSED = "refused"
    MOVED = "moved"
    GONE = "gone"
    FAILED = "failed"


class MigrationItem(Base):
    """One instance of a migration: `waiting`, then `fits` or `refused`, then `moved`; `gone` where it ended meanwhile.

    `failed` is what went wrong unforeseen. `messages` say why it is refused, or what to know of it.
    """

    __tablename__ = "migration_item"
    __table_args__ = (Index("ix_migration_item_state", "migration_id", "state", "instance_id"),)

    migration_id: Mapped[UUID] = mapped_column(ForeignKey("migration.id"), primary_key=True)
    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    root_id: Mapped[UUID] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(String(20), default=ItemState.WAITING)
    messages: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    at: Mapped[datetime | None]
    removal_at: Mapped[datetime | None]
