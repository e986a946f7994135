"""What hints ask of a diagram: its flow nodes by container, with the flows that lead in and out."""

from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import Text
from engine.bpmn.check.standard.events import definitions
from engine.bpmn.check.standard.kinds import FLOW_NODES, SUB_PROCESSES
from engine.bpmn.check.standard.place import flag, label, nearest_id
from engine.bpmn.read.document import Document
from engine.bpmn.read.names import bpmn, id_of, local
from engine.bpmn.read.node import Node


def hint(rule: str, node: Node, msgid: str, **params: str) -> Finding:
    """Return a hint at a node; `%(name)s` in the message is what people call it."""
    text = Text(msgid, {"name": label(node), **params})
    return Finding(rule, text, "warning", element=nearest_id(node), line=node.sourceline)


def containers(document: Document) -> Iterator[Node]:
    """Yield the processes and sub-processes of a file."""
    return document.all("process", *sorted(SUB_PROCESSES))


def flow_nodes(container: Node) -> list[Node]:
    """Return what stands directly in a container."""
    return [node for node in container if local(node) in FLOW_NODES]


def ways_in(document: Document, node: Node) -> list[Node]:
    """Return the flows that lead to a node."""
    return document.incoming.get(id_of(node), [])


def ways_out(document: Document, node: Node) -> list[Node]:
    """Return the flows that lead on from a node."""
    return document.outgoing.get(id_of(node), [])


def is_conditional(flow: Node) -> bool:
    """Tell whether a flow has a condition."""
    return flow.find(bpmn("conditionExpression")) is not None


def triggers(document: Document, node: Node) -> list[str]:
    """Return what an event catches or throws."""
    return definitions(document, node)


def stands_apart(document: Document, node: Node, *links: str) -> bool:
    """Tell whether no flow is expected at a node: an event sub-process, a handler, or a link of one of these kinds."""
    return (
        flag(node, "triggeredByEvent")
        or flag(node, "isForCompensation")
        or (local(node) in links and triggers(document, node) == ["link"])
    )
