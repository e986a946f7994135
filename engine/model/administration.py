"""What is done outside of any case: to accounts, posts, grants of authority, the organisation."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Json, new_id


class AdminEvent(Base):
    """One act that belongs to no case: who did what to whom, when. Rows are added, never changed or removed.

    `subject` names what it is about, such as `person:<id>` or `account:<name>`.
    """

    __tablename__ = "admin_event"
    __table_args__ = (
        Index("ix_admin_event_subject", "subject", "at"),
        Index("ix_admin_event_at", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(200))
    actor_id: Mapped[str] = mapped_column(String(100))
    actor_name: Mapped[str] = mapped_column(String(200))
    data: Mapped[dict[str, Any]] = mapped_column(Json)
    at: Mapped[datetime]
