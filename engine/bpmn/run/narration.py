"""From state changes of drawn elements to events a person can read."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from SpiffWorkflow.util.task import TaskState

from engine.base.actor import SYSTEM
from engine.bpmn.build.specs import Repeated, UserTask
from engine.bpmn.token.token import Token
from engine.history import Entry
from engine.history.kinds.elements import ElementCancelled, ElementCompleted, ElementEntered, ElementMerged
from engine.history.kinds.tasks import TaskCancelled, TaskOpened

Told = ElementEntered | ElementCompleted | ElementMerged | ElementCancelled | TaskOpened | TaskCancelled
Kind = Callable[[str, str, str, Sequence[str], Sequence[str]], Told]
Listening = partial(ElementEntered, listens=True)
WAITED = TaskState.WAITING | TaskState.READY | TaskState.STARTED
Change = tuple[Token, int, int]
"""A drawn element's task, with the state it had and the one it took."""
Journal = list[Entry | Change]


def narrate(journal: Journal) -> Iterator[Entry]:
    """Turn the journal of a command into events, in order."""
    for item in journal:
        entry = item if isinstance(item, Entry) else _change(*item)
        if entry is not None:
            yield entry


def _change(task: Token, before: int, after: int) -> Entry | None:
    """Return the event of one state change, if people would call it one.

    What a person did to a task (`task_completed`) is recorded by the command itself, with the answers. What listens
    beside all else, and one of several triggers, is told of only where its condition is null.
    """
    if not task.task_spec.is_told:
        return _listening(task) if after == TaskState.WAITING else None
    is_task = isinstance(task.task_spec, UserTask)
    if after == TaskState.COMPLETED and not is_task:
        return _entry(ElementMerged if task.internal_data.get("absorbed") else ElementCompleted, task)
    if after == TaskState.CANCELLED and before & WAITED:
        return _entry(TaskCancelled if is_task else ElementCancelled, task)
    if is_task and after == TaskState.READY:
        return _entry(TaskOpened, task)
    if after in (TaskState.WAITING, TaskState.STARTED) and not isinstance(task.task_spec, Repeated):
        return _entry(ElementEntered, task)
    return None


def _listening(task: Token) -> Entry | None:
    """Return what is told of a trigger that waits without being a token: that its condition is null."""
    if not task.internal_data.get("took_as_false"):
        return None
    return _entry(Listening, task)


def _entry(kind: Kind, task: Token) -> Entry:
    element, notes = task.drawn, task.internal_data
    fact = kind(
        notes.get("flow") or "",
        notes.get("due", ""),
        notes.get("message", ""),
        notes.get("chosen", ()),
        notes.get("took_as_false", ()),
    )
    return Entry(fact, SYSTEM, element.id, element.name or element.id, task.id)
