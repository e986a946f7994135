"""Putting a live instance onto the specs of another release; nothing is written here."""

from dataclasses import dataclass, field
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.bpmn.build.processspec import spec_name, split_name
from engine.bpmn.build.specs import (
    BoundarySplit,
    CatchEvent,
    EventGateway,
    SubProcess,
    TokenJoin,
    UserTask,
    WorkTask,
)
from engine.bpmn.migration.counterparts import Counterparts
from engine.bpmn.migration.refusal import MigrationRefusedError
from engine.bpmn.read.element import Element
from engine.bpmn.read.kinds import ElementKind
from engine.bpmn.run.live import Indexed, LiveWorkflow
from engine.bpmn.token.foundation import ProcessSpec, Spec
from engine.bpmn.token.token import Token


@dataclass
class Transferred:
    """What changed: places, names (with those before), events given up, tasks that wait anew; and what to tell."""

    moved: list[Token] = field(default_factory=list)
    renamed: list[tuple[Token, str]] = field(default_factory=list)
    dropped: list[tuple[Token, Element]] = field(default_factory=list)
    waits_anew: list[Token] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)


def transfer(live: LiveWorkflow, counterparts: Counterparts) -> Transferred:
    """Put every task of a checked instance onto its counterpart, and arm what the new release adds beside it.

    The live instance needs its host. Raises MigrationRefusedError; the live instance is then to be thrown away.
    """
    done = Transferred()
    before = {task.id: _place(task) for task in live.all_tasks.values()}
    active = [task for workflow in _open(live) for task in workflow.unfinished.values() if task.element is not None]
    old = {task.id: task.drawn for task in active}
    listening = [(workflow, _known_listeners(workflow.spec, counterparts)) for workflow in _open(live)]
    _drop(live, active, counterparts, done)
    _change_specs(live, counterparts)
    for workflow, known in listening:
        _arm_listeners(workflow, known, done)
    for task in active:
        if not task.has_state(TaskState.FINISHED_MASK):
            _settle(live, task, old[task.id], done)
    done.moved = [task for task in live.all_tasks.values() if before.get(task.id, _place(task)) != _place(task)]
    done.renamed = [(task, old[task.id].id) for task in active if task.element and task.element.id != old[task.id].id]
    return done


def _open(live: LiveWorkflow) -> list[Indexed]:
    return [w for w in (live, *live.subprocesses.values()) if not w.completed]


def _place(task: Token) -> tuple[object, ...]:
    """Return what a task's row says of its place."""
    return (
        task.task_spec.name,
        task.element and task.element.id,
        task.parent_id,
        task.workflow.parent_task_id,
        task.ord,
    )


def _name(task: Token) -> str:
    return str(task.drawn.name or task.drawn.id)


def _drop(live: LiveWorkflow, active: list[Token], counterparts: Counterparts, done: Transferred) -> None:
    """Give up the boundary events that are to be dropped; the caller tells of them, their drawing will be gone."""
    for task in active:
        if counterparts.is_dropped(task.task_spec):
            done.notes.append(Text(N_("The event “%(name)s” is given up."), {"name": _name(task)}))
            done.dropped.append((task, task.drawn))
            told = len(live.journal)
            task.cancel()
            del live.journal[told:]


def _change_specs(live: LiveWorkflow, counterparts: Counterparts) -> None:
    """Exchange the specs; a finished task of an element that is gone keeps its row as a mere link in the tree."""
    old = {task.id: (task.workflow.spec, task.task_spec) for task in live.all_tasks.values()}
    new = {key: _counterpart(counterparts, *specs) for key, specs in old.items()}
    flows = {key: _flow(live.all_tasks[key], specs[0], new[key], counterparts) for key, specs in old.items()}
    for holder_id, inner in reversed(list(live.subprocesses.items())):
        home, holder = counterparts.container(inner.spec), new[holder_id]
        if isinstance(holder, SubProcess) and home is not None and holder.container == home.key:
            inner.spec = home
        else:
            _flatten(live, holder_id)
    live.spec, live.subprocess_specs = counterparts.new.spec, dict(counterparts.new.inner)
    for task in live.all_tasks.values():
        task.task_spec = new[task.id] or task.workflow.spec.start
        if isinstance(task.task_spec, SubProcess):
            task.task_spec.shut(task)
        if flows[task.id] is not None:
            task.note(flow=flows[task.id])


def _counterpart(counterparts: Counterparts, container: ProcessSpec, spec: Spec) -> Spec | None:
    found = counterparts.step(container, spec)
    return found if type(found) is type(spec) else None


def _flow(task: Token, container: ProcessSpec, new: Spec | None, counterparts: Counterparts) -> str | None:
    """Return the flow a token waits by at its join from now on, or None where nothing changes."""
    flow = task.internal_data.get("flow")
    if not isinstance(new, TokenJoin) or not flow or task.state != TaskState.WAITING:
        return None
    found = counterparts.flow(container, flow, new)
    return None if found == flow else found


