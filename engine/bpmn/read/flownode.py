"""Reading one flow node of a BPMN file, its Zeebe extension data included."""

from collections.abc import Iterator, Mapping
from typing import TypedDict

from engine.bpmn.read import dataflow
from engine.bpmn.read.definitions import Definitions
from engine.bpmn.read.element import AdHoc, Assignment, Element, Flow, Listener, Loop, Move, Thrown
from engine.bpmn.read.expressions import Expr, read_condition, read_expression, read_name
from engine.bpmn.read.names import bpmn, extension, extensions, is_true, local, plain, text_of
from engine.bpmn.read.node import Node

FEEL_FORMATS = frozenset({"feel", "text/feel", "text/x-feel", "application/feel", "application/x-feel"})
"""What `scriptFormat` may say of a standard script; anything else is refused by the check `work`."""


class _Standard(TypedDict):
    attached_to: str
    interrupting: bool
    default_flow: str
    needs_all: bool
    is_event_subprocess: bool
    is_handler: bool
    start_quantity: int
    completion_quantity: int
    ad_hoc: AdHoc | None
    activation: Expr | None
    is_instantiating: bool
    is_parallel: bool


class _Zeebe(TypedDict):
    form_id: str
    assignment: Assignment
    inputs: tuple[Move, ...]
    outputs: tuple[Move, ...]
    listeners: tuple[Listener, ...]
    properties: dict[str, str]
    action: str
    retries: Expr | None
    script: Expr | None
    decision_id: str
    result_variable: str
    called_process: str
    takes_all: bool
    gives_all: bool


def read_flow(node: Node) -> Flow:
    """Return a sequence flow; one without an id is known by its ends."""
    source, target = plain(node.get("sourceRef")), plain(node.get("targetRef"))
    return Flow(
        id=node.get("id") or f"{source}->{target}",
        source=source,
        target=target,
        condition=read_condition(text_of(node, "conditionExpression")),
        name=node.get("name") or "",
        line=node.sourceline,
    )


def read_element(
    node: Node, container: str, lanes: Mapping[str, str], definitions: Definitions, variables: Mapping[str, str]
) -> Element:
    """Return a flow node; `variables` gives the variable behind each data object, reference and property by id."""
    triggers = definitions.triggers(node)
    first = triggers[0] if triggers else None
    return Element(
        id=node.get("id") or "",
        kind=local(node),
        container=container,
        name=" ".join((node.get("name") or "").split()),
        lane=lanes.get(node.get("id") or "", ""),
        line=node.sourceline,
        event="" if first is None else first.kind if len(triggers) == 1 else "multiple",
        message=definitions.message(node) if first is None else first.message,
        timer=None if first is None else first.timer,
        triggers=triggers,
        loop=_loop(node, definitions, variables),
        data_inputs=dataflow.inputs(node, variables),
        data_outputs=dataflow.outputs(node, variables),
        variables=dataflow.declared(node),
        **_standard(node),
        **_zeebe(node),
    )


def _standard(node: Node) -> _Standard:
    """Return what the standard's own attributes say of a node."""
    return {
        "attached_to": plain(node.get("attachedToRef")),
        "interrupting": _is_interrupting(node),
        "default_flow": plain(node.get("default")),
        "needs_all": is_true(node.get("parallelMultiple"), default=False),
        "is_event_subprocess": is_true(node.get("triggeredByEvent"), default=False),
        "is_handler": is_true(node.get("isForCompensation"), default=False),
        "start_quantity": _quantity(node, "startQuantity"),
        "completion_quantity": _quantity(node, "completionQuantity"),
        "ad_hoc": _ad_hoc(node),
        "activation": read_condition(text_of(node, "activationCondition")),
        "is_instantiating": is_true(node.get("instantiate"), default=False),
        "is_parallel": node.get("eventGatewayType") == "Parallel",
    }


def _zeebe(node: Node) -> _Zeebe:
    """Return what the Zeebe extensions of a node say, and its script."""
    task = extension(node, "taskDefinition")
    decision = extension(node, "calledDecision")
    form = extension(node, "formDefinition")
    script = extension(node, "script")
    return {
        "form_id": "" if form is None else read_name(form.get("formId")),
        "assignment": _assignment(node),
        "inputs": _moves(node, "ioMapping/input"),
        "outputs": _moves(node, "ioMapping/output"),
        "listeners": _listeners(node),
        "properties": read_properties(node),
        "action": "" if task is None else read_name(task.get("type")),
        "retries": None if task is None else read_expression(task.get("retries")),
        "script": _script(node, script),
        "decision_id": "" if decision is None else read_name(decision.get("decisionId")),
        "result_variable": _result_variable(script, decision),
        "called_process": _called_process(node),
        "takes_all": _passes_all(node, "propagateAllParentVariables"),
        "gives_all": _passes_all(node, "propagateAllChildVariables"),
    }


def _is_interrupting(node: Node) -> bool:
    attribute = "isInterrupting" if local(node) == "startEvent" else "cancelActivity"
    return is_true(node.get(attribute), default=True)


def _quantity(node: Node, attribute: str) -> int:
    text = (node.get(attribute) or "1").strip()
    return int(text) if text.isdigit() and len(text) < 4 else 0


