"""From what is drawn to SpiffWorkflow specs, flow by flow and without recursion."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from engine.bpmn.build.processspec import (
    child_name,
    choice_name,
    empty_process,
    gather_name,
    listener_name,
    spec_name,
    split_name,
)
from engine.bpmn.build.specs import (
    BoundaryEvent,
    BoundarySplit,
    CatchEvent,
    CompensationRun,
    ComplexGateway,
    EventGateway,
    EventSubProcess,
    ExclusiveGateway,
    FlowSplit,
    Gather,
    InclusiveGateway,
    LinkCatch,
    Listener,
    ListenerPart,
    MultiInstance,
    ParallelGateway,
    PassThrough,
    StandardLoop,
    StartEvent,
    Step,
    SubProcess,
    ThrowEvent,
    TriggerPart,
    UserTask,
    WorkTask,
    part_name,
    part_of,
    run_name,
)
from engine.bpmn.read.diagram import CONTAINERS, Process
from engine.bpmn.read.element import Element, Flow
from engine.bpmn.read.kinds import ElementKind, EventKind
from engine.bpmn.token.foundation import ProcessSpec, Spec

SPECS: dict[str, Callable[..., Step]] = {
    "startEvent": StartEvent,
    "endEvent": ThrowEvent,
    "intermediateThrowEvent": ThrowEvent,
    "sendTask": ThrowEvent,
    "intermediateCatchEvent": CatchEvent,
    "receiveTask": CatchEvent,
    "boundaryEvent": BoundaryEvent,
    "userTask": UserTask,
    "task": PassThrough,
    "manualTask": PassThrough,
    "serviceTask": WorkTask,
    "scriptTask": WorkTask,
    "businessRuleTask": WorkTask,
    "exclusiveGateway": ExclusiveGateway,
    "parallelGateway": ParallelGateway,
    "inclusiveGateway": InclusiveGateway,
    "eventBasedGateway": EventGateway,
    "complexGateway": ComplexGateway,
}


@dataclass(frozen=True)
class Definition:
    """A process ready to run, shared by all its instances; `processes` are it and those it calls."""

    process: Process
    spec: ProcessSpec
    inner: dict[str, ProcessSpec]
    processes: tuple[Process, ...] = ()

    def element(self, element_id: str) -> Element:
        """Return a drawn element by id, of the process or of one it calls."""
        return self.process.elements[element_id]


def build(process: Process, others: dict[str, Process] | None = None) -> Definition:
    """Build the specs of a checked process; `others` are the processes of the same release that it may call."""
    inner: dict[str, ProcessSpec] = {}
    found = _with_called(process, others or {})
    taken = {one.id for one in found}
    for one in found:
        keys = _keys(one, taken)
        made = {e.id: _container(one, e.id, keys) for e in one.elements.values() if e.kind in CONTAINERS}
        made[one.id] = _container(one, one.id, keys)
        _mark_undoable(one, made)
        inner |= {keys.get(name, name): spec for name, spec in made.items()}
        taken |= set(keys.values())
    return Definition(process, inner[process.id], inner, tuple(found))


def _keys(process: Process, taken: set[str]) -> dict[str, str]:
    """Return what the sub-processes of a process are kept under: their ids, with the process's where another has it."""
    held = (e.id for e in process.elements.values() if e.kind in CONTAINERS)
    return {name: f"{process.id}/{name}" if name in taken else name for name in held}


def _with_called(process: Process, others: dict[str, Process]) -> list[Process]:
    """Return a process and all it calls, directly or not."""
    found, waiting = {process.id: process}, [process]
    while waiting:
        for element in waiting.pop().elements.values():
            called = others.get(element.called_process) if element.kind == ElementKind.CALL_ACTIVITY else None
            if called is not None and called.id not in found:
                found[called.id] = called
                waiting.append(called)
    return list(found.values())


