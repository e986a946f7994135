"""What people do with tasks: claim, release, complete."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine import clock
from engine.actor import Actor
from engine.bpmn.running import Running, holding
from engine.commands.once import once
from engine.errors import AlreadyDoneError, AlreadyTakenError, NoLongerOpenError, NotAllowedError
from engine.history import Entry
from engine.model import UserTask
from engine.store import held, tasks
from engine.store.batch import Question
from engine.store.held import HeldTask
from engine.text import N_, Text


@dataclass(frozen=True)
class Outcome:
    """What completing a task came to."""

    task_id: UUID
    instance_id: UUID
    instance_state: str


def claim_task(session: Session, task_id: UUID, *, by: Actor, key: str) -> UserTask:
    """Reserve a task for one person.

    Raises NotFoundError, NotAllowedError, AlreadyTakenError, AlreadyDoneError, NoLongerOpenError.
    """

    def work(*found: Any) -> dict[str, Any]:
        with _at_task(session, found, by) as (run, task):
            _require_free(session, task, by)
            task.owner_id, task.owner_name = by.id, by.name
            held.own_task(session, task)
            run.note(_entry("task_claimed", task, by))
        return {"task": task_id}

    once(session, "claim_task", {"task": task_id}, work, by=by, key=key, along=_asking(task_id))
    return tasks.find_task(session, task_id)


def release_task(session: Session, task_id: UUID, *, by: Actor, key: str) -> UserTask:
    """Give a claimed task back to all it is offered to.

    Raises NotFoundError, NotAllowedError, AlreadyTakenError where another person holds it, and as `claim_task`.
    """

    def work(*found: Any) -> dict[str, Any]:
        with _at_task(session, found, by) as (run, task):
            _require_free(session, task, by)
            task.owner_id = task.owner_name = None
            held.own_task(session, task)
            run.note(_entry("task_released", task, by))
        return {"task": task_id}

    once(session, "release_task", {"task": task_id}, work, by=by, key=key, along=_asking(task_id))
    return tasks.find_task(session, task_id)


def complete_task(session: Session, task_id: UUID, answers: Mapping[str, Any], *, by: Actor, key: str) -> Outcome:
    """Record a person's answers and move the instance on.

    The caller has checked the answers against the task's form. Raises NotFoundError, NotAllowedError,
    AlreadyTakenError, AlreadyDoneError, NoLongerOpenError, and what the element's completing listener refuses.
    """

    def work(*found: Any) -> dict[str, Any]:
        with _at_task(session, found, by) as (run, task):
            _require_free(session, task, by)
            _complete(run, task, dict(answers), by)
        return {"task": task_id, "instance": run.instance.id, "state": run.instance.state}

    request = {"task": task_id, "answers": dict(answers)}
    answer = once(session, "complete_task", request, work, by=by, key=key, along=_asking(task_id))
    return Outcome(answer["task"], answer["instance"], answer["state"])


def _complete(run: Running, task: HeldTask, answers: dict[str, Any], by: Actor) -> None:
    live = run.task(task.id)
    element = live.task_spec.element
    listener = element.listeners.get("completing")
    kept = run.performer.listen(live, element, listener, answers) if listener else answers
    task.state = "completed"
    task.completed_at, task.completed_by, task.completed_by_name = clock.now(), by.id, by.name
    held.complete_task(run.session, task)
    flow = live.internal_data.get("flow")
    run.note(_entry("task_completed", task, by, answers=kept, **({"flow": flow} if flow else {})))
    live.task_spec.apply(live, kept)
    live.run()
    run.advance()


def _asking(task_id: UUID) -> tuple[Question, Question]:
    """Return the questions for a task's instance, locked, and then for the task as it stands under that lock."""
    return held.lock_by_task(task_id), held.task(task_id)


@contextmanager
def _at_task(session: Session, found: Sequence[Any], by: Actor) -> Iterator[tuple[Running, HeldTask]]:
    """Hold a task's instance under its lock, with the task as it stands now; `found` answers `_asking`."""
    instance, task = held.read_instance(found[0]), held.read_task(found[1])
    with holding(session, instance, by) as run:
        yield run, task


def _require_free(session: Session, task: HeldTask, by: Actor) -> None:
    """Refuse a task that is done, withdrawn, in other hands, not offered, or barred by separation of duties."""
    may_act = not by.all_principals.isdisjoint(task.principals)
    if task.state == "completed" and (task.completed_by == by.id or may_act):
        raise AlreadyDoneError(task.completed_by_name or "", task.completed_at)
    if task.owner_id != by.id and not may_act:
        raise NotAllowedError
    if task.state != "open":
        raise NoLongerOpenError
    if task.owner_id not in (None, by.id):
        raise AlreadyTakenError(task.owner_name or "")
    _require_separate(session, task, by)


def _require_separate(session: Session, task: UserTask | HeldTask, by: Actor) -> None:
    """Refuse a person who did a step that this one must be kept apart from (property `separateFrom`)."""
    apart = [e.strip() for e in task.properties.get("separateFrom", "").split(",") if e.strip()]
    if not apart or not task.business_key:
        return
    done = tasks.completers(session, task.business_key, apart)
    if by.id in done:
        text = Text(
            N_("You did the step “%(step)s” of this case; somebody else must do this one."), {"step": done[by.id]}
        )
        raise NotAllowedError(text)


def barred_by_separation(session: Session, task: UserTask, by: Actor) -> Text | None:
    """Return why separation of duties bars a person from a task, or None."""
    try:
        _require_separate(session, task, by)
    except NotAllowedError as error:
        return error.text
    return None


def _entry(kind: str, task: HeldTask, by: Actor, **data: Any) -> Entry:
    return Entry(kind, by, task.element_id, task.name, task.id, data)
