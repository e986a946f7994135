"""Reading a BPMN file into plain data: processes, elements and flows, each with its line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from engine.bpmn.read import dataflow
from engine.bpmn.read.definitions import Definitions
from engine.bpmn.read.element import Element, Flow
from engine.bpmn.read.flownode import read_element, read_flow, read_properties
from engine.bpmn.read.kinds import ElementKind, EventKind
from engine.bpmn.read.names import bpmn, is_true, local, plain
from engine.bpmn.read.node import Node

CONTAINERS = ("process", "subProcess", "transaction", "adHocSubProcess")
FLOW_NODES = frozenset(
    [
        "startEvent",
        "endEvent",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "boundaryEvent",
        "task",
        "userTask",
        "manualTask",
        "serviceTask",
        "scriptTask",
        "businessRuleTask",
        "sendTask",
        "receiveTask",
        "callActivity",
        "subProcess",
        "transaction",
        "adHocSubProcess",
        "exclusiveGateway",
        "parallelGateway",
        "inclusiveGateway",
        "eventBasedGateway",
        "complexGateway",
    ]
)
GLOBAL_TASKS = {
    "globalTask": "task",
    "globalUserTask": "userTask",
    "globalManualTask": "manualTask",
    "globalScriptTask": "scriptTask",
    "globalBusinessRuleTask": "businessRuleTask",
}


@dataclass
class Process:
    """A process as drawn; sub-processes are containers within it.

    `associations` are pairs of source and target ids; a global task is a process of that one task. A process that does
    not say whether it is executable cannot be started, but called.
    """

    id: str
    name: str
    name_en: str = ""
    is_executable: bool = True
    line: int | None = None
    properties: Mapping[str, str] = field(default_factory=dict)
    elements: dict[str, Element] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)
    associations: list[tuple[str, str]] = field(default_factory=list)
    variables: tuple[str, ...] = ()
    is_global_task: bool = False
    is_callable: bool = True

    def inside(self, container: str) -> list[Element]:
        """Return the elements that stand directly in a container, in document order."""
        return self._contents.get(container, [])

    def outgoing(self, element_id: str) -> list[Flow]:
        """Return an element's outgoing flows, in document order."""
        return self._flows_from.get(element_id, [])

    @cached_property
    def _contents(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = {}
        for element in self.elements.values():
            found.setdefault(element.container, []).append(element)
        return found

    @cached_property
    def _flows_from(self) -> dict[str, list[Flow]]:
        found: dict[str, list[Flow]] = {}
        for flow in self.flows.values():
            found.setdefault(flow.source, []).append(flow)
        return found

    @cached_property
    def targets(self) -> frozenset[str]:
        """Return the ids of the elements that some flow leads to."""
        return frozenset(flow.target for flow in self.flows.values())

    def starts(self, container: str) -> list[Element]:
        """Return where a container begins: its start events, or without any, all that no flow leads to."""
        inside = self.inside(container)
        drawn = [e for e in inside if e.kind == ElementKind.START_EVENT]
        return drawn or [e for e in inside if e.id not in self.targets and begins(e)]

    def handler_of(self, event: Element) -> str:
        """Return the id of the activity that a compensation boundary event is associated with, or an empty text."""
        ends = [(a, b) for pair in self.associations for a, b in (pair, pair[::-1])]
        handlers = (b for a, b in ends if a == event.id and b in self.elements and self.elements[b].is_handler)
        return next(handlers, "")


def draws(container: Node) -> bool:
    """Tell whether a flow node stands directly in a container."""
    return any(local(child) in FLOW_NODES for child in container)


def begins(element: Element) -> bool:
    """Tell whether an element without incoming flow gets a token when its container begins without a start event."""
    is_catching_link = element.kind == ElementKind.INTERMEDIATE_CATCH_EVENT and element.event == EventKind.LINK
    return not (
        element.kind in (ElementKind.BOUNDARY_EVENT, ElementKind.START_EVENT)
        or element.is_event_subprocess
        or element.is_handler
        or is_catching_link
    )


def read_processes(root: Node) -> list[Process]:
    """Return the processes and global tasks of a parsed BPMN file, in document order."""
    definitions, variables = Definitions(root), dataflow.variables_of(root)
    found = []
    for node in root:
        if local(node) == "process":
            found.append(_process(node, definitions, variables))
        elif local(node) in GLOBAL_TASKS:
            found.append(_global_task(node, definitions, variables))
    return found


def _process(node: Node, definitions: Definitions, variables: Mapping[str, str]) -> Process:
    lanes = {ref.text.strip(): lane for lane, ref in _lane_references(node) if ref.text}
    properties = read_properties(node)
    process = Process(
        id=node.get("id") or "",
        name=node.get("name") or node.get("id") or "",
        name_en=properties.get("name:en", ""),
        is_executable=is_true(node.get("isExecutable"), default=False),
        line=node.sourceline,
        properties=properties,
        variables=dataflow.declared(node),
        is_callable=is_true(node.get("isExecutable"), default=True),
    )
    for holder, child in _walk(node):
        kind = local(child)
        if kind == "sequenceFlow":
            _add_flow(process, read_flow(child))
        elif kind == "association":
            process.associations.append((plain(child.get("sourceRef")), plain(child.get("targetRef"))))
        elif kind in FLOW_NODES:
            element = read_element(child, holder.get("id") or "", lanes, definitions, variables)
            process.elements[element.id] = element
    return process


def _lane_references(node: Node) -> Iterator[tuple[str, Node]]:
    for lane in node.iter(bpmn("lane")):
        for ref in lane.findall(bpmn("flowNodeRef")):
            yield lane.get("name") or "", ref


def _walk(container: Node) -> Iterator[tuple[Node, Node]]:
    """Yield what stands in a process and its sub-processes, each with its container."""
    waiting = [container]
    while waiting:
        holder = waiting.pop()
        for node in holder:
            yield holder, node
            if local(node) in CONTAINERS:
                waiting.append(node)


def _add_flow(process: Process, flow: Flow) -> None:
    """Keep a flow; of two without ids between the same elements, the second is known by its line as well."""
    if flow.id in process.flows:
        flow = Flow(f"{flow.id}:{flow.line}", flow.source, flow.target, flow.condition, flow.name, flow.line)
    process.flows[flow.id] = flow


def _global_task(node: Node, definitions: Definitions, variables: Mapping[str, str]) -> Process:
    """Return a global task as a process of one task, to be called."""
    element_id = node.get("id") or ""
    drawn = read_element(node, element_id, {}, definitions, variables)
    task = Element(**{**vars(drawn), "kind": GLOBAL_TASKS[local(node)]})
    return Process(
        id=element_id,
        name=task.name or element_id,
        is_executable=False,
        line=node.sourceline,
        elements={element_id: task},
        is_global_task=True,
    )