def _flatten(live: LiveWorkflow, holder_id: UUID) -> None:
    """Hang the finished tasks of a sub-process that is no more under the task that held them."""
    inner, holder = live.subprocesses.pop(holder_id), live.all_tasks[holder_id]
    inner.task_tree.parent_id = holder.id
    holder.child_ids.append(inner.task_tree.id)
    for task in inner.tasks.values():
        task.workflow = holder.workflow
        holder.workflow.tasks[task.id] = task


def _settle(live: LiveWorkflow, task: Token, old: Element, done: Transferred) -> None:
    """Bring what an active element waits for in line with its new drawing."""
    step = task.task_spec
    try:
        if step.name == spec_name(task.drawn.id):
            _arm_boundaries(live, task, done)
        if isinstance(task.parent.task_spec, EventGateway):
            _arm_rivals(task.parent, done)
        if isinstance(step, CatchEvent) and task.state == TaskState.WAITING:
            _renew_wait(live, task, old, done)
        if isinstance(step, UserTask | WorkTask) and step.element.inputs != old.inputs:
            step.open_inputs(task)
            live.changed(task)
    except BangVangError as error:
        values = {"name": _name(task), "reason": error.text}
        raise MigrationRefusedError(
            [Text(N_("“%(name)s” cannot stand in the new version: %(reason)s"), values)]
        ) from None


def _arm_boundaries(live: LiveWorkflow, task: Token, done: Transferred) -> None:
    """Let the boundary events wait that the new release adds to an active activity."""
    split = task.workflow.spec.task_specs.get(split_name(task.drawn.id))
    if not isinstance(split, BoundarySplit) or task.drawn.kind == ElementKind.BOUNDARY_EVENT:
        return
    if not isinstance(task.parent.task_spec, BoundarySplit):
        _insert_split(live, task, split)
    known = {child.task_spec.name for child in task.parent.children if child is not None}
    for event in split.followers:
        if event.name not in known:
            _arm(task.parent, event, done)


def _known_listeners(spec: ProcessSpec, counterparts: Counterparts) -> set[str]:
    """Return the new names of the event sub-processes that a container of the old release has, fired or not."""
    found = (counterparts.step(spec, spec.task_specs[name]) for name in spec.listeners)
    return {listener.name for listener in found if listener is not None}


def _arm_listeners(workflow: Indexed, known: set[str], done: Transferred) -> None:
    """Let the event sub-processes wait that the new release adds to an open container."""
    for name in workflow.spec.listeners:
        if name not in known:
            _arm(workflow.task_tree, workflow.spec.task_specs[name], done)


def _arm_rivals(gateway: Token, done: Transferred) -> None:
    """Let the events wait that the new release adds to an event-based gateway whose others wait."""
    known = {child.task_spec.name for child in gateway.children if child is not None}
    for flow, spec in gateway.task_spec.routes(gateway):
        if spec.name not in known:
            _arm(gateway, spec, done, flow)


def _arm(parent: Token, spec: Spec, done: Transferred, flow: str | None = None) -> None:
    token = parent.add_child(spec, flow)
    token.arrive()
    done.notes.append(Text(N_("The event “%(name)s” waits from now on."), {"name": _name(token)}))


def _insert_split(live: LiveWorkflow, task: Token, spec: BoundarySplit) -> None:
    """Put the task that stands before an activity with boundary events between an activity and its parent.

    A parent's row must come before its children's, so all below are numbered anew.
    """
    parent = task.parent
    split = parent.add_child(spec, task.internal_data.get("flow"))
    split.data = parent.outer_scope()
    split.become(TaskState.COMPLETED)
    parent.child_ids.remove(task.id)
    split.child_ids.append(task.id)
    task.parent_id = split.id
    for below in sorted(_below(live, task), key=lambda t: t.ord):
        below.ord = live.next_number()


def _below(live: LiveWorkflow, task: Token) -> list[Token]:
    """Return a task and all that came of it, inside sub-processes too."""
    found: list[Token] = []
    todo = [task]
    while todo:
        one = todo.pop()
        found.append(one)
        todo.extend(child for child in one.children if child is not None)
        inner = live.subprocesses.get(one.id)
        if inner is not None:
            todo.append(inner.task_tree)
    return found


def _renew_wait(live: LiveWorkflow, task: Token, old: Element, done: Transferred) -> None:
    """Wait for another message where the drawing names another; a deadline that runs is never moved."""
    new = task.drawn
    if new.message != old.message or [t.name for t in new.triggers] != [t.name for t in old.triggers]:
        live.host.await_event(task, new)
        done.waits_anew.append(task)
        done.notes.append(Text(N_("“%(name)s” waits for another message from now on."), {"name": _name(task)}))
    elif new.timer != old.timer:
        done.notes.append(Text(N_("“%(name)s” keeps the deadline it has."), {"name": _name(task)}))
