"""Which members have yet to do a step of the bloc's year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.model import UserTask
from engine.store import tasks, waiting

LATE = "late_"
GO_ON = "bloc_year_go_on_"


@dataclass(frozen=True)
class Missing:
    """A body whose task at a step is open since some time; `is_late` where the bloc has gone on without it."""

    step: str
    body: str
    principal: str
    since: datetime
    due_at: datetime | None
    is_late: bool

    @property
    def is_overdue(self) -> bool:
        """Tell whether its time is over."""
        return self.is_late or (self.due_at is not None and self.due_at <= clock.now())


def missing_in(session: Session, instance_id: UUID, steps: Sequence[str]) -> list[Missing]:
    """Return who has yet to do some steps of a running year, in the order in which their tasks were opened."""
    wanted = {f"{mark}{step}": step for step in steps for mark in ("", LATE)}
    found = [task for task in tasks.tasks_of_instance(session, instance_id) if task.element_id in wanted]
    return [_missing(task, wanted[task.element_id]) for task in found if task.candidates]


def _missing(task: UserTask, step: str) -> Missing:
    principal = task.candidates[0].principal
    is_late = task.element_id.startswith(LATE)
    return Missing(step, principal.partition("@")[2], principal, task.created_at, task.due_at, is_late)


def missing_at(session: Session, instance_id: UUID, step: str, *, with_late: bool = False) -> list[Missing]:
    """Return who has yet to do a step; those the bloc went on without only where asked."""
    return [one for one in missing_in(session, instance_id, [step]) if with_late or not one.is_late]


def is_overdue(session: Session, instance_id: UUID, step: str, body: str) -> bool:
    """Tell whether a body that is about to do a step is past its time."""
    return any(one.is_overdue for one in missing_at(session, instance_id, step) if one.body == body)


def steps_to_go_on(session: Session, instance_id: UUID) -> set[str]:
    """Return the steps that a running year waits at and can go on from: as its own version of the diagram has it."""
    names = {one.name for one in waiting.subscriptions_of(session, instance_id)}
    return {name.removeprefix(GO_ON) for name in names if name.startswith(GO_ON)}
