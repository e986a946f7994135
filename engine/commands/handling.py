"""What people arrange about tasks: who does them, how pressing they are, when to come back to them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import BangVangError, NotAllowedError
from engine.base.text import N_, Text
from engine.commands.hands import handed
from engine.commands.once import once
from engine.commands.tasks import asking, at_task, barred, entry, require_free
from engine.history.kinds.tasks import OfHands, TaskAssigned, TaskPostponed, TaskPrioritised
from engine.ports.acts import tell
from engine.store.fast import LockedTask, arrange_task, own_task

Change = Callable[[LockedTask, Actor], OfHands]


class NotForThemError(BangVangError):
    """A task cannot be given to a person to whom it is not offered."""

    def __init__(self, name: str) -> None:
        super().__init__(Text(N_("This task is not offered to %(name)s."), {"name": name}))


def assign_task(session: Session, task_id: UUID, to: Actor, *, by: Actor, key: str) -> None:
    """Give a task to one of those it is offered to.

    Raises NotForThemError, NotAllowedError where they must not do it, and as `claim_task`.
    """

    def change(task: LockedTask, _acting: Actor) -> TaskAssigned:
        if to.all_principals.isdisjoint(task.principals):
            raise NotForThemError(to.name)
        require_fit(task, to)
        task.owner_id, task.owner_name = to.id, to.name
        if to.id != by.id:
            tell(session, handed(task, "task_assigned", by, of=by.id, told=(to.id,)))
        return TaskAssigned(to.name)

    arrange(session, "assign_task", task_id, {"to": to.id}, change, by=by, key=key)


def prioritise_task(session: Session, task_id: UUID, priority: int, *, by: Actor, key: str) -> None:
    """Say how pressing a task is, from 0 to 100; raises as `claim_task`."""

    def change(task: LockedTask, _acting: Actor) -> TaskPrioritised:
        before, task.priority = task.priority, min(100, max(0, priority))
        return TaskPrioritised(before, task.priority)

    arrange(session, "prioritise_task", task_id, {"priority": priority}, change, by=by, key=key)


def postpone_task(session: Session, task_id: UUID, until: datetime | None, *, by: Actor, key: str) -> None:
    """Say when to come back to a task; None forgets it. The deadline stays. Raises as `claim_task`."""

    def change(task: LockedTask, _acting: Actor) -> TaskPostponed:
        before, task.follow_up_at = task.follow_up_at, until
        return TaskPostponed(before, until)

    arrange(session, "postpone_task", task_id, {"until": until}, change, by=by, key=key)


def arrange(  # noqa: PLR0913 - a command's whole address
    session: Session, name: str, task_id: UUID, request: dict[str, Any], change: Change, *, by: Actor, key: str
) -> None:
    """Change, as one command, what a task's row says of who does it and when, and leave the event `change` returns."""

    def work(*found: Any) -> dict[str, Any]:
        with at_task(session, found, by) as (run, task, acting):
            require_free(task, acting)
            fact = change(task, acting)
            own_task(session, task)
            arrange_task(session, task)
            run.note(entry(fact, task, acting))
        return {"task": task_id}

    once(session, name, {"task": task_id, **request}, work, by=by, key=key, along=asking(task_id))


def require_fit(task: LockedTask, to: Actor) -> None:
    """Refuse to give a task to a person who must not do it; raises NotAllowedError."""
    reason = barred(task, to)
    if reason is not None:
        raise NotAllowedError(reason)
