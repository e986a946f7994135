"""Finding drafts, and letting go of them."""

from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from web.inbox.drafts.model import TaskDraft


def find_draft(session: Session, task_id: UUID, person_id: str) -> TaskDraft | None:
    """Return what a person has typed for a task, or None."""
    return session.get(TaskDraft, (task_id, person_id))


def delete_drafts(session: Session, task_id: UUID) -> None:
    """Let go of what anybody has typed for a task: it is done."""
    session.execute(delete(TaskDraft).where(TaskDraft.task_id == task_id))
