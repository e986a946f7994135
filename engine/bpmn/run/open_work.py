"""Keeps the tables of what waits in step with a live instance: user tasks, timers, subscriptions."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from engine.base import clock
from engine.base.errors import BangVangError
from engine.bpmn.build.specs import CatchEvent, UserTask
from engine.bpmn.read.element import Assignment
from engine.bpmn.read.expressions import Expr, whole_number
from engine.bpmn.read.times import instant
from engine.bpmn.run.performer import Performer
from engine.bpmn.token.conditions import says_null_is_false, undecided
from engine.bpmn.token.records import AwaitedMessage, AwaitedSignal, AwaitedTime, awaited
from engine.bpmn.token.token import Token
from engine.model import UserTaskState
from engine.model.capacity import capacity_of
from engine.store import instances, tasks, waiting


def follow(performer: Performer, changed: Iterable[Token]) -> None:
    """Open and close rows for the tasks that a command changed."""
    changed = list(changed)
    for task in changed:
        state = task.internal_data
        if "after" in state and "signal" in state and task.state == TaskState.WAITING:
            waiting.hand_on_signals(performer.session, UUID(state["after"]), task.id)
    for task in changed:
        if isinstance(task.task_spec, UserTask):
            _follow_user_task(performer, task)
        elif isinstance(task.task_spec, CatchEvent):
            _follow_event(performer, task)
        elif task.internal_data.get("outside") and task.state != TaskState.WAITING:
            waiting.forget(performer.session, task.id)
    _close_incidents(performer, changed)


def _close_incidents(performer: Performer, changed: Iterable[Token]) -> None:
    """Close the incidents of tasks that ended in another way than by being tried again: nothing is left to try."""
    ended = [t.id for t in changed if t.internal_data.get("troubled") and t.has_state(TaskState.FINISHED_MASK)]
    gone = [task_id for task_id in ended if task_id not in performer.troubled]
    if gone:
        instances.close_incidents(performer.session, performer.instance.id, clock.now(), gone)


def _follow_user_task(performer: Performer, task: Token) -> None:
    if task.state == TaskState.READY and not _is_offered(performer, task):
        try:
            row, principals = offer(performer, task)
        except BangVangError as error:
            performer.fail(task, error)
        else:
            tasks.open_task(performer.session, row, principals)
            task.is_offered = True
    elif task.state == TaskState.CANCELLED:
        tasks.withdraw_task(performer.session, task.id, clock.now())


def _is_offered(performer: Performer, task: Token) -> bool:
    """Tell whether a task has its row; only of a task read from its own row it must be asked."""
    if task.is_offered is None:
        task.is_offered = tasks.get(performer.session, task.id) is not None
    return task.is_offered


def offer(performer: Performer, task: Token) -> tuple[dict[str, object], set[str]]:
    """Return what an open task's row would say now, and the principals it would be offered to."""
    return _row(performer, task), _principals(task.drawn.assignment, task)


def _row(performer: Performer, task: Token) -> dict[str, object]:
    element, instance = task.drawn, performer.instance
    wanted: Assignment = element.assignment
    return {
        "id": task.id,
        "root_id": instance.root_id,
        "instance_id": instance.id,
        "release_id": instance.release_id,
        "procedure": instance.procedure,
        "process_id": instance.process_id,
        "element_id": element.id,
        "name": element.name or element.id,
        "name_en": element.properties.get("name:en", ""),
        "form_id": element.form_id,
        "business_key": instance.business_key,
        "title": _title(performer, task),
        "state": UserTaskState.OPEN,
        "created_at": clock.now(),
        "due_at": _due(wanted.due, task),
        "follow_up_at": _moment(wanted.follow_up, task),
        "priority": _priority(wanted.priority, task),
        "attention": _property(task, "attention") is True,
        "excluded": _ids(_property(task, "excluded")),
        "prepared_by": [],
        "capacity": capacity_of(element.properties)[:20],
        "properties": element.properties,
    }


def _property(task: Token, name: str) -> object:
    """Return the value of an element's property that is an expression, such as `=[subject.person]`."""
    source = task.drawn.properties.get(name, "")
    return Expr(source[1:]).evaluate(task.data) if source.startswith("=") else None


def _ids(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [str(item) for item in items if item is not None]


def _title(performer: Performer, task: Token) -> str:
    """Return the task's own title where the diagram gives one (property `title`), else the instance's."""
    wanted = task.drawn.properties.get("title", "")
    if not wanted.startswith("="):
        return wanted or performer.instance.title
    return str(Expr(wanted[1:]).evaluate(task.data) or performer.instance.title)


def _principals(wanted: Assignment, task: Token) -> set[str]:
    groups = _names(wanted.groups, task)
    people = {f"person:{name}" for name in _names(wanted.users, task) | _names(wanted.assignee, task)}
    return groups | people


def _names(source: Expr | None, task: Token) -> set[str]:
    value = None if source is None else source.evaluate(task.data)
    if isinstance(value, str):
        return {part.strip() for part in value.split(",") if part.strip()}
    return set(_ids(value))


def _due(source: Expr | None, task: Token) -> datetime | None:
    """Return when a task is due; raises ConditionError where its date comes to null and nothing says it may."""
    due = _moment(source, task)
    if due is None and source is not None and not says_null_is_false(task.drawn):
        raise undecided(task.drawn, source, task.data, None)
    return due


def _moment(source: Expr | None, task: Token) -> datetime | None:
    value = None if source is None else source.evaluate(task.data)
    return None if value is None else instant(value)


def _priority(source: Expr | None, task: Token) -> int:
    value = None if source is None else source.evaluate(task.data)
    return 50 if value is None else min(100, max(0, whole_number(value)))


def _follow_event(performer: Performer, task: Token) -> None:
    wanted = awaited(task.internal_data)
    if wanted is None:
        return
    if task.state != TaskState.WAITING:
        waiting.forget(performer.session, task.id)
        return
    instance = performer.instance
    place = {"id": task.id, "root_id": instance.root_id, "instance_id": instance.id, "element_instance_id": task.id}
    match wanted:
        case AwaitedTime(at):
            waiting.await_time(performer.session, place, at)
        case AwaitedMessage(name, key):
            waiting.await_message(performer.session, place, name, key)
        case AwaitedSignal(name):
            waiting.await_message(performer.session, place, name, "", kind="signal")
