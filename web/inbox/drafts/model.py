"""The table of drafts."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Json


class TaskDraft(Base):
    """What one person has typed into the form of a task and not yet sent; nobody else sees it."""

    __tablename__ = "task_draft"

    task_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    root_id: Mapped[UUID] = mapped_column(index=True)
    answers: Mapped[dict[str, list[str]]] = mapped_column(Json)
    saved_at: Mapped[datetime]
    removal_at: Mapped[datetime | None]
