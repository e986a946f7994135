"""What the forms of a complaint say of it: read from its table for whoever does the task, kept in no process."""

from typing import Any

from sqlalchemy.orm import Session

from engine.model import UserTask
from workflows.procedures.complaint.commands import NAMES, PROCESS
from workflows.procedures.complaint.store import get_complaint


def said_of(session: Session, task: UserTask) -> dict[str, Any]:
    """Return kind, subject and content of the complaint a task is about; nothing for other tasks. Never the sender."""
    if task.process_id != PROCESS or not task.business_key:
        return {}
    one = get_complaint(session, task.business_key)
    return {"kind_name": NAMES[one.kind], "subject_name": one.nomination.subject_name, "content": one.content}
