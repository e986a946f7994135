"""The table of questions about tasks."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, new_id


class Question(Base):
    """What somebody working on a task asked another person, and their answer; it goes with the instance."""

    __tablename__ = "question"
    __table_args__ = (Index("ix_question_asked_to_answered_at", "asked_to", "answered_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    root_id: Mapped[UUID] = mapped_column(index=True)
    task_id: Mapped[UUID] = mapped_column(index=True)
    business_key: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(300))
    asked_by: Mapped[str] = mapped_column(String(60))
    asked_by_name: Mapped[str] = mapped_column(String(120))
    asked_to: Mapped[str] = mapped_column(String(60))
    asked_to_name: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    removal_at: Mapped[datetime | None]
