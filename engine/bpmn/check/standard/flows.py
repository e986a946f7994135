"""Sequence flows: from a flow node to a flow node of the same container, and never where none may lead."""

from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.standard.kinds import ACTIVITIES, CHOICES, CHOREOGRAPHIES, FLOW_NODES
from engine.bpmn.check.standard.place import at, container_of, flag, label
from engine.bpmn.read.document import Document, plain, references
from engine.bpmn.read.names import bpmn, id_of, local
from engine.bpmn.read.node import Node


def check_ends(document: Document) -> Iterator[Finding]:
    """`flow-ends`: both ends of a flow are flow nodes of one process or sub-process, and the flow is drawn there."""
    for flow in document.all("sequenceFlow"):
        ends = [document.find(flow, flow.get(end)) for end in ("sourceRef", "targetRef")]
        for name, end in zip((flow.get("sourceRef"), flow.get("targetRef")), ends, strict=True):
            if end is None:
                message = N_("Flow “%(name)s” leads from or to “%(missing)s”, which does not exist.")
                yield at("flow-ends", flow, message, {"missing": (name or "")[:80]})
            elif local(end) not in FLOW_NODES:
                message = N_("Flow “%(name)s” may not lead from or to “%(other)s”, a %(kind)s.")
                yield at("flow-ends", flow, message, {"other": label(end), "kind": local(end)})
        found = [end for end in ends if end is not None]
        if len(found) == 2 and container_of(found[0]) is not container_of(found[1]):
            yield at("flow-ends", flow, N_("Flow “%(name)s” crosses the edge of a sub-process or of a pool."))
        elif len(found) == 2 and container_of(found[0]) is not container_of(flow):
            yield at("flow-ends", flow, N_("Flow “%(name)s” is written in another sub-process than what it joins."))


def check_directions(document: Document) -> Iterator[Finding]:
    """`flow-direction`: nothing leads into a start, an edge or a handler, or out of an end."""
    for flow in document.all("sequenceFlow"):
        source, target = (document.find(flow, flow.get(end)) for end in ("sourceRef", "targetRef"))
        if target is not None and _takes_none(target):
            message = N_("Nothing may lead into “%(other)s”.")
            yield at("flow-direction", flow, message, {"other": label(target)})
        if source is not None and _gives_none(source):
            message = N_("Nothing may follow “%(other)s”.")
            yield at("flow-direction", flow, message, {"other": label(source)})


def _takes_none(node: Node) -> bool:
    return (
        local(node) in ("startEvent", "boundaryEvent")
        or _stands_alone(node)
        or _is_link(node, "intermediateCatchEvent")
    )


def _gives_none(node: Node) -> bool:
    is_compensation = local(node) == "boundaryEvent" and node.find(bpmn("compensateEventDefinition")) is not None
    return (
        local(node) == "endEvent" or is_compensation or _stands_alone(node) or _is_link(node, "intermediateThrowEvent")
    )


def _stands_alone(node: Node) -> bool:
    """Tell whether a node is an event sub-process or a compensation handler, which no flow reaches or leaves."""
    return flag(node, "triggeredByEvent") or flag(node, "isForCompensation")


def _is_link(node: Node, kind: str) -> bool:
    return local(node) == kind and node.find(bpmn("linkEventDefinition")) is not None


def check_lists(document: Document) -> Iterator[Finding]:
    """`flow-lists`: the flows an element lists as coming in and going out are those that do.

    The lists may be left out; a process that writes them writes them all.
    """
    for tag, end, real in (("incoming", "targetRef", document.incoming), ("outgoing", "sourceRef", document.outgoing)):
        writing = {node.getparent().getparent() for node in document.all(tag)}
        for node in document.all(*sorted(FLOW_NODES)):
            listed = [plain(reference) for reference in references(node, tag)]
            flows = {id_of(flow) for flow in real.get(id_of(node), ())} - {""}
            wrong = [f for f in listed if f in document.by_id and plain(document.by_id[f].get(end)) != node.get("id")]
            missing = sorted(flows - set(listed)) if container_of(node) in writing else []
            if wrong:
                message = N_("“%(name)s” lists flow “%(flow)s” (%(what)s), which leads elsewhere.")
                yield at("flow-lists", node, message, {"flow": wrong[0], "what": tag})
            elif missing:
                message = N_("“%(name)s” does not list flow “%(flow)s” (%(what)s).")
                yield at("flow-lists", node, message, {"flow": missing[0], "what": tag})


def check_conditions(document: Document) -> Iterator[Finding]:
    """`flow-condition`: only what chooses has conditions on the flows out of it, and never on a lone flow."""
    for flow in document.all("sequenceFlow"):
        if flow.find(bpmn("conditionExpression")) is None:
            continue
        source = document.find(flow, flow.get("sourceRef"))
        if source is None:
            continue
        if local(source) not in ACTIVITIES | CHOICES | CHOREOGRAPHIES:
            message = N_("Flow “%(name)s” may have no condition: “%(other)s” does not choose.")
            yield at("flow-condition", flow, message, {"other": label(source)})
        elif local(source) in ACTIVITIES and len(document.outgoing[id_of(source)]) == 1:
            message = N_(
                "Flow “%(name)s” is the only one out of “%(other)s”; with its condition the token may go nowhere."
            )
            yield at("flow-condition", flow, message, {"other": label(source)})


def check_defaults(document: Document) -> Iterator[Finding]:
    """`default-flow`: the default flow leaves the element that names it, and has no condition of its own."""
    for node in document.all(*sorted(FLOW_NODES)):
        default = document.find(node, node.get("default"))
        if default is None or local(default) != "sequenceFlow":
            continue
        if plain(default.get("sourceRef")) != node.get("id"):
            message = N_("The default flow “%(flow)s” does not leave “%(name)s”.")
            yield at("default-flow", node, message, {"flow": default.get("id")})
        elif default.find(bpmn("conditionExpression")) is not None:
            message = N_("The condition of the default flow “%(flow)s” is never asked.")
            yield at("default-flow", node, message, {"flow": default.get("id")}, "warning")


def check_doubles(document: Document) -> Iterator[Finding]:
    """`double-flow`: two flows without conditions between the same two elements would send two tokens the same way."""
    seen: set[tuple[str, str]] = set()
    for flow in document.all("sequenceFlow"):
        pair = (plain(flow.get("sourceRef")), plain(flow.get("targetRef")))
        if flow.find(bpmn("conditionExpression")) is not None:
            continue
        if pair in seen:
            yield at(
                "double-flow",
                flow,
                N_("Flow “%(name)s” repeats another flow between the same elements."),
                None,
                "warning",
            )
        seen.add(pair)


RULES = (check_ends, check_directions, check_lists, check_conditions, check_defaults, check_doubles)
