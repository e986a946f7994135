"""Reading a BPMN file into plain data: processes, elements and flows, each with its line."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from engine.bpmn.element import Assignment, Element, Flow, Loop, Message, Move, Timer
from engine.bpmn.expressions import Expr, read_condition, read_expression
from engine.bpmn.names import bpmn, extension, extensions, is_true, local, text_of
from engine.xml import XmlRefusedError, parse_xml

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


@dataclass
class Process:
    """A process as drawn; sub-processes are containers within it."""

    id: str
    name: str
    name_en: str = ""
    is_executable: bool = True
    line: int | None = None
    properties: Mapping[str, str] = field(default_factory=dict)
    elements: dict[str, Element] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)

    def inside(self, container: str) -> list[Element]:
        """Return the elements that stand directly in a container, in document order."""
        return [e for e in self.elements.values() if e.container == container]

    def outgoing(self, element_id: str) -> list[Flow]:
        """Return an element's outgoing flows, in document order."""
        return [f for f in self.flows.values() if f.source == element_id]


def read_processes(root: Any) -> list[Process]:
    """Return the processes of a parsed BPMN file, in document order."""
    messages = {m.get("id"): _message(m) for m in root.findall(bpmn("message"))}
    return [_process(node, messages) for node in root.findall(bpmn("process"))]


def executable_processes(diagrams: Mapping[str, bytes]) -> frozenset[str]:
    """Return the ids of the processes that can be started in some files; what cannot be read has none."""
    found: set[str] = set()
    for data in diagrams.values():
        with suppress(XmlRefusedError):
            nodes = parse_xml(data).findall(bpmn("process"))
            found.update(n.get("id") or "" for n in nodes if is_true(n.get("isExecutable"), default=False))
    return frozenset(found)


def _message(node: Any) -> Message:
    subscription = extension(node, "subscription")
    key = None if subscription is None else read_expression(subscription.get("correlationKey"))
    return Message(node.get("name") or node.get("id") or "", key)


def _process(node: Any, messages: Mapping[str, Message]) -> Process:
    lanes = {ref.text.strip(): lane for lane, ref in _lane_references(node) if ref.text}
    properties = _properties(node)
    process = Process(
        id=node.get("id") or "",
        name=node.get("name") or node.get("id") or "",
        name_en=properties.get("name:en", ""),
        is_executable=is_true(node.get("isExecutable"), default=False),
        line=node.sourceline,
        properties=properties,
    )
    _fill(process, node, lanes, messages)
    return process


def _lane_references(node: Any) -> Iterator[tuple[str, Any]]:
    for lane in node.iter(bpmn("lane")):
        for ref in lane.findall(bpmn("flowNodeRef")):
            yield lane.get("name") or "", ref


def _fill(process: Process, container: Any, lanes: Mapping[str, str], messages: Mapping[str, Message]) -> None:
    waiting = [container]
    while waiting:
        holder = waiting.pop()
        for node in holder:
            kind = local(node)
            if kind == "sequenceFlow":
                flow = _flow(node)
                process.flows[flow.id] = flow
            elif kind in FLOW_NODES:
                element = _element(node, holder.get("id") or "", lanes, messages)
                process.elements[element.id] = element
                if kind in CONTAINERS:
                    waiting.append(node)


def _flow(node: Any) -> Flow:
    return Flow(
        id=node.get("id") or "",
        source=node.get("sourceRef") or "",
        target=node.get("targetRef") or "",
        condition=read_condition(text_of(node, "conditionExpression")),
        name=node.get("name") or "",
        line=node.sourceline,
    )


