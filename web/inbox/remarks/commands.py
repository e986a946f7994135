"""Writing a remark and telling those whom it mentions, once."""

from typing import Any

from sqlalchemy.orm import Session

from engine import commands
from engine.base.actor import Actor
from engine.commands.once import once
from engine.model import UserTask
from web.inbox.remarks.mentions import mentioned_people
from workflows.procedures.nomination.store import add_notice


def write_remark(session: Session, task: UserTask, text: str, *, by: Actor, key: str) -> None:
    """Keep a remark in the history of a task's case, and leave a notice for everybody it mentions.

    Raises MentionError, and as `comment_on_task`.
    """
    people = mentioned_people(session, task, text)

    def work() -> dict[str, Any]:
        names = [person.full_name for person in people]
        commands.comment_on_task(session, task.id, text, names, by=by, key=f"{key}:said")
        for person in people:
            add_notice(session, task.business_key, f"person:{person.id}", "mentioned", task.element_id)
        return {"task": task.id}

    once(session, "write_remark", {"task": task.id, "text": text}, work, by=by, key=key)
