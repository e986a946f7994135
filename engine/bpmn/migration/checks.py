"""Whether what is under way has a place in the new release, token by token."""

from collections.abc import Iterator

from SpiffWorkflow.util.task import TaskState

from engine.base.text import N_, Text
from engine.bpmn.build.processspec import spec_name
from engine.bpmn.build.specs import EventGateway, MultiInstance, Step, TokenJoin
from engine.bpmn.migration.counterparts import Counterparts
from engine.bpmn.read.element import Element
from engine.bpmn.read.kinds import ElementKind
from engine.bpmn.run.live import LiveWorkflow
from engine.bpmn.token.foundation import ProcessSpec, Spec
from engine.bpmn.token.token import Token


def problems(live: LiveWorkflow, counterparts: Counterparts) -> list[Text]:
    """Return why an instance cannot go over, one text for each token that stands in the way."""
    found: list[Text] = []
    for workflow in (live, *live.subprocesses.values()):
        for task in () if workflow.completed else workflow.unfinished.values():
            found.extend(text for text in _problems(task, counterparts) if text not in found)
    for task in live.all_tasks.values():
        text = _undoing(task, counterparts) if "order" in task.internal_data else None
        found.extend([text] if text is not None and text not in found else [])
    return found


def _problems(task: Token, counterparts: Counterparts) -> Iterator[Text]:
    element = task.element
    if element is None or counterparts.is_dropped(task.task_spec):
        return
    new = counterparts.step(task.workflow.spec, task.task_spec)
    if not isinstance(new, Step):
        yield _lost(task, counterparts)
        return
    text = (
        _kind(task, new)
        or _disagreement(element, new.element, counterparts)
        or _votes(task, new)
        or _join(task, new, counterparts)
    )
    text = text or _rivals(task, new, counterparts)
    if text is not None:
        yield text


def _name(element: Element) -> str:
    return element.name or element.id


def _lost(task: Token, counterparts: Counterparts) -> Text:
    """Say that an active element has no place in the new version; votes given so far are named."""
    element = task.drawn
    target = counterparts.target(element.id)
    values = {"name": _name(element)}
    if isinstance(task.task_spec, MultiInstance):
        counted = {"done": task.internal_data.get("done", 0), "all": task.internal_data.get("items", 0)}
        text = N_("“%(name)s” is under way (%(done)s of %(all)s done) and has no place in the new version.")
        return Text(text, values | counted)
    if any(spec_name(target) in spec.task_specs for spec in (counterparts.new.spec, *counterparts.new.inner.values())):
        text = N_(
            "“%(name)s” is active, and in the new version it stands in another sub-process or runs otherwise often."
        )
        return Text(text, values)
    if element.kind == ElementKind.BOUNDARY_EVENT or task.task_spec.is_listener:
        text = N_(
            "The event “%(name)s” is waiting and is not in the new version. Map it to another, or drop it by hand."
        )
        return Text(text, values)
    return Text(N_("“%(name)s” is active and is not in the new version. Map it to another step."), values)


def _kind(task: Token, new: Step) -> Text | None:
    """Refuse a token whose counterpart does something else, or waits for other events."""
    old, other = task.drawn, new.element
    same = [(old.kind, other.kind), ([t.kind for t in old.triggers], [t.kind for t in other.triggers])]
    loops = (old.loop is None) == (other.loop is None)
    if all(a == b for a, b in same) and (not loops or type(new) is type(task.task_spec)):
        return None
    values = {"name": _name(old), "other": _name(other)}
    return Text(N_("“%(name)s” is active and “%(other)s” is of another kind."), values)


def _undoing(task: Token, counterparts: Counterparts) -> Text | None:
    """Refuse where what was done could be undone, and could not in the new version."""
    new = counterparts.step(task.workflow.spec, task.task_spec)
    if new is not None and (not task.task_spec.handler or new.handler):
        return None
    text = N_("“%(name)s” was done and can be undone until the end; in the new version it could not.")
    return Text(text, {"name": _name(task.drawn)})


def _disagreement(old: Element, new: Element, counterparts: Counterparts) -> Text | None:
    """Say what an active element and its counterpart do not have in common."""
    values = {"name": _name(old), "other": _name(new)}
    if (old.loop is None) != (new.loop is None):
        return Text(N_("“%(name)s” is active; only in one of the versions it runs several times."), values)
    if old.kind == ElementKind.BOUNDARY_EVENT and counterparts.target(old.attached_to) != new.attached_to:
        return Text(N_("The event “%(name)s” is waiting, and “%(other)s” stands at another step."), values)
    if old.kind == ElementKind.CALL_ACTIVITY and counterparts.target(old.called_process) != new.called_process:
        return Text(N_("“%(name)s” is active, and “%(other)s” calls another process."), values)
    return None


def _votes(task: Token, new: Step) -> Text | None:
    """Refuse a multi-instance that would gather on otherwise than it began."""
    if not isinstance(task.task_spec, MultiInstance) or not task.has_state(TaskState.STARTED):
        return None
    old, loop = task.drawn.loop, new.element.loop
    if old is None or loop is None:
        return None
    same: list[tuple[object, object]] = [(old.sequential, loop.sequential), (old.element, loop.element)]
    same += [(old.output_collection, loop.output_collection), (old.output_element, loop.output_element)]
    if old.sequential:  # those to come are read from the collection again
        same += [(old.collection, loop.collection), (old.cardinality, loop.cardinality)]
    if all(a == b for a, b in same):
        return None
    values = {"name": _name(task.drawn)}
    counted = {"done": task.internal_data.get("done", 0), "all": task.internal_data.get("items", 0)}
    text = N_("“%(name)s” is under way (%(done)s of %(all)s done), and the new version gathers its results otherwise.")
    return Text(text, values | counted)


def _join(task: Token, new: Step, counterparts: Counterparts) -> Text | None:
    """Refuse a token that waits at a join by a flow the new version does not have."""
    flow = task.internal_data.get("flow") or ""
    if not isinstance(new, TokenJoin) or not flow or task.state != TaskState.WAITING:
        return None
    if counterparts.flow(task.workflow.spec, flow, new) is not None:
        return None
    text = N_("A branch waits at “%(name)s” by the flow “%(flow)s”, which the new version does not have.")
    return Text(text, {"name": _name(new.element), "flow": flow})


def _rivals(task: Token, new: Step, counterparts: Counterparts) -> Text | None:
    """Refuse an event that the two versions race against others at different event-based gateways."""
    home = counterparts.container(task.workflow.spec)
    before = [counterparts.step(task.workflow.spec, gate) for gate in _gates(task.workflow.spec, task.task_spec)]
    if before == _gates(home, new):
        return None
    text = N_("“%(name)s” is waiting, and in the new version it waits together with other events than before.")
    return Text(text, {"name": _name(new.element)})


def _gates(container: ProcessSpec | None, spec: Spec) -> list[Spec]:
    """Return the event-based gateways that lead to a step."""
    specs = [] if container is None else list(container.task_specs.values())
    return [s for s in specs if isinstance(s, EventGateway) and spec.name in s.leads_to]
