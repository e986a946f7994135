"""From what is drawn to SpiffWorkflow specs, flow by flow and without recursion."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec

from engine.bpmn.diagram import CONTAINERS, Process
from engine.bpmn.element import Element
from engine.bpmn.specs import (
    BoundaryEvent,
    BoundarySplit,
    CatchEvent,
    End,
    EndJoin,
    EventGateway,
    ExclusiveGateway,
    InclusiveGateway,
    MultiInstance,
    ParallelGateway,
    PassThrough,
    Start,
    StartEvent,
    Step,
    SubProcess,
    ThrowEvent,
    UserTask,
    WorkTask,
)

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
}


class ProcessSpec(BpmnProcessSpec):
    """The spec of one process or sub-process, with `flow_sources`: flow id to the spec it comes from."""

    def __init__(self, name: str) -> None:
        WorkflowSpec.__init__(self, name=name)
        self.start = Start(self, "Start")
        self.end = EndJoin(self, f"{name}.EndJoin")
        self.last = End(self, "End")
        self.end.connect(self.last)
        self.svg = self.io_specification = None
        self.data_objects: dict[str, Any] = {}
        self.data_stores: dict[str, Any] = {}
        self.correlation_keys: dict[str, Any] = {}
        self.bpmn_start_events: list[Any] = []
        self.flow_sources: dict[str, str] = {}


@dataclass(frozen=True)
class Definition:
    """A process ready to run, shared by all its instances."""

    process: Process
    spec: ProcessSpec
    inner: dict[str, ProcessSpec]

    def element(self, element_id: str) -> Element:
        """Return a drawn element by id, of the process or of one it calls."""
        return self.process.elements[element_id]


def build(process: Process, others: dict[str, Process] | None = None) -> Definition:
    """Build the specs of a checked process; `others` are the processes of the same release that it may call."""
    inner: dict[str, ProcessSpec] = {}
    for element in process.elements.values():
        if element.kind in CONTAINERS:
            inner[element.id] = _container(process, element.id)
    for called in _called(process, others or {}):
        inner |= {called.id: _container(called, called.id)} | build(called, others).inner
    return Definition(process, _container(process, process.id), inner)


def _called(process: Process, others: dict[str, Process]) -> list[Process]:
    wanted = {e.called_process for e in process.elements.values() if e.kind == "callActivity"}
    return [other for key, other in others.items() if key in wanted and key != process.id]


def _container(process: Process, container: str) -> ProcessSpec:
    spec = ProcessSpec(container)
    elements = process.inside(container)
    for element in elements:
        _add_step(spec, element)
    _wrap_boundaries(spec, elements)
    for flow in process.flows.values():
        if flow.source in spec.task_specs and flow.target in spec.task_specs:
            _connect(spec, flow)
    _close(spec, elements)
    return spec


def _add_step(spec: ProcessSpec, element: Element) -> None:
    if element.loop is None:
        _new_step(spec, element, element.id)
        return
    child = f"{element.id} [child]"
    body = MultiInstance(spec, element.id, element, child)
    body.connect(_new_step(spec, element, child))
    body._outputs.clear()


def _new_step(spec: ProcessSpec, element: Element, name: str) -> Step:
    if element.kind == "callActivity":
        return SubProcess(spec, name, element, element.called_process)
    if element.kind in CONTAINERS:
        return SubProcess(spec, name, element, element.id)
    return SPECS[element.kind](spec, name, element)


def _wrap_boundaries(spec: ProcessSpec, elements: list[Element]) -> None:
    for event in elements:
        if event.kind != "boundaryEvent" or event.attached_to not in spec.task_specs:
            continue
        name = split_name(event.attached_to)
        if name not in spec.task_specs:
            BoundarySplit(spec, name).connect(spec.task_specs[event.attached_to])
        spec.task_specs[name].connect(spec.task_specs[event.id])


def split_name(element_id: str) -> str:
    """Return the name of the spec that stands before an activity with boundary events."""
    return f"{element_id}.BoundaryEventSplit"


def _connect(spec: ProcessSpec, flow: Any) -> None:
    source = spec.task_specs[flow.source]
    drawn = spec.task_specs[flow.target]
    entry = spec.task_specs.get(split_name(flow.target), drawn)
    source.connect(entry)
    source.outgoing.append((flow.id, flow.condition, entry.name))
    drawn.incoming.append(flow.id)
    spec.flow_sources[flow.id] = source.name


def _close(spec: ProcessSpec, elements: list[Element]) -> None:
    """Join the starts to the root, and every element without a way out to the end."""
    for element in elements:
        step = spec.task_specs[element.id]
        if element.kind == "startEvent":
            spec.start.connect(step)
        if not step._outputs:
            step.connect(spec.end)
