"""What people arrange about tasks: who does them, how pressing they are, when to come back to them."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import SYSTEM, Actor
from engine.base.errors import BangVangError, NoLongerOpenError, NotAllowedError, SuspendedError
from engine.base.text import N_, Text
from engine.commands.once import once
from engine.commands.tasks import asking, at_task, barred, entry, require_free
from engine.ports import handing
from engine.ports.acts import Happening, tell
from engine.ports.confidential import is_confidential
from engine.ports.periodic import register_periodic
from engine.store.database import Database
from engine.store.delegations import overdue_delegations
from engine.store.fast import HeldTask, arrange_task, own_task

Change = Callable[[HeldTask, Actor], dict[str, Any]]
EVENTS = {
    "assign_task": "task_assigned",
    "delegate_task": "task_delegated",
    "resolve_task": "task_resolved",
    "take_back_task": "task_taken_back",
    "prioritise_task": "task_prioritised",
    "postpone_task": "task_postponed",
}
"""The kind of event that each command leaves in the history."""


class NotForThemError(BangVangError):
    """A task cannot be given to a person to whom it is not offered."""

    def __init__(self, name: str) -> None:
        super().__init__(Text(N_("This task is not offered to %(name)s."), {"name": name}))


def assign_task(session: Session, task_id: UUID, to: Actor, *, by: Actor, key: str) -> None:
    """Give a task to one of those it is offered to.

    Raises NotForThemError, NotAllowedError where they must not do it, and as `claim_task`.
    """

    def change(task: HeldTask, _acting: Actor) -> dict[str, Any]:
        if to.all_principals.isdisjoint(task.principals):
            raise NotForThemError(to.name)
        _require_fit(task, to)
        task.owner_id, task.owner_name = to.id, to.name
        _tell_superior(session, task, "task_assigned", to, by)
        return {"to": to.name}

    _arrange(session, "assign_task", task_id, {"to": to.id}, change, by=by, key=key)


def delegate_task(  # noqa: PLR0913 - a command's whole address
    session: Session, task_id: UUID, to: Actor, note: str, *, by: Actor, key: str
) -> None:
    """Ask another person to prepare a task; it comes back when they have, and only then can it be completed.

    It comes back by itself after the longest time that grants of authority may last (`engine.ports.handing`).
    Raises NotAllowedError where they must not do it, may not prepare it for the actor, or it would be delegated to
    oneself, and as `claim_task`.
    """

    def change(task: HeldTask, acting: Actor) -> dict[str, Any]:
        if to.id == by.id or task.delegated_by is not None:
            raise NotAllowedError(Text(N_("A task is delegated once, and to somebody else.")))
        if is_confidential(task.principals) and to.all_principals.isdisjoint(task.principals):
            raise NotForThemError(to.name)
        reason = handing.why_not_prepare(session, by.id, to.id)
        if reason is not None:
            raise NotAllowedError(reason)
        _require_fit(task, to)
        task.delegated_by, task.delegated_by_name = acting.on_behalf_of_id or by.id, acting.on_behalf_of or by.name
        task.delegated_until = clock.now() + timedelta(days=handing.most_days(session))
        task.owner_id, task.owner_name = to.id, to.name
        _tell_superior(session, task, "task_delegated", to, by)
        return {"to": to.name, "note": note}

    _arrange(session, "delegate_task", task_id, {"to": to.id, "note": note}, change, by=by, key=key)


def resolve_task(session: Session, task_id: UUID, note: str, *, by: Actor, key: str) -> None:
    """Hand a delegated task back, prepared, to who delegated it.

    Raises NotAllowedError where it was not delegated to the actor, and as `claim_task`.
    """

    def change(task: HeldTask, _acting: Actor) -> dict[str, Any]:
        if task.delegated_by is None:
            raise NotAllowedError(Text(N_("This task was not delegated.")))
        task.prepared_by = sorted({*task.prepared_by, by.id})
        back = task.delegated_by_name
        _bring_back(task)
        return {"to": back, "note": note}

    _arrange(session, "resolve_task", task_id, {"note": note}, change, by=by, key=key)


def take_back_task(session: Session, task_id: UUID, *, by: Actor, key: str) -> None:
    """Take back a task that one asked a colleague to prepare, or end it as the head of who asked.

    Who prepares it and who asked are told where another ended it. Raises NotAllowedError for anybody
    else, NoLongerOpenError, and as `claim_task`.
    """

    def work(*found: Any) -> dict[str, Any]:
        with at_task(session, found, by) as (run, task, acting):
            _require_end(session, task, by)
            ended, before = task.delegated_by or "", task.owner_name
            told = tuple(sorted({ended, task.owner_id or ""} - {by.id, ""}))
            _bring_back(task)
            own_task(session, task)
            run.note(entry("task_taken_back", task, acting, **{"from": before}))
            if ended not in by.ids:
                tell(session, _handed("task_taken_back", task, by, ended, told))
        return {"task": task_id}

    once(session, "take_back_task", {"task": task_id}, work, by=by, key=key, along=asking(task_id))


def _require_end(session: Session, task: HeldTask, by: Actor) -> None:
    """Refuse whoever neither delegated a task nor heads who did, of confidential matters the latter too."""
    if task.delegated_by is None or task.delegated_by in by.ids:
        require_free(task, by)
    if task.delegated_by is None or not (
        task.delegated_by in by.ids or _is_over(task, by) or _heads(session, task, by)
    ):
        raise NotAllowedError(Text(N_("Only who delegated this task takes it back.")))
    if task.state != "open":
        raise NoLongerOpenError


def _heads(session: Session, task: HeldTask, by: Actor) -> bool:
    return not is_confidential(task.principals) and handing.is_head_of(session, by, task.delegated_by or "")


def _is_over(task: HeldTask, by: Actor) -> bool:
    return by.id == SYSTEM.id and task.delegated_until is not None and task.delegated_until <= clock.now()


def _bring_back(task: HeldTask) -> None:
    task.owner_id, task.owner_name = task.delegated_by, task.delegated_by_name
    task.delegated_by = task.delegated_by_name = task.delegated_until = None


def end_delegations(database: Database) -> int:
    """Bring back what was with a colleague for the longest time; return how many tasks."""
    with database.read() as session:
        found = overdue_delegations(session, clock.now())
    return sum(_ended(database, task_id, f"delegation-ends-{task_id}-{until.isoformat()}") for task_id, until in found)


def _ended(database: Database, task_id: UUID, key: str) -> bool:
    """Bring one task back; one handed back meanwhile stays where it is, one whose case rests waits with it."""
    with suppress(NotAllowedError, NoLongerOpenError, SuspendedError):
        database.perform(lambda session: take_back_task(session, task_id, by=SYSTEM, key=key))
        return True
    return False


def prioritise_task(session: Session, task_id: UUID, priority: int, *, by: Actor, key: str) -> None:
    """Say how pressing a task is, from 0 to 100; raises as `claim_task`."""

    def change(task: HeldTask, _acting: Actor) -> dict[str, Any]:
        before, task.priority = task.priority, min(100, max(0, priority))
        return {"before": before, "after": task.priority}

    _arrange(session, "prioritise_task", task_id, {"priority": priority}, change, by=by, key=key)


def postpone_task(session: Session, task_id: UUID, until: datetime | None, *, by: Actor, key: str) -> None:
    """Say when to come back to a task; None forgets it. The deadline stays. Raises as `claim_task`."""

    def change(task: HeldTask, _acting: Actor) -> dict[str, Any]:
        before, task.follow_up_at = task.follow_up_at, until
        return {"before": before, "after": until}

    _arrange(session, "postpone_task", task_id, {"until": until}, change, by=by, key=key)


def _arrange(  # noqa: PLR0913 - a command's whole address
    session: Session, name: str, task_id: UUID, request: dict[str, Any], change: Change, *, by: Actor, key: str
) -> None:
    def work(*found: Any) -> dict[str, Any]:
        with at_task(session, found, by) as (run, task, acting):
            require_free(task, acting)
            data = change(task, acting)
            own_task(session, task)
            arrange_task(session, task)
            run.note(entry(EVENTS[name], task, acting, **data))
        return {"task": task_id}

    once(session, name, {"task": task_id, **request}, work, by=by, key=key, along=asking(task_id))


def _tell_superior(session: Session, task: HeldTask, what: str, to: Actor, by: Actor) -> None:
    """Have the superior of who hands a task on told, and who is to do it; of confidential matters nobody is."""
    if to.id != by.id and not is_confidential(task.principals):
        tell(session, _handed(what, task, by, by.id, (to.id,)))


def _handed(what: str, task: HeldTask, by: Actor, giver_id: str, told: tuple[str, ...]) -> Happening:
    return Happening(what, by, task.business_key, task.instance_id, of_person=giver_id, told=told)


def _require_fit(task: HeldTask, to: Actor) -> None:
    reason = barred(task, to)
    if reason is not None:
        raise NotAllowedError(reason)


_end: Callable[[Database], object] = end_delegations
register_periodic("engine.end_delegations", timedelta(hours=1), _end)
