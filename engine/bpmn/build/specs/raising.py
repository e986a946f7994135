"""Where a thrown error, escalation, signal or cancellation is caught (BPMN 2.0.2, 10.5.1, 10.5.6 and 13.5.4).

Errors and escalations go outward: first the boundary of the activity they come from, then the event sub-processes of
its container, then the boundary of that container, and so on, through call activities too. On each level an exact code
wins over an event that names none. Signals reach whoever waits anywhere in the instance.
"""

from collections.abc import Iterable, Iterator, Mapping

from SpiffWorkflow.util.task import TaskState

from engine.bpmn.build.specs.driven import BoundarySplit
from engine.bpmn.build.specs.events import CatchEvent, event_of
from engine.bpmn.read.element import Element
from engine.bpmn.token.surroundings import Container, Instance, holder_of
from engine.bpmn.token.token import Token


def raise_outward(task: Token, kind: str, code: str, payload: Mapping[str, object]) -> Token | None:
    """Hand an error, escalation or cancellation to who catches it; return the catching task, or None."""
    for level in _levels(task):
        waiting = [t for t in level if _catches(t, kind)]
        for wanted in (code, ""):
            for catcher in waiting:
                if _code(catcher, kind) == wanted:
                    event_of(catcher).fire(catcher, payload)
                    return catcher
    return None


def broadcast(top: Instance, name: str, payload: Mapping[str, object]) -> int:
    """Let a signal reach all who wait for it in this instance; return how many did."""
    workflows = [top, *top.subprocesses.values()]
    waiting = [
        t for w in workflows for t in w.unfinished.values() if _catches(t, "signal") and _code(t, "signal") == name
    ]
    reached = 0
    for catcher in sorted(waiting, key=lambda t: t.ord):
        if catcher.state == TaskState.WAITING:
            event_of(catcher).fire(catcher, payload)
            reached += 1
    return reached


def _catches(task: Token, kind: str) -> bool:
    element = task.element
    return (
        task.state == TaskState.WAITING
        and element is not None
        and element.event == kind
        and isinstance(task.task_spec, CatchEvent)
    )


def _code(task: Token, kind: str) -> str:
    triggers = () if task.element is None else task.element.triggers
    return str(next(trigger.name for trigger in triggers if trigger.kind == kind))


def _levels(task: Token) -> Iterator[Iterable[Token]]:
    """Yield, from the inside out, the tasks that may catch what a task throws."""
    yield _edge(task)
    workflow, came_from = task.workflow, None
    while True:
        yield _listeners(workflow, came_from)
        if workflow is workflow.top_workflow:
            return
        holder = holder_of(workflow)
        yield _edge(holder)
        workflow, came_from = holder.workflow, holder.element


def _edge(task: Token) -> list[Token]:
    """Return the boundary events of an activity, or of the multi-instance or loop body it is an instance of."""
    host = task.parent if task.triggered and "handles_for" not in task.internal_data else task
    if host is None or host.parent is None or not isinstance(host.parent.task_spec, BoundarySplit):
        return []
    return _with_parts(t for t in host.siblings() if isinstance(t.task_spec, CatchEvent))


def _listeners(workflow: Container, came_from: Element | None) -> list[Token]:
    """Return the waiting event sub-processes of a container, but the one that the event comes out of."""
    own = "" if came_from is None or not came_from.is_event_subprocess else came_from.id
    return _with_parts(
        t for t in list(workflow.unfinished.values()) if t.task_spec.is_listener and t.drawn.container != own
    )


def _with_parts(tasks: Iterable[Token]) -> list[Token]:
    """Return tasks and, for those with several event definitions, the parts that wait for one each."""
    return [one for task in tasks for one in (task, *task.children) if one.state == TaskState.WAITING]
