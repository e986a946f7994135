"""What waits for people."""

from collections.abc import Collection
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, false, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.model.base import Base, Json


def _open_index(name: str, *columns: str, also: str = "") -> Index:
    """Return an index that holds open tasks only: those done are never looked for by it, however many there are."""
    condition = text(f"state = 'open'{also}")
    return Index(name, *columns, sqlite_where=condition, postgresql_where=condition)


NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""What stands for the deadline of a task without one, wherever tasks are put in order."""
NEVER_TEXT = "9999-01-01 00:00:00.000000"


class UserTaskState(StrEnum):
    """How far a task of a person has come."""

    OPEN = "open"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class UserTask(Base):
    """One step that waits for a person.

    A task is offered to principals (`role@scope`), claimed by one of their holders, and completed once. Its id is the
    id of its element instance.
    """

    __tablename__ = "user_task"
    __table_args__ = (
        _open_index("ix_user_task_open_due", "due_at", "id"),
        _open_index("ix_user_task_open_owned", "owner_id", "due_at", "id", also=" AND owner_id IS NOT NULL"),
        _open_index("ix_user_task_open_handed", "delegated_by", also=" AND delegated_by IS NOT NULL"),
        Index(
            "ix_user_task_done",
            "completed_at",
            "id",
            sqlite_where=text("state = 'completed'"),
            postgresql_where=text("state = 'completed'"),
        ),
        Index("ix_user_task_key", "business_key", "element_id"),
        Index(
            "ix_user_task_done_by",
            "completed_by",
            "completed_at",
            "id",
            sqlite_where=text("state = 'completed'"),
            postgresql_where=text("state = 'completed'"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    root_id: Mapped[UUID]
    instance_id: Mapped[UUID] = mapped_column(ForeignKey("instance.id"), index=True)
    release_id: Mapped[UUID]
    procedure: Mapped[str] = mapped_column(String(100))
    process_id: Mapped[str] = mapped_column(String(200))
    element_id: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(500))
    name_en: Mapped[str] = mapped_column(String(500), default="")
    form_id: Mapped[str] = mapped_column(String(200), default="")
    business_key: Mapped[str] = mapped_column(String(200), default="")
    title: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[str] = mapped_column(String(20), default=UserTaskState.OPEN)
    owner_id: Mapped[str | None] = mapped_column(String(100))
    owner_name: Mapped[str | None] = mapped_column(String(200))
    priority: Mapped[int] = mapped_column(default=50)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    follow_up_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    completed_by: Mapped[str | None] = mapped_column(String(100))
    completed_by_name: Mapped[str | None] = mapped_column(String(200))
    completed_for: Mapped[str | None] = mapped_column(String(100))  # the absent person, when a substitute did it
    delegated_by: Mapped[str | None] = mapped_column(String(100))  # who asked the owner to prepare it for them
    delegated_by_name: Mapped[str | None] = mapped_column(String(200))
    delegated_until: Mapped[datetime | None]  # when it goes back to who delegated it, prepared or not
    delegation_accepted_at: Mapped[datetime | None]  # when the owner accepted to prepare it; none: not answered yet
    attention: Mapped[bool] = mapped_column(
        default=False, server_default=false()
    )  # should be looked at closely, by the element's own rule
    excluded: Mapped[list[str]] = mapped_column(
        Json, default=list, server_default="[]"
    )  # ids of those whom the case concerns
    prepared_by: Mapped[list[str]] = mapped_column(
        Json, default=list, server_default="[]"
    )  # ids of those who prepared it for somebody else and handed it back
    capacity: Mapped[str] = mapped_column(String(20), default="", server_default="")  # in which capacity it is done
    properties: Mapped[dict[str, str]] = mapped_column(Json)
    removal_at: Mapped[datetime | None]

    @property
    def awaits_answer(self) -> bool:
        """Tell whether the owner was asked to prepare it and has neither accepted nor declined."""
        return self.delegated_by is not None and self.delegation_accepted_at is None

    def is_free_for(self, ids: Collection[str]) -> bool:
        """Tell whether nobody but some people has it: it is taken by nobody or them, or nobody agreed to prepare it."""
        is_asked_for = self.awaits_answer and self.delegated_by in ids
        return self.owner_id is None or self.owner_id in ids or is_asked_for

    candidates: Mapped[list["UserTaskCandidate"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class UserTaskCandidate(Base):
    """A principal to whom a task is, or was, offered; `is_open` while the task is.

    While it is open, the row carries what lists begin with: the task's deadline, its owner, and whether it should be
    looked at closely. So a page of a list is read off an index, however much is offered.
    """

    __tablename__ = "user_task_candidate"
    __table_args__ = (
        Index(
            "ix_user_task_candidate_free",
            "principal",
            "due_at",
            "task_id",
            sqlite_where=text("is_open = 1 AND owner_id IS NULL"),
            postgresql_where=text("is_open AND owner_id IS NULL"),
        ),
        Index(
            "ix_user_task_candidate_look",
            "principal",
            "due_at",
            "task_id",
            sqlite_where=text("is_open = 1 AND attention = 1 AND owner_id IS NULL"),
            postgresql_where=text("is_open AND attention AND owner_id IS NULL"),
        ),
    )

    task_id: Mapped[UUID] = mapped_column(ForeignKey("user_task.id"), primary_key=True)
    principal: Mapped[str] = mapped_column(String(200), primary_key=True)
    is_open: Mapped[bool] = mapped_column(default=True, server_default=true())
    due_at: Mapped[datetime] = mapped_column(default=NEVER, server_default=NEVER_TEXT)  # NEVER where there is none
    owner_id: Mapped[str | None] = mapped_column(String(100))
    attention: Mapped[bool] = mapped_column(default=False, server_default=false())
