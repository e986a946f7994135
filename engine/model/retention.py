"""How long ended instances are kept, what must be kept longer, and what was removed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, text
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base

STANDING = text("lifted_at IS NULL")


class Retention(Base):
    """For how many months a procedure's instances are kept after their end; for ever where it names none.

    A change is a new row: the newest holds, the others tell who changed it when and why.
    """

    __tablename__ = "retention"
    __table_args__ = (Index("ix_retention_procedure", "procedure", "set_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    procedure: Mapped[str] = mapped_column(String(100))
    months: Mapped[int | None]
    reason: Mapped[str] = mapped_column(LongText)
    set_at: Mapped[datetime]
    set_by: Mapped[str] = mapped_column(String(100))
    set_by_name: Mapped[str] = mapped_column(String(200))


class LegalHold(Base):
    """A case that is not removed while the hold stands, whatever its removal date.

    It covers all instances with the business key, or the one instance where that has none.
    """

    __tablename__ = "legal_hold"
    __table_args__ = (
        Index("ix_legal_hold_key", "business_key", sqlite_where=STANDING, postgresql_where=STANDING),
        Index("ix_legal_hold_root", "root_id", sqlite_where=STANDING, postgresql_where=STANDING),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    business_key: Mapped[str] = mapped_column(String(200), default="")
    root_id: Mapped[UUID]
    reason: Mapped[str] = mapped_column(LongText)
    placed_at: Mapped[datetime]
    placed_by: Mapped[str] = mapped_column(String(100))
    placed_by_name: Mapped[str] = mapped_column(String(200))
    lift_reason: Mapped[str] = mapped_column(LongText, default="")
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[str | None] = mapped_column(String(100))
    lifted_by_name: Mapped[str | None] = mapped_column(String(200))


class RemovedInstance(Base):
    """What is left of a removed instance: that it was, when it ended and was due to go, and the head of its chain."""

    __tablename__ = "removed_instance"
    __table_args__ = (Index("ix_removed_instance_key", "business_key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    procedure: Mapped[str] = mapped_column(String(100))
    process_id: Mapped[str] = mapped_column(String(200))
    business_key: Mapped[str] = mapped_column(String(200))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    due_at: Mapped[datetime]
    removed_at: Mapped[datetime]
    last_seq: Mapped[int]
    last_hash: Mapped[str] = mapped_column(String(64))
    rows: Mapped[int]