def _assignment(node: Node) -> Assignment:
    definition = extension(node, "assignmentDefinition")
    schedule = extension(node, "taskSchedule")
    priority = extension(node, "priorityDefinition")

    def attribute(holder: Node | None, name: str) -> Expr | None:
        return None if holder is None else read_expression(holder.get(name))

    return Assignment(
        assignee=attribute(definition, "assignee"),
        groups=attribute(definition, "candidateGroups"),
        users=attribute(definition, "candidateUsers"),
        due=attribute(schedule, "dueDate"),
        follow_up=attribute(schedule, "followUpDate"),
        priority=attribute(priority, "priority"),
    )


def _moves(node: Node, path: str) -> tuple[Move, ...]:
    found = ((read_expression(m.get("source")), m.get("target") or "") for m in extensions(node, path))
    return tuple(Move(source if source is not None else Expr("null"), target) for source, target in found if target)


def _listeners(node: Node) -> tuple[Listener, ...]:
    found = extensions(node, "taskListeners/taskListener")
    return tuple(Listener(one.get("eventType") or "", one.get("type") or "") for one in found)


def read_properties(node: Node) -> dict[str, str]:
    """Return the Zeebe properties of a node by name."""
    return {p.get("name") or "": p.get("value") or "" for p in extensions(node, "properties/property")}


def _script(node: Node, zeebe: Node | None) -> Expr | None:
    """Return the FEEL of a script: Zeebe's, or that of a standard script which says it is FEEL."""
    if zeebe is not None:
        return read_expression(zeebe.get("expression"))
    language = node.get("scriptFormat") or node.get("scriptLanguage") or ""
    if language.strip().lower() not in FEEL_FORMATS:
        return None
    return read_condition(text_of(node, "script"))


def _result_variable(script: Node | None, decision: Node | None) -> str:
    for holder in (script, decision):
        if holder is not None:
            return holder.get("resultVariable") or ""
    return ""


def _called_process(node: Node) -> str:
    called = extension(node, "calledElement")
    if called is not None:
        return read_name(called.get("processId"))
    return plain(node.get("calledElement"))


def _passes_all(node: Node, attribute: str) -> bool:
    called = extension(node, "calledElement")
    return called is None or is_true(called.get(attribute), default=True)


def _loop(node: Node, definitions: Definitions, variables: Mapping[str, str]) -> Loop | None:
    standard = node.find(bpmn("standardLoopCharacteristics"))
    if standard is not None:
        return Loop(
            sequential=True,
            standard=True,
            condition=read_condition(text_of(standard, "loopCondition")),
            test_before=is_true(standard.get("testBefore"), default=False),
            maximum=read_condition(standard.get("loopMaximum")),
        )
    drawn = node.find(bpmn("multiInstanceLoopCharacteristics"))
    return None if drawn is None else _multi_instance(node, drawn, definitions, variables)


def _multi_instance(node: Node, drawn: Node, definitions: Definitions, variables: Mapping[str, str]) -> Loop:
    zeebe = extension(drawn, "loopCharacteristics")

    def attribute(name: str) -> str | None:
        return None if zeebe is None else zeebe.get(name)

    collection, element, output_collection, output_element = dataflow.loop_data(node, drawn, variables)
    return Loop(
        sequential=is_true(drawn.get("isSequential"), default=False),
        collection=read_expression(attribute("inputCollection")) or collection,
        element=attribute("inputElement") or element,
        cardinality=read_condition(text_of(drawn, "loopCardinality")),
        output_collection=attribute("outputCollection") or output_collection,
        output_element=read_expression(attribute("outputElement")) or output_element,
        completion=read_condition(text_of(drawn, "completionCondition")),
        behavior=drawn.get("behavior") or "All",
        thrown=tuple(_thrown(drawn, definitions)),
        tells_counts=local(node) == "callActivity" or any("numberOf" in text for text in _said_inside(node)),
    )


def _said_inside(node: Node) -> Iterator[str]:
    """Yield what is written anywhere in an activity but in its conditions on its instances, which have the counts."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        yield one.text or ""
        yield from one.attrib.values()
        waiting += [child for child in one if local(child) not in ("completionCondition", "complexBehaviorDefinition")]


def _thrown(drawn: Node, definitions: Definitions) -> list[Thrown]:
    """Return the events a multi-instance activity throws as its `behavior` says."""
    behavior = drawn.get("behavior") or "All"
    if behavior == "Complex":
        found = []
        for complex_ in drawn.findall(bpmn("complexBehaviorDefinition")):
            condition = read_condition(text_of(complex_, "condition"))
            event = complex_.find(bpmn("event"))
            triggers = () if event is None else definitions.triggers(event)
            found += [Thrown(trigger, condition) for trigger in triggers]
        return found
    named = {"None": "noneBehaviorEventRef", "One": "oneBehaviorEventRef"}.get(behavior, "")
    event = definitions.events.get(plain(drawn.get(named))) if named else None
    return [] if event is None else [Thrown(definitions.trigger(event))]


def _ad_hoc(node: Node) -> AdHoc | None:
    if local(node) != "adHocSubProcess":
        return None
    return AdHoc(
        sequential=node.get("ordering") == "Sequential",
        completion=read_condition(text_of(node, "completionCondition")),
        cancels_rest=is_true(node.get("cancelRemainingInstances"), default=True),
    )
