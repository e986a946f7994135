"""Looks of administrators at the content of a case, for a reason and a time."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base


class ContentOpening(Base):
    """That an administrator opened the content of a running process, why, and until when they see it."""

    __tablename__ = "content_opening"
    __table_args__ = (Index("ix_content_opening_seen", "instance_id", "opened_by", "until"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    instance_id: Mapped[UUID]
    business_key: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(LongText)
    opened_at: Mapped[datetime]
    opened_by: Mapped[str] = mapped_column(String(100))
    opened_by_name: Mapped[str] = mapped_column(String(200))
    until: Mapped[datetime]
