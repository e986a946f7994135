"""In whose hands a task is: of who must decide it, or of a colleague whom they asked to prepare it.

A colleague who has not answered yet holds nothing up: who asked may decide all the same, and the request falls away.
"""

from engine.base.actor import Actor
from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.bpmn.keep.running import Running
from engine.history import Entry
from engine.history.kinds.tasks import TaskTakenBack
from engine.model import UserTask
from engine.ports.acts import Happening, tell
from engine.ports.confidential import is_confidential
from engine.store.fast import LockedTask, own_task


class DelegatedError(BangVangError):
    """A task that was delegated goes back to who delegated it before it is completed."""

    def __init__(self, by_name: str) -> None:
        super().__init__(Text(N_("%(name)s asked you to prepare this task. Hand it back to them."), {"name": by_name}))


class UnansweredError(BangVangError):
    """Somebody was asked to prepare a task and has neither accepted nor declined."""

    def __init__(self, by_name: str) -> None:
        said = N_("%(name)s asks you to prepare this task. Accept or decline first.")
        super().__init__(Text(said, {"name": by_name}))


class BeingPreparedError(BangVangError):
    """A task that somebody accepted to prepare is theirs, until they hand it back or it is taken back."""

    def __init__(self, name: str) -> None:
        super().__init__(Text(N_("%(name)s is preparing this task. Take it back first."), {"name": name}))


def in_other_hands(task: UserTask | LockedTask, by: Actor) -> BangVangError | None:
    """Return why a delegated task cannot be completed: never by who prepares it, else not once they accepted."""
    if task.delegated_by is None:
        return None
    if task.owner_id == by.id:
        name = task.delegated_by_name or ""
        return UnansweredError(name) if task.awaits_answer else DelegatedError(name)
    return None if task.awaits_answer else BeingPreparedError(task.owner_name or "")


def acting(task: UserTask | LockedTask, offered: frozenset[str], by: Actor) -> Actor:
    """Return the actor as they act on a task: a substitute of who delegated it does so in that person's place."""
    is_givers = task.delegated_by in by.ids and task.owner_id not in by.ids
    return by.acting_on(offered, task.delegated_by if is_givers else task.owner_id)


def bring_back(task: LockedTask) -> None:
    """Give a delegated task back to who delegated it."""
    task.owner_id, task.owner_name = task.delegated_by, task.delegated_by_name
    forget_delegation(task)


def forget_delegation(task: LockedTask) -> None:
    """Let a task be delegated no more, whoever has it."""
    task.delegated_by = task.delegated_by_name = task.delegated_until = task.delegation_accepted_at = None


def end_request(run: Running, task: LockedTask, by: Actor) -> None:
    """Let what nobody accepted to prepare go back, because who asked decides it now; who was asked is told."""
    if not task.awaits_answer:
        return
    giver, asked, name = task.delegated_by or "", task.owner_id or "", task.owner_name
    bring_back(task)
    own_task(run.session, task)
    run.note(Entry(TaskTakenBack(name), by, task.element_id, task.name, task.id))
    tell(run.session, handed(task, "task_taken_back", by, of=giver, told=(asked,)))


def handed(task: LockedTask, what: str, by: Actor, *, of: str, told: tuple[str, ...]) -> Happening:
    """Return that a task was handed on, for those to be told whom it concerns, and the superior of whose task it is.

    Of confidential matters the superior is not told.
    """
    others = tuple(one for one in dict.fromkeys(told) if one and one != by.id)
    is_private = is_confidential(task.principals)
    return Happening(what, by, task.business_key, task.instance_id, of_person=of, told=others, is_private=is_private)