def _element(node: Any, container: str, lanes: Mapping[str, str], messages: Mapping[str, Message]) -> Element:
    event = _event_definition(node)
    task = extension(node, "taskDefinition")
    script = extension(node, "script")
    decision = extension(node, "calledDecision")
    called = extension(node, "calledElement")
    form = extension(node, "formDefinition")
    return Element(
        id=node.get("id") or "",
        kind=local(node),
        container=container,
        name=" ".join((node.get("name") or "").split()),
        lane=lanes.get(node.get("id") or "", ""),
        line=node.sourceline,
        event=local(event).removesuffix("EventDefinition") if event is not None else "",
        attached_to=node.get("attachedToRef") or "",
        interrupting=is_true(node.get("cancelActivity"), default=True),
        default_flow=node.get("default") or "",
        message=messages.get((event if event is not None else node).get("messageRef") or ""),
        timer=_timer(event),
        form_id="" if form is None else form.get("formId") or "",
        assignment=_assignment(node),
        inputs=_moves(node, "ioMapping/input"),
        outputs=_moves(node, "ioMapping/output"),
        listeners=_listeners(node),
        properties=_properties(node),
        action="" if task is None else task.get("type") or "",
        retries=None if task is None else read_expression(task.get("retries")),
        script=None if script is None else read_expression(script.get("expression")),
        decision_id="" if decision is None else decision.get("decisionId") or "",
        result_variable=_result_variable(script, decision),
        called_process=_called_process(node, called),
        loop=_loop(node),
    )


def _event_definition(node: Any) -> Any | None:
    return next((child for child in node if local(child).endswith("EventDefinition")), None)


def _timer(event: Any | None) -> Timer | None:
    if event is None or local(event) != "timerEventDefinition":
        return None
    for kind, tag in (("date", "timeDate"), ("duration", "timeDuration"), ("cycle", "timeCycle")):
        value = read_expression(text_of(event, tag))
        if value is not None:
            return Timer(kind, value)
    return None


def _assignment(node: Any) -> Assignment:
    definition = extension(node, "assignmentDefinition")
    schedule = extension(node, "taskSchedule")
    priority = extension(node, "priorityDefinition")

    def attribute(holder: Any | None, name: str) -> Expr | None:
        return None if holder is None else read_expression(holder.get(name))

    return Assignment(
        assignee=attribute(definition, "assignee"),
        groups=attribute(definition, "candidateGroups"),
        users=attribute(definition, "candidateUsers"),
        due=attribute(schedule, "dueDate"),
        follow_up=attribute(schedule, "followUpDate"),
        priority=attribute(priority, "priority"),
    )


def _moves(node: Any, path: str) -> tuple[Move, ...]:
    found = ((read_expression(m.get("source")), m.get("target") or "") for m in extensions(node, path))
    return tuple(Move(source if source is not None else Expr("null"), target) for source, target in found if target)


def _listeners(node: Any) -> dict[str, str]:
    found = extensions(node, "taskListeners/taskListener")
    return {listener.get("eventType") or "": listener.get("type") or "" for listener in found}


def _properties(node: Any) -> dict[str, str]:
    return {p.get("name") or "": p.get("value") or "" for p in extensions(node, "properties/property")}


def _result_variable(script: Any | None, decision: Any | None) -> str:
    for holder in (script, decision):
        if holder is not None:
            return holder.get("resultVariable") or ""
    return ""


def _called_process(node: Any, called: Any | None) -> str:
    if called is not None:
        return called.get("processId") or ""
    return node.get("calledElement") or ""


def _loop(node: Any) -> Loop | None:
    drawn = node.find(bpmn("multiInstanceLoopCharacteristics"))
    if drawn is None:
        return None
    zeebe = extension(drawn, "loopCharacteristics")

    def attribute(name: str) -> str | None:
        return None if zeebe is None else zeebe.get(name)

    return Loop(
        sequential=is_true(drawn.get("isSequential"), default=False),
        collection=read_expression(attribute("inputCollection")),
        element=attribute("inputElement"),
        cardinality=read_condition(text_of(drawn, "loopCardinality")),
        output_collection=attribute("outputCollection"),
        output_element=read_expression(attribute("outputElement")),
        completion=read_condition(text_of(drawn, "completionCondition")),
    )
