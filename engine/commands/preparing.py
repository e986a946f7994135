"""Having a task prepared by a colleague: they are asked, accept or decline, and hand it back; the decision stays."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import SYSTEM, Actor
from engine.base.errors import NoLongerOpenError, NotAllowedError, SuspendedError
from engine.base.text import N_, Text
from engine.commands.handling import NotForThemError, arrange, require_fit
from engine.commands.hands import bring_back, handed
from engine.commands.once import once
from engine.commands.operators import require_reason
from engine.commands.tasks import asking, at_task, entry, require_free
from engine.history.kinds.tasks import TaskAccepted, TaskDeclined, TaskDelegated, TaskResolved, TaskTakenBack
from engine.model import UserTaskState
from engine.ports import handing
from engine.ports.acts import tell
from engine.ports.confidential import is_confidential
from engine.ports.periodic import register_periodic
from engine.store.database import Database
from engine.store.delegations import overdue_delegations
from engine.store.fast import LockedTask, own_task

END_OF_DAY = time(23, 59, 59)


def delegate_task(  # noqa: PLR0913 - a command's whole address
    session: Session, task_id: UUID, to: Actor, note: str, *, by: Actor, key: str, last_day: date | None = None
) -> None:
    """Ask another person to prepare a task; it comes back when they have, and only then can it be completed.

    Until they accept, who asks may decide it all the same. It comes back by itself after a last day, or after the
    longest time that grants of authority may last (`engine.ports.handing`). Raises NotAllowedError where they must
    not do it, may not prepare it for the actor, for so long, or it would be delegated to oneself, and as `claim_task`.
    """

    def change(task: LockedTask, acting: Actor) -> TaskDelegated:
        if to.id == by.id or task.delegated_by is not None:
            raise NotAllowedError(Text(N_("A task is delegated once, and to somebody else.")))
        if is_confidential(task.principals) and to.all_principals.isdisjoint(task.principals):
            raise NotForThemError(to.name)
        until = _until(session, last_day)
        reason = handing.why_not_prepare(session, by.id, to.id)
        if reason is not None:
            raise NotAllowedError(reason)
        require_fit(task, to)
        task.delegated_by, task.delegated_by_name = acting.on_behalf_of_id or by.id, acting.on_behalf_of or by.name
        task.delegated_until, task.delegation_accepted_at = until, None
        task.owner_id, task.owner_name = to.id, to.name
        tell(session, handed(task, "task_delegated", by, of=by.id, told=(to.id,)))
        return TaskDelegated(to.name, note, until)

    request = {"to": to.id, "note": note} | ({"last_day": last_day} if last_day else {})
    arrange(session, "delegate_task", task_id, request, change, by=by, key=key)


def _until(session: Session, last_day: date | None) -> datetime:
    """Return until when a colleague may have a task; raises NotAllowedError for what is too long."""
    chosen = last_day or handing.last_day(session)
    reason = handing.why_not_until(session, chosen)
    if reason is not None:
        raise NotAllowedError(reason)
    return datetime.combine(chosen, END_OF_DAY, clock.local_zone())


def accept_task(session: Session, task_id: UUID, *, by: Actor, key: str) -> None:
    """Accept to prepare a task that one was asked to; from then on it is in one's hands until it goes back.

    Who asked is told. Raises NotAllowedError for anybody else and where one must not do it, NoLongerOpenError.
    """

    def change(task: LockedTask, _acting: Actor) -> TaskAccepted:
        _require_asked(task, by)
        task.delegation_accepted_at = clock.now()
        giver = task.delegated_by or ""
        tell(session, handed(task, "task_accepted", by, of=giver, told=(giver,)))
        return TaskAccepted(task.delegated_by_name, task.delegated_until)

    arrange(session, "accept_task", task_id, {}, change, by=by, key=key)


def decline_task(session: Session, task_id: UUID, note: str, *, by: Actor, key: str) -> None:
    """Decline to prepare a task that one was asked to, saying why; it is again with who asked, who is told.

    Raises ReasonMissingError, NotAllowedError for anybody else and once it was accepted, NoLongerOpenError.
    """
    require_reason(note)

    def work(*found: Any) -> dict[str, Any]:
        with at_task(session, found, by) as (run, task, acting):
            _require_asked(task, by)
            giver, name = task.delegated_by or "", task.delegated_by_name
            bring_back(task)
            own_task(session, task)
            run.note(entry(TaskDeclined(name, note.strip()), task, acting))
            tell(session, handed(task, "task_declined", by, of=giver, told=(giver,)))
        return {"task": task_id}

    request = {"task": task_id, "note": note}
    once(session, "decline_task", request, work, by=by, key=key, along=asking(task_id))


def _require_asked(task: LockedTask, by: Actor) -> None:
    """Refuse whoever was not asked, and what was answered before; raises NotAllowedError, NoLongerOpenError."""
    if task.owner_id != by.id or not task.awaits_answer:
        raise NotAllowedError(Text(N_("You were not asked to prepare this task, or have answered.")))
    if task.state != UserTaskState.OPEN:
        raise NoLongerOpenError


def resolve_task(session: Session, task_id: UUID, note: str, *, by: Actor, key: str) -> None:
    """Hand a delegated task back, prepared, to who delegated it; not to have answered before counts as accepting.

    Raises NotAllowedError where it was not delegated to the actor, and as `claim_task`.
    """

    def change(task: LockedTask, _acting: Actor) -> TaskResolved:
        if task.delegated_by is None or task.owner_id not in by.ids:
            raise NotAllowedError(Text(N_("This task was not delegated to you.")))
        task.prepared_by = sorted({*task.prepared_by, by.id})
        back, is_accepted = task.delegated_by_name, not task.awaits_answer
        bring_back(task)
        return TaskResolved(back, note, accepted=not is_accepted)

    arrange(session, "resolve_task", task_id, {"note": note}, change, by=by, key=key)


def take_back_task(session: Session, task_id: UUID, *, by: Actor, key: str) -> None:
    """Take back a task that one asked a colleague to prepare, or end it as the head of who asked.

    Who prepares it and who asked are told. Raises NotAllowedError for anybody else, NoLongerOpenError, and as
    `claim_task`.
    """

    def work(*found: Any) -> dict[str, Any]:
        with at_task(session, found, by) as (run, task, acting):
            _require_end(session, task, by)
            giver, preparing, before = task.delegated_by or "", task.owner_id or "", task.owner_name
            bring_back(task)
            own_task(session, task)
            run.note(entry(TaskTakenBack(before), task, acting))
            tell(session, handed(task, "task_taken_back", by, of=giver, told=(giver, preparing)))
        return {"task": task_id}

    once(session, "take_back_task", {"task": task_id}, work, by=by, key=key, along=asking(task_id))


def _require_end(session: Session, task: LockedTask, by: Actor) -> None:
    """Refuse whoever neither delegated a task nor heads who did, of confidential matters the latter too."""
    if task.delegated_by is None or task.delegated_by in by.ids:
        require_free(task, by)
    if task.delegated_by is None or not (
        task.delegated_by in by.ids or _is_over(task, by) or _heads(session, task, by)
    ):
        raise NotAllowedError(Text(N_("Only who delegated this task takes it back.")))
    if task.state != UserTaskState.OPEN:
        raise NoLongerOpenError


def _heads(session: Session, task: LockedTask, by: Actor) -> bool:
    return not is_confidential(task.principals) and handing.is_head_of(session, by, task.delegated_by or "")


def _is_over(task: LockedTask, by: Actor) -> bool:
    return by.id == SYSTEM.id and task.delegated_until is not None and task.delegated_until <= clock.now()


def end_delegations(database: Database) -> int:
    """Bring back what was with a colleague for the time it might be; return how many tasks."""
    with database.read() as session:
        found = overdue_delegations(session, clock.now())
    return sum(_ended(database, task_id, f"delegation-ends-{task_id}-{until.isoformat()}") for task_id, until in found)


def _ended(database: Database, task_id: UUID, key: str) -> bool:
    """Bring one task back; one handed back meanwhile stays where it is, one whose case rests waits with it."""
    with suppress(NotAllowedError, NoLongerOpenError, SuspendedError):
        database.perform(lambda session: take_back_task(session, task_id, by=SYSTEM, key=key))
        return True
    return False


_end: Callable[[Database], object] = end_delegations
register_periodic("engine.end_delegations", timedelta(hours=1), _end)
