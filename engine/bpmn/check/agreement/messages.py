"""Message flows and what stands at their ends: each is about a message, and both ends about the same one."""

from collections.abc import Iterator
from itertools import pairwise

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.agreement.weight import weighed
from engine.bpmn.check.standard.events import definition_nodes
from engine.bpmn.check.standard.kinds import EVENTS
from engine.bpmn.check.standard.place import at, label
from engine.bpmn.read.document import Document, references
from engine.bpmn.read.names import local
from engine.bpmn.read.node import Node

WRONG_WAY = {"sourceRef": ("receiveTask",), "targetRef": ("sendTask",)}


def check_flows(document: Document) -> Iterator[Finding]:
    """`message-flow`: at both ends of a message flow stands what is about its message."""
    for flow in document.all("messageFlow"):
        ends = [document.find(flow, flow.get(name)) for name in ("sourceRef", "targetRef")]
        if ends[0] is None or ends[1] is None:
            continue  # said by the rule on references
        for name, end in zip(("sourceRef", "targetRef"), ends, strict=True):
            if end is not None:
                yield from _check_end(document, flow, name, end)
        yield from _check_messages(document, flow, ends)


def _check_end(document: Document, flow: Node, name: str, end: Node) -> Iterator[Finding]:
    told = {"other": label(end)}
    if local(end) in WRONG_WAY[name]:
        message = N_("Message flow “%(name)s” goes the wrong way at “%(other)s”, which sends or receives.")
        yield at("message-flow", flow, message, told, "warning")
    elif local(end) in EVENTS and not definition_nodes(document, end):
        message = N_("Message flow “%(name)s” joins “%(other)s”, an event without a message.")
        yield weighed("message-flow", document, flow, message, told, end)
    elif local(end) in EVENTS and not flow.get("messageRef") and not _messages(document, end):
        message = N_("Neither message flow “%(name)s” nor its end “%(other)s” says which message it is.")
        yield weighed("message-flow", document, flow, message, told, end)


def _check_messages(document: Document, flow: Node, ends: "list[Node | None]") -> Iterator[Finding]:
    """Yield where a flow or one of its ends is about another message than the other end."""
    own = document.find(flow, flow.get("messageRef"))
    said = [[own]] if own is not None else []
    said += [found for end in ends if end is not None and (found := _messages(document, end))]
    for one, other in pairwise(said):
        if not any(_is_same(a, b) for a in one for b in other):
            message = N_("Message flow “%(name)s” joins what is about “%(one)s” with what is about “%(two)s”.")
            told = {"one": label(one[0]), "two": label(other[0])}
            yield weighed("message-flow", document, flow, message, told, *(end for end in ends if end is not None))
            return


def _messages(document: Document, end: Node) -> list[Node]:
    """Return the messages that an event or a task names, itself or by its operation."""
    found = []
    for node in (end, *(definition_nodes(document, end) if local(end) in EVENTS else ())):
        found.append(document.find(node, node.get("messageRef")))
        named = [node.get("operationRef"), *references(node, "operationRef")]
        operations = [document.find(node, one) for one in named]
        for operation in (one for one in operations if one is not None):
            for tag in ("inMessageRef", "outMessageRef"):
                found += [document.find(node, one) for one in references(operation, tag)]
    return [one for one in found if one is not None and local(one) == "message"]


def _is_same(one: Node, other: Node) -> bool:
    """Tell whether two messages are one: by id, or by the name under which they are sent and awaited."""
    return one is other or (bool(one.get("name")) and one.get("name") == other.get("name"))


RULES = (check_flows,)
