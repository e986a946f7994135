"""What people do with tasks: claim, release, complete."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import (
    AlreadyDoneError,
    AlreadyTakenError,
    NoLongerOpenError,
    NotAllowedError,
    SuspendedError,
)
from engine.base.plaintext import plain_values
from engine.base.text import N_, Text
from engine.bpmn.build.specs import activity_of
from engine.bpmn.keep.running import Running, with_locked
from engine.commands.care import require_care
from engine.commands.hands import DelegatedError, acting, end_request, forget_delegation, in_other_hands
from engine.commands.once import once
from engine.history import Entry
from engine.history.kinds.tasks import ContentFrozen, OfHands, OfTask, TaskClaimed, TaskCompleted, TaskReleased
from engine.model import Instance, UserTask, UserTaskState
from engine.model.capacity import Involvement, how_concerned, kept_apart
from engine.ports.sealing import UNSEALED, Sealed, seals
from engine.store import involvement, tasks
from engine.store.fast import (
    LockedTask,
    Question,
    finish_task,
    lock_by_task,
    own_task,
    read_instance,
)
from engine.store.instances import suspended_because

CONCERNED = N_("This case concerns you, or the person you stand in for (%(how)s); somebody else must decide on it.")
DONE = N_("You did the step “%(step)s” of this case; somebody else must do this one.")


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
        with at_task(session, found, by) as (run, task, acting):
            require_free(task, acting)
            task.owner_id, task.owner_name = by.id, by.name
            own_task(session, task)
            run.note(entry(TaskClaimed(), task, acting))
        return {"task": task_id}

    once(session, "claim_task", {"task": task_id}, work, by=by, key=key, along=asking(task_id))
    return tasks.find_task(session, task_id)


def release_task(session: Session, task_id: UUID, *, by: Actor, key: str) -> UserTask:
    """Give a claimed task back to all it is offered to.

    Raises NotFoundError, NotAllowedError, AlreadyTakenError where another person holds it, DelegatedError where one
    was only asked to prepare it, and as `claim_task`.
    """

    def work(*found: Any) -> dict[str, Any]:
        with at_task(session, found, by) as (run, task, acting):
            require_free(task, acting)
            if task.delegated_by is not None and task.delegated_by not in by.ids:
                raise DelegatedError(task.delegated_by_name or "")
            task.owner_id = task.owner_name = None
            forget_delegation(task)
            own_task(session, task)
            run.note(entry(TaskReleased(), task, acting))
        return {"task": task_id}

    once(session, "release_task", {"task": task_id}, work, by=by, key=key, along=asking(task_id))
    return tasks.find_task(session, task_id)


def complete_task(session: Session, task_id: UUID, answers: Mapping[str, Any], *, by: Actor, key: str) -> Outcome:
    """Record a person's answers and move the instance on.

    The caller has checked the answers against the task's form. Raises NotFoundError, NotAllowedError,
    AlreadyTakenError, AlreadyDoneError, NoLongerOpenError, UnconfirmedError where the step is final, and what the
    element's completing listener refuses.
    """
    answers = plain_values(answers)

    def work(*found: Any) -> dict[str, Any]:
        with at_task(session, found, by) as (run, task, acting):
            require_free(task, acting)
            handed = in_other_hands(task, by)
            if handed is not None:
                raise handed
            if is_final(task):
                require_care("complete_final_task", by)
            end_request(run, task, acting)
            _complete(run, task, dict(answers), acting)
        return {"task": task_id, "instance": run.instance.id, "state": run.instance.state}

    request = {"task": task_id, "answers": dict(answers)}
    answer = once(session, "complete_task", request, work, by=by, key=key, along=asking(task_id))
    return Outcome(answer["task"], answer["instance"], answer["state"])


def is_final(task: UserTask | LockedTask) -> bool:
    """Tell whether a task's step is a signature, a vote or an issued decision: called final in its diagram."""
    return task.properties.get("final") == "true"


def _complete(run: Running, task: LockedTask, answers: dict[str, Any], by: Actor) -> None:
    live = run.task(task.id)
    element = live.drawn
    kept = answers
    for listener in element.listeners:  # the checks let no other event than a completion through
        kept = run.performer.listen(live, element, listener.action, kept)
    sealed = _require_same(run, task, answers)
    task.state = UserTaskState.COMPLETED
    task.completed_at, task.completed_by, task.completed_by_name = clock.now(), by.id, by.name
    task.completed_for = by.on_behalf_of_id
    finish_task(run.session, task)
    tasks.close_offer(run.session, task.id)
    flow = live.internal_data.get("flow") or ""
    run.note(entry(TaskCompleted(kept, flow, sealed.content, sealed.round), task, by))
    activity_of(live).apply(live, kept)
    live.complete()
    _hand_over(run, task, answers, by)
    run.advance()


def _require_same(run: Running, task: LockedTask, answers: dict[str, Any]) -> Sealed:
    """Return the content that a task acts on, for the history; refuse where it changed since."""
    known = seals()
    if known is None or not task.business_key:
        return UNSEALED
    return known.require_same(run.session, (task.business_key, task.element_id), answers, run.live.root_scope)


def _hand_over(run: Running, task: LockedTask, answers: dict[str, Any], by: Actor) -> None:
    """Freeze what a completed task hands over, and tell so."""
    known = seals()
    if known is None or not task.business_key:
        return
    step = (task.business_key, task.element_id)
    sealed = known.hand_over(run.session, step, answers, run.live.root_scope, by)
    if sealed is not None:
        run.note(entry(ContentFrozen(sealed.content, sealed.round), task, by))


