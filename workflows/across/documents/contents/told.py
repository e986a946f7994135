"""What a case was told on its way, and when a step of it was last done."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from engine.model import UserTask, UserTaskState
from engine.store.instances import instances_for, variables_of
from engine.store.tasks import tasks_of


def told_in(session: Session, key: str, process: str) -> Mapping[str, Any]:
    """Return what the newest run of a process of a case holds; nothing where it has none."""
    runs = [one for one in instances_for(session, key) if one.process_id == process]
    return dict(variables_of(session, runs[-1].id)) if runs else {}


def last_done(session: Session, key: str, step: str) -> UserTask | None:
    """Return the task of a step of a case that was completed last."""
    done = [one for one in tasks_of(session, key) if one.element_id == step and one.state == UserTaskState.COMPLETED]
    return done[-1] if done else None