def _mark_undoable(process: Process, made: dict[str, ProcessSpec]) -> None:
    """Mark each container in which something can be undone, and those around it."""
    for container, spec in made.items():
        if spec.compensator or any(getattr(step, "handler", "") for step in spec.task_specs.values()):
            current = container
            while current in made and not made[current].is_undoable:
                made[current].is_undoable = True
                current = process.elements[current].container if current in process.elements else ""


def _container(process: Process, container: str, keys: Mapping[str, str]) -> ProcessSpec:
    spec = empty_process(container)
    spec.key = keys.get(container, container)
    elements = process.inside(container)
    holder = process.elements.get(container)
    own = holder is not None and holder.kind in CONTAINERS
    spec.variables = () if own else process.variables
    for element in elements:
        _add_step(spec, process, element, keys)
    _wrap_boundaries(spec, elements)
    _set_handlers(spec, process, elements)
    for element in elements:
        _connect_outgoing(spec, element, process.outgoing(element.id))
    _join_links(spec, elements)
    _close(spec, process, container)
    if own and holder is not None and holder.ad_hoc is not None:
        spec.ad_hoc = holder.ad_hoc
        spec.ad_hoc_starts = spec.starts
        spec.starts = spec.starts[:1] if holder.ad_hoc.sequential else spec.starts
    return spec


def _add_step(spec: ProcessSpec, process: Process, element: Element, keys: Mapping[str, str]) -> None:
    name = spec_name(element.id)
    if element.is_event_subprocess:
        _add_event_subprocess(spec, process, element, keys)
    elif element.loop is None:
        _new_step(spec, process, element, keys)
    else:
        loop = StandardLoop if element.loop.standard else MultiInstance
        body = loop(spec, name, element, child_name(name))
        body.connect(_new_step(spec, process, element, keys))
        body.leads_to.clear()


def _new_step(spec: ProcessSpec, process: Process, element: Element, keys: Mapping[str, str]) -> Step:
    name = spec_name(element.id) if element.loop is None else child_name(spec_name(element.id))
    if element.kind == ElementKind.CALL_ACTIVITY:
        return SubProcess(spec, name, element, element.called_process)
    if element.kind in CONTAINERS:
        return SubProcess(spec, name, element, keys[element.id])
    if element.kind == ElementKind.INTERMEDIATE_CATCH_EVENT and element.event == EventKind.LINK:
        return LinkCatch(spec, name, element)
    if element.kind == ElementKind.START_EVENT and _is_of_event_subprocess(process, element):
        element = replace(element, outputs=(), data_outputs=())  # its listener takes what the event brings
    step = SPECS[element.kind](spec, name, element)
    if isinstance(step, CatchEvent):
        _add_parts(spec, step, TriggerPart)
    if any(trigger.kind == EventKind.COMPENSATE and not trigger.waits for trigger in element.triggers):
        CompensationRun(spec, run_name(name))
    return step


def _is_of_event_subprocess(process: Process, element: Element) -> bool:
    holder = process.elements.get(element.container)
    return holder is not None and holder.is_event_subprocess


def _add_parts(spec: ProcessSpec, step: CatchEvent, part: type[TriggerPart]) -> None:
    if len(step.element.triggers) > 1:
        for number in range(len(step.element.triggers)):
            part(spec, part_name(step.name, number), part_of(step.element, number))


def _add_event_subprocess(spec: ProcessSpec, process: Process, element: Element, keys: Mapping[str, str]) -> None:
    """Add an event sub-process, and what listens for its start; compensation begins its own by itself."""
    name = spec_name(element.id)
    inner = EventSubProcess(spec, name, element, keys[element.id])
    start = next(e for e in process.inside(element.id) if e.kind == ElementKind.START_EVENT)
    if start.event == EventKind.COMPENSATE:
        spec.compensator = name
        return
    listener = Listener(spec, listener_name(element.id), replace(start, inputs=()))
    _add_parts(spec, listener, ListenerPart)
    listener.connect(inner)
    spec.start.connect(listener)
    spec.listeners.append(listener.name)


