"""Reading which tasks are being prepared for somebody."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.model import UserTask, UserTaskState

MOST = 500


def delegated_by(session: Session, people: Collection[str]) -> list[UserTask]:
    """Return what some people have had prepared, the next to come back first."""
    query = select(UserTask).where(UserTask.state == UserTaskState.OPEN, UserTask.delegated_by.in_(people))
    return list(session.scalars(query.order_by(UserTask.delegated_until, UserTask.id).limit(MOST)))


def overdue_delegations(session: Session, now: datetime) -> list[tuple[UUID, datetime]]:
    """Return the tasks that should have gone back to who delegated them, and since when."""
    standing = (
        UserTask.state == UserTaskState.OPEN,
        UserTask.delegated_by.is_not(None),
        UserTask.delegated_until <= now,
    )
    query = select(UserTask.id, UserTask.delegated_until).where(*standing).order_by(UserTask.delegated_until)
    return [(task, until) for task, until in session.execute(query.limit(MOST)) if until is not None]
