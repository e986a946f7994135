"""The table of calendar addresses."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base


class CalendarFeed(Base):
    """The secret address by which a person's calendar program reads their deadlines; only its SHA-256 is kept."""

    __tablename__ = "calendar_feed"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
