"""Moving tokens by hand: taking some out, putting others in, with the scopes that belong to the places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.bpmn.build.processspec import spec_name, split_name
from engine.bpmn.build.specs import BoundarySplit, EventGateway, Step, SubProcess, TokenJoin
from engine.bpmn.read.kinds import ElementKind
from engine.bpmn.run.live import Indexed, LiveSubWorkflow, LiveWorkflow
from engine.bpmn.run.paths import starving_joins
from engine.bpmn.token.foundation import ProcessSpec
from engine.bpmn.token.token import Token

NOWHERE = frozenset({"startEvent", "boundaryEvent"})


class MoveRefusedError(BangVangError):
    """Tokens cannot be moved as asked; the text says which and why."""


@dataclass(frozen=True)
class Place:
    """Where a token is put: at an element, by which flow where it is a join, within which open sub-process.

    `within` is the element instance of the sub-process; it is needed only where several are open.
    """

    element_id: str
    flow_id: str = ""
    within: UUID | None = None


def move(live: LiveWorkflow, cancel: Sequence[UUID], places: Sequence[Place]) -> list[Token]:
    """Take tokens out and put others in; return the tokens that were taken out, those inside them included.

    The caller lets the instance advance. Raises MoveRefusedError where a token is not there, a place is none, nothing
    would be left, or a join would wait for ever; the live instance is then to be thrown away.
    """
    starving = _all_starving(live)
    before = set(_unfinished(live))
    for task_id in cancel:
        _take_out(live, task_id)
    for place in places:
        _put(live, place)
    _require_work(live)
    _require_no_starving(live, _all_starving(live) - starving)
    _wake_joins(live)
    return [live.all_tasks[i] for i in before if live.all_tasks[i].state == TaskState.CANCELLED]


def _open_workflows(live: LiveWorkflow) -> Iterator[Indexed]:
    yield from (w for w in (live, *live.subprocesses.values()) if not w.completed)


def _unfinished(live: LiveWorkflow) -> Iterator[UUID]:
    for workflow in _open_workflows(live):
        yield from workflow.unfinished


def _all_starving(live: LiveWorkflow) -> set[tuple[UUID | None, str, str]]:
    return {(w.parent_task_id, *found) for w in _open_workflows(live) for found in starving_joins(w)}


def _name(task: Token) -> str:
    return task.task_spec.name if task.element is None else task.element.name or task.element.id


def _take_out(live: LiveWorkflow, task_id: UUID) -> None:
    """Cancel one token, with the events that wait beside it."""
    task = live.all_tasks.get(task_id)
    if task is None or task.element is None or not task.task_spec.is_told:
        raise MoveRefusedError(Text(N_("There is no such token in this process.")))
    if task.state == TaskState.CANCELLED:
        return  # it stood beside or inside one that was taken out just now
    if task.state == TaskState.COMPLETED:
        raise MoveRefusedError(Text(N_("The process has moved on from “%(name)s” meanwhile."), {"name": _name(task)}))
    if task.triggered:
        text = N_(
            "“%(name)s” is one of several at the same step and cannot be taken out alone. Take out the whole step."
        )
        raise MoveRefusedError(Text(text, {"name": _name(task)}))
    beside = task.parent.task_spec
    if isinstance(beside, EventGateway) or (
        isinstance(beside, BoundarySplit) and task.element.kind != ElementKind.BOUNDARY_EVENT
    ):
        for sibling in task.siblings():
            sibling.cancel()
    task.cancel()


def is_place(step: Step) -> bool:
    """Tell whether a token can be put at a step by hand."""
    element = step.element
    if not step.is_told or step.name != spec_name(element.id):
        return False
    return element.kind not in NOWHERE and not element.is_event_subprocess and not element.is_handler


def _put(live: LiveWorkflow, place: Place) -> None:
    """Let a token arrive at a place."""
    workflow = _home(live, place)
    step = workflow.spec.task_specs[spec_name(place.element_id)]
    if not isinstance(step, Step) or not is_place(step):
        text = N_("No token can be put at “%(name)s”: choose the step after it, or the one it stands at.")
        called = step.name if step.element is None else step.element.name or step.element.id
        raise MoveRefusedError(Text(text, {"name": called}))
    _enter(live, workflow, step, _flow(step, place.flow_id))


def _flow(step: Step, flow_id: str) -> str | None:
    """Return the flow a token arrives by; a join needs to know."""
    if flow_id and flow_id not in step.incoming:
        values = {"name": step.element.name or step.element.id, "flow": flow_id}
        raise MoveRefusedError(Text(N_("The flow “%(flow)s” does not lead to “%(name)s”."), values))
    if flow_id or not step.incoming:
        return flow_id or None
    if isinstance(step, TokenJoin) and len(step.incoming) > 1:
        text = N_("“%(name)s” gathers several branches: say by which of %(flows)s the token arrives.")
        values = {"name": step.element.name or step.element.id, "flows": ", ".join(step.incoming)}
        raise MoveRefusedError(Text(text, values))
    return step.incoming[0] if len(step.incoming) == 1 else None


def _enter(live: LiveWorkflow, workflow: Indexed, step: Step, flow: str | None) -> Token:
    """Put a token before a step and let it arrive; return the token at the step itself."""
    specs = workflow.spec.task_specs
    token: Token = workflow.task_tree.add_child(specs.get(split_name(step.element.id), step), flow)
    live.enter(token)
    if token.task_spec is step:
        return token
    live.host.attempt(token)
    return next(child for child in token.children if child.task_spec is step)


def _home(live: LiveWorkflow, place: Place) -> Indexed:
    """Return the open container a place lies in, opening sub-processes where none is open."""
    if place.within is not None:
        inner = live.subprocesses.get(place.within)
        if inner is None or inner.completed or not _has(inner.spec, place.element_id):
            raise MoveRefusedError(_unknown(place.element_id))
        return inner
    if _has(live.spec, place.element_id):
        return live
    containers = [name for name, spec in live.subprocess_specs.items() if _has(spec, place.element_id)]
    if len(containers) != 1:
        raise MoveRefusedError(_unknown(place.element_id))
    return _container(live, containers[0])


def _has(spec: ProcessSpec, element_id: str) -> bool:
    step = spec.task_specs.get(spec_name(element_id))
    return isinstance(step, Step) and step.element.id == element_id


def _unknown(element_id: str) -> Text:
    return Text(N_("There is no place “%(name)s” here for a token."), {"name": element_id})


def _container(live: LiveWorkflow, container: str) -> LiveSubWorkflow:
    """Return the one open workflow of a sub-process, or open it."""
    spec = live.subprocess_specs[container]
    found = [w for w in live.subprocesses.values() if not w.completed and w.spec is spec]
    if len(found) > 1:
        text = N_("“%(name)s” is open %(count)s times: say in which of them.")
        raise MoveRefusedError(Text(text, {"name": container, "count": len(found)}))
    return found[0] if found else _open(live, container)


def _open(live: LiveWorkflow, container: str) -> LiveSubWorkflow:
    """Enter a sub-process without the token of its start: its scope and input mappings are made as drawn."""
    holders = [
        (home, step)
        for home, spec in live.subprocess_specs.items()
        for step in spec.task_specs.values()
        if isinstance(step, SubProcess) and step.container == container
    ]
    if len(holders) != 1 or holders[0][1].element.loop is not None:
        text = N_("“%(name)s” runs several times: put the token at it, not inside it.")
        raise MoveRefusedError(Text(text, {"name": container}))
    home, step = holders[0]
    workflow = live if live.subprocess_specs[home] is live.spec else _container(live, home)
    token = _enter(live, workflow, step, step.incoming[0] if len(step.incoming) == 1 else None)
    inner: LiveSubWorkflow | None = live.subprocesses.get(token.id)
    if inner is None:
        text = N_("“%(name)s” could not be entered: its input mappings failed.")
        raise MoveRefusedError(Text(text, {"name": step.element.name or container}))
    inner.task_tree.become(TaskState.COMPLETED)
    for name in inner.spec.listeners:
        live.enter(inner.task_tree.add_child(inner.spec.task_specs[name], None))
    return inner


def _require_work(live: LiveWorkflow) -> None:
    """Refuse a container in which no token is left."""
    for workflow in _open_workflows(live):
        if any(not task.task_spec.is_listener for task in workflow.unfinished.values()):
            continue
        if workflow.parent_task_id is None:
            raise MoveRefusedError(Text(N_("Nothing would be left to do. Cancel the process instead.")))
        text = N_("Nothing would be left in “%(name)s”. Take out “%(name)s” itself, or put a token into it.")
        raise MoveRefusedError(Text(text, {"name": _name(live.all_tasks[workflow.parent_task_id])}))


def _require_no_starving(live: LiveWorkflow, starving: set[tuple[UUID | None, str, str]]) -> None:
    for parent_id, join, flow in sorted(starving, key=str):
        workflow = live if parent_id is None else live.subprocesses[parent_id]
        element = workflow.spec.task_specs[join].element
        text = N_("“%(name)s” would wait for ever for a token by “%(flow)s”.")
        called = join if element is None else element.name or element.id
        raise MoveRefusedError(Text(text, {"name": called, "flow": flow}))


def _wake_joins(live: LiveWorkflow) -> None:
    """Let what waits for others look again: those it waited for may be gone."""
    for workflow in list(_open_workflows(live)):
        for join in list(workflow.joins.values()):
            if join.state == TaskState.WAITING:
                live.enter(join)
