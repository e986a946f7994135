"""Rules on the ways through an executable process: everything can be reached, and from everything an end."""

from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.standard.kinds import CONTAINERS, FLOW_NODES, SUB_PROCESSES
from engine.bpmn.check.standard.place import at, container_of, flag
from engine.bpmn.read.document import Document, plain
from engine.bpmn.read.links import other_ends
from engine.bpmn.read.names import bpmn, local
from engine.bpmn.read.node import Node

Ways = dict[Node, list[Node]]


def check_reachable(document: Document, process: Node) -> Iterator[Finding]:
    """`unreachable`: every element can be reached from where its process begins."""
    forward = ways_on(document, process)
    reached = _closure(forward, beginnings(document, process))
    for node in _flow_nodes(process):
        if node not in reached and not flag(node, "isForCompensation"):
            yield at("unreachable", node, N_("“%(name)s” can never be reached."))


def check_ends(document: Document, process: Node) -> Iterator[Finding]:
    """`dead-end`: from every element some end can be reached; a loop without a way out never ends."""
    forward = ways_on(document, process)
    backward: Ways = {}
    for source, targets in forward.items():
        for target in targets:
            backward.setdefault(target, []).append(source)
    ends = [node for node in _flow_nodes(process) if not _goes_on(forward, node)]
    leaving = _closure(backward, ends)
    for node in _flow_nodes(process):
        if node not in leaving:
            yield at("dead-end", node, N_("From “%(name)s” no end can be reached."), None, "warning")


def _goes_on(forward: Ways, node: Node) -> bool:
    return any(container_of(target) is container_of(node) for target in forward.get(node, ()))


def beginnings(document: Document, container: Node) -> list[Node]:
    """Return where a process or sub-process begins: its start events, else whatever nothing leads to."""
    inside = [node for node in container if local(node) in FLOW_NODES]
    apart = [node for node in inside if local(node) in SUB_PROCESSES and flag(node, "triggeredByEvent")]
    if local(container) == "adHocSubProcess":
        return [node for node in inside if node.get("id") not in document.incoming and local(node) != "boundaryEvent"]
    starts = [node for node in inside if local(node) == "startEvent" or flag(node, "instantiate")]
    return apart + (starts or [node for node in inside if node not in apart and _begins(document, node)])


def _begins(document: Document, node: Node) -> bool:
    is_link = local(node) == "intermediateCatchEvent" and node.find(bpmn("linkEventDefinition")) is not None
    is_open = node.get("id") not in document.incoming and local(node) != "boundaryEvent"
    return is_open and not is_link and not flag(node, "isForCompensation")


def ways_on(document: Document, process: Node) -> Ways:
    """Map each element to those it can lead to: along flows, over edges, through links, into what it holds."""
    ways: Ways = {}
    for flow in process.iter(bpmn("sequenceFlow")):
        source, target = (document.find(flow, flow.get(end)) for end in ("sourceRef", "targetRef"))
        if source is not None and target is not None:
            ways.setdefault(source, []).append(target)
    for event in process.iter(bpmn("boundaryEvent")):
        host = document.find(event, event.get("attachedToRef"))
        if host is not None:
            ways.setdefault(host, []).append(event)
        ways.setdefault(event, []).extend(_handlers(document, event))
    for thrown, caught in links(process):
        ways.setdefault(thrown, []).append(caught)
    for holder in process.iter(*(bpmn(kind) for kind in SUB_PROCESSES)):
        ways.setdefault(holder, []).extend(beginnings(document, holder))
    return ways


def _handlers(document: Document, event: Node) -> list[Node]:
    joined = [a for a in document.all("association") if plain(a.get("sourceRef")) == event.get("id")]
    targets = [document.find(a, a.get("targetRef")) for a in joined]
    return [target for target in targets if target is not None and flag(target, "isForCompensation")]


def links(process: Node) -> list[tuple[Node, Node]]:
    """Return the pairs of link events, thrown and caught, at whatever depth."""
    ends = other_ends(process.iter(bpmn("linkEventDefinition")))
    return [(thrown.getparent(), end.getparent()) for thrown, end in ends.items() if end is not None]


def _flow_nodes(process: Node) -> Iterator[Node]:
    for node in process.iter(*(bpmn(kind) for kind in FLOW_NODES)):
        if local(container_of(node)) in CONTAINERS:
            yield node


def _closure(ways: Ways, begin: list[Node]) -> set[Node]:
    reached, todo = set(begin), list(begin)
    while todo:
        for target in ways.get(todo.pop(), ()):
            if target not in reached:
                reached.add(target)
                todo.append(target)
    return reached


RULES = (check_reachable, check_ends)