def asking(task_id: UUID) -> tuple[Question, ...]:
    """Return the questions for a task's instance, locked, and then for the task with its case under that lock."""
    return lock_by_task(task_id), involvement.task_with_case(task_id)


@contextmanager
def at_task(session: Session, found: Sequence[Any], by: Actor) -> Iterator[tuple[Running, LockedTask, Actor]]:
    """Hold a task's instance under its lock, with the task as it stands now and the actor as they act on it.

    `found` answers `asking`. A substitute acts in place of the absent person the task is for.
    """
    instance, task = read_instance(found[0]), involvement.read_task_with_case(found[1])
    as_they_act = acting(task, task.principals, by)
    with with_locked(session, instance, as_they_act) as run:
        yield run, task, as_they_act


def require_free(task: LockedTask, by: Actor) -> None:
    """Refuse a task that is done, withdrawn, in other hands, not offered, or not to be done by this person."""
    may_act = not by.reach.isdisjoint(task.principals)
    if task.state == UserTaskState.COMPLETED and (task.completed_by == by.id or may_act):
        raise AlreadyDoneError(task.completed_by_name or "", task.completed_at)
    is_theirs = task.owner_id in by.ids or task.delegated_by in by.ids
    if not is_theirs and not may_act:
        raise NotAllowedError
    if task.state != UserTaskState.OPEN:
        raise NoLongerOpenError
    if task.owner_id is not None and not is_theirs:
        raise AlreadyTakenError(task.owner_name or "")
    reason = barred(task, by)
    if reason is not None:
        raise NotAllowedError(reason)


def barred(task: LockedTask, by: Actor) -> Text | None:
    """Return why a person must not do a task that is offered to them, or None.

    Whom the case concerns (as the rooms outward say, and property `excluded`) and who acted on it in another capacity
    (`engine.model.capacity`) stay out, whether they act themselves or through a substitute; a step that is done in
    person (property `inPerson`) knows no substitute.
    """
    return _barred(step_of(task), by, task.involvement)


@dataclass(frozen=True)
class Step:
    """What tells whether somebody may do a task: the step it is, what its diagram says of it, and whom it excludes."""

    process_id: str
    element_id: str
    properties: Mapping[str, str]
    excluded: Sequence[str]


def step_of(task: UserTask | LockedTask) -> Step:
    """Return the step that a task is."""
    said = involvement.said_of(task.process_id, task.element_id, task.properties)
    return Step(task.process_id, task.element_id, said, task.excluded)


def concerned(task: UserTask | LockedTask, by: Actor, done: Involvement) -> Text | None:
    """Return that a task's case concerns a person, where its step does not say that this does not matter, or None."""
    return _concerned(step_of(task), _acting(by), done)


def _acting(by: Actor) -> set[str]:
    return {by.id, *([by.on_behalf_of_id] if by.on_behalf_of_id else [])}


def _concerned(step: Step, people: set[str], done: Involvement) -> Text | None:
    kind = how_concerned(step.properties, people, done)
    if kind is not None and kind in involvement.kinds():
        return Text(CONCERNED, {"how": Text(involvement.kinds()[kind])})
    if kind is not None or people & set(step.excluded):
        return Text(N_("This case concerns you, or the person you stand in for; somebody else must decide on it."))
    return None


def _barred(step: Step, by: Actor, done: Involvement) -> Text | None:
    people = _acting(by)
    reason = _concerned(step, people, done)
    if reason is not None:
        return reason
    if by.on_behalf_of_id and step.properties.get("inPerson") == "true":
        return Text(N_("%(name)s must do this step in person."), {"name": by.on_behalf_of or ""})
    name = kept_apart(step.properties, (step.process_id, step.element_id), people, done)
    return None if name is None else Text(DONE, {"step": name})


def barred_from(session: Session, task: UserTask, by: Actor) -> Text | None:
    """Return why a person cannot complete a task that is theirs to do, for a page to tell beforehand."""
    return barred_among(session, [task], by)[task.id]


def barred_among(session: Session, found: Sequence[UserTask], by: Actor) -> dict[UUID, Text | None]:
    """Return the same for many tasks, with as many questions as for one."""
    suspended = suspended_because(session, {task.instance_id for task in found})
    done = involvement.involvements(session, {task.id for task in found})
    told: dict[UUID, Text | None] = {}
    for task in found:
        case = done.get((task.business_key, task.process_id), Involvement())
        reason = suspended.get(task.instance_id)
        told[task.id] = _told(task, by, case) if reason is None else SuspendedError(reason).text
    return told


def case_of(session: Session, task: UserTask) -> Involvement:
    """Return what people have to do with the case of a task."""
    return involvement.involvements(session, {task.id}).get((task.business_key, task.process_id), Involvement())


def barred_in(case: Involvement, instance: Instance, task: UserTask, by: Actor) -> Text | None:
    """Return the same as `barred_from` for a page that has read the task's case and its instance."""
    return _told(task, by, case) if instance.suspended_at is None else SuspendedError(instance.suspended_reason).text


def _told(task: UserTask, by: Actor, done: Involvement) -> Text | None:
    handed = in_other_hands(task, by)
    if handed is not None:
        return handed.text
    offered = frozenset(candidate.principal for candidate in task.candidates)
    return _barred(step_of(task), acting(task, offered, by), done)


def entry(fact: OfTask | OfHands, task: LockedTask, by: Actor) -> Entry:
    """Return an event about a task."""
    return Entry(fact, by, task.element_id, task.name, task.id)
