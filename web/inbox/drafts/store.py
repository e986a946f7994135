"""Finding drafts, and letting go of them."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from engine.base import clock
from engine.model import UserTask
from engine.store.fast import Statement, write
from engine.store.rows import put
from web.inbox.drafts.model import TaskDraft

LENGTH_OF_ID = 36
_drafts: Any = TaskDraft.__table__
DELETE = Statement(lambda _: delete(_drafts).where(_drafts.c.task_id == bindparam("task")))


def find_draft(session: Session, task_id: UUID, person_id: str) -> TaskDraft | None:
    """Return what a person has typed for a task, or None."""
    return session.get(TaskDraft, (task_id, person_id))


def keep_draft(session: Session, task: UserTask, person_id: str, answers: dict[str, list[str]]) -> TaskDraft:
    """Keep what a person has typed for a task, in place of what was kept before."""
    key = {"task_id": task.id, "person_id": person_id}
    return put(session, TaskDraft, key, root_id=task.root_id, answers=answers, saved_at=clock.now())


def files_in_drafts(session: Session, tasks: Collection[UUID]) -> set[str]:
    """Return the ids of files, among other texts as long, that anybody's drafts for some tasks name."""
    drafts = session.scalars(select(TaskDraft.answers).where(TaskDraft.task_id.in_(tasks))) if tasks else ()
    return {text for answers in drafts for texts in answers.values() for text in texts if len(text) == LENGTH_OF_ID}


def delete_drafts(session: Session, task_id: UUID) -> None:
    """Let go of what anybody has typed for a task: it is done."""
    write(session, DELETE, [{"task": task_id}])
