"""What people say to each other about a task: kept in the case's history, changing nothing."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import FieldError, NotAllowedError
from engine.base.text import N_, Text
from engine.commands.once import once
from engine.commands.tasks import asking, at_task, concerned, entry
from engine.history.kinds.tasks import TaskCommented
from engine.model import UserTask
from engine.model.capacity import Involvement
from engine.store.fast import LockedTask

LONGEST = 2_000


class RemarkError(FieldError):
    """A remark says nothing, or too much."""


def comment_on_task(  # noqa: PLR0913 - a command's whole address
    session: Session, task_id: UUID, text: str, mentioned: Sequence[str] = (), *, by: Actor, key: str
) -> None:
    """Say something about a task that is or was the actor's to do; `mentioned` are names, for the history.

    Raises NotFoundError, NotAllowedError (also where the case concerns them), RemarkError.
    """
    said = require_words(text)

    def work(*found: Any) -> dict[str, Any]:
        with at_task(session, found, by) as (run, task, acting):
            if not _sees(task, by):
                raise NotAllowedError
            reason = concerned(task, acting, task.involvement)
            if reason is not None:
                raise NotAllowedError(reason)
            run.note(entry(TaskCommented(said, list(mentioned)), task, acting))
        return {"task": task_id}

    request = {"task": task_id, "text": said, "mentioned": list(mentioned)}
    once(session, "comment_on_task", request, work, by=by, key=key, along=asking(task_id))


def answer_on_task(session: Session, task_id: UUID, text: str, *, by: Actor, key: str) -> None:
    """Say something about a task that one was asked about, which the caller has seen to.

    Raises NotFoundError, NotAllowedError where the case concerns them, RemarkError.
    """
    said = require_words(text)

    def work(*found: Any) -> dict[str, Any]:
        with at_task(session, found, by) as (run, task, acting):
            reason = concerned(task, acting, task.involvement)
            if reason is not None:
                raise NotAllowedError(reason)
            run.note(entry(TaskCommented(said, []), task, by))
        return {"task": task_id}

    once(session, "answer_on_task", {"task": task_id, "text": said}, work, by=by, key=key, along=asking(task_id))


def why_no_remark(case: Involvement, task: UserTask, by: Actor) -> Text | None:
    """Return why a person writes no remark on a task that they see, for a page to tell beforehand, or None."""
    offered = [candidate.principal for candidate in task.candidates]
    return concerned(task, by.acting_on(offered, task.owner_id), case)


def require_words(text: str) -> str:
    """Return what was said without space around it.

    Raises RemarkError where nothing is left, or too much.
    """
    said = text.strip()
    if not said:
        raise RemarkError(Text(N_("Please write something.")), "text")
    if len(said) > LONGEST:
        raise RemarkError(Text(N_("Please write at most %(most)s letters."), {"most": LONGEST}), "text")
    return said


def _sees(task: LockedTask, by: Actor) -> bool:
    return bool(by.ids & {task.owner_id, task.delegated_by, task.completed_by}) or not by.reach.isdisjoint(
        task.principals
    )