def _wrap_boundaries(spec: ProcessSpec, elements: list[Element]) -> None:
    known = spec.task_specs
    for event in elements:
        host = spec_name(event.attached_to)
        if event.kind != ElementKind.BOUNDARY_EVENT or event.event == EventKind.COMPENSATE or host not in known:
            continue
        name = split_name(event.attached_to)
        if name not in known:
            BoundarySplit(spec, name).connect(known[host])
        known[name].connect(known[spec_name(event.id)])


def _set_handlers(spec: ProcessSpec, process: Process, elements: list[Element]) -> None:
    """Let each activity with a compensation boundary event know its handler."""
    for event in elements:
        if event.kind == ElementKind.BOUNDARY_EVENT and event.event == EventKind.COMPENSATE:
            host = spec_name(event.attached_to)
            step = spec.task_specs.get(child_name(host), spec.task_specs[host])
            step.handler = spec_name(process.handler_of(event))


def _connect_outgoing(spec: ProcessSpec, element: Element, flows: list[Flow]) -> None:
    source = _step(spec, element.id)
    is_conditional = any(flow.condition or flow.id == element.default_flow for flow in flows)
    if is_conditional and not element.kind.endswith("Gateway"):
        choice = FlowSplit(spec, choice_name(element.id), element)
        source.connect(choice)
        source = choice
    for flow in flows:
        if spec_name(flow.target) in spec.task_specs:
            drawn = _step(spec, flow.target)
            entry = _entry(spec, drawn)
            source.connect(entry)
            source.outgoing.append((flow.id, flow.condition, entry.name))
            drawn.incoming.append(flow.id)
            spec.flow_sources[flow.id] = source.name


def _step(spec: ProcessSpec, element_id: str) -> Step:
    """Return the spec of a drawn element. Raises TypeError where one of the engine's own goes by its name."""
    found = spec.task_specs[spec_name(element_id)]
    if not isinstance(found, Step):
        raise TypeError(found.name)
    return found


def _entry(spec: ProcessSpec, drawn: Step) -> Spec:
    """Return where a token goes to reach an element: what gathers tokens before it, or its boundary events, or it."""
    behind = spec.task_specs.get(split_name(drawn.element.id), drawn)
    if drawn.element.start_quantity == 1:
        return behind
    name = gather_name(drawn.element.id)
    if name not in spec.task_specs:
        Gather(spec, name, drawn.element.start_quantity).connect(behind)
    return spec.task_specs[name]


def _join_links(spec: ProcessSpec, elements: list[Element]) -> None:
    """Connect the throwing ends of each link with where it comes out."""
    catching = {
        e.triggers[0].name: e
        for e in elements
        if e.kind == ElementKind.INTERMEDIATE_CATCH_EVENT and e.event == EventKind.LINK
    }
    for element in elements:
        if element.kind == ElementKind.INTERMEDIATE_THROW_EVENT and element.event == EventKind.LINK:
            target = catching.get(element.triggers[0].name)
            if target is not None:
                spec.task_specs[spec_name(element.id)].connect(spec.task_specs[spec_name(target.id)])


def _close(spec: ProcessSpec, process: Process, container: str) -> None:
    """Join the starts to the root, and every element without a way out to the end."""
    starts = process.starts(container)
    for element in starts:
        entry = _entry(spec, _step(spec, element.id))
        spec.start.connect(entry)
        if element.triggers or element.is_instantiating:
            spec.triggered[element.id] = entry.name
    ordinary = [e for e in starts if not (e.kind == ElementKind.START_EVENT and e.triggers)]
    spec.starts = [_entry(spec, _step(spec, e.id)).name for e in ordinary or starts[:1]]
    for element in process.inside(container):
        step = spec.task_specs[spec_name(element.id)]
        if not step.leads_to and not element.is_handler and step.name != spec.compensator:
            step.connect(spec.end)
