"""How a process begins and ends: with start and end events there are no loose ends."""

from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.standard.kinds import FLOW_NODES, SUB_PROCESSES
from engine.bpmn.check.standard.place import at, flag
from engine.bpmn.read.document import Document
from engine.bpmn.read.names import bpmn, local
from engine.bpmn.read.node import Node


def check_loose_ends(document: Document) -> Iterator[Finding]:
    """`loose-end`: a start event goes with an end event, and every other element lies between.

    An ad-hoc sub-process needs no flows at all.
    """
    for container in document.all("process", "subProcess", "transaction", "choreography", "subChoreography"):
        inside = [node for node in container if local(node) in FLOW_NODES]
        starts = [node for node in inside if local(node) == "startEvent"]
        ends = [node for node in inside if local(node) == "endEvent"]
        if ends and not starts and not _begins_otherwise(inside):
            yield at("loose-end", container, N_("“%(name)s” has an end event but no start event."))
        if starts and not ends:
            yield at("loose-end", container, N_("“%(name)s” has a start event but no end event."))
        for node in inside:
            yield from _check_node(document, node, bool(starts), bool(ends))


def _begins_otherwise(inside: list[Node]) -> bool:
    return any(flag(node, "instantiate") for node in inside)


def _check_node(document: Document, node: Node, has_starts: bool, has_ends: bool) -> Iterator[Finding]:
    if _is_apart(node):
        return
    if has_starts and node.get("id") not in document.incoming and not _may_begin(node):
        yield at("loose-end", node, N_("Nothing leads to “%(name)s”, and it is no start event."))
    if has_ends and node.get("id") not in document.outgoing and not _may_end(node):
        yield at("loose-end", node, N_("Nothing follows “%(name)s”, and it is no end event."))


def _is_apart(node: Node) -> bool:
    return flag(node, "isForCompensation") or (local(node) in SUB_PROCESSES and flag(node, "triggeredByEvent"))


def _may_begin(node: Node) -> bool:
    is_link = local(node) == "intermediateCatchEvent" and node.find(bpmn("linkEventDefinition")) is not None
    return local(node) in ("startEvent", "boundaryEvent") or is_link or flag(node, "instantiate")


def _may_end(node: Node) -> bool:
    is_link = local(node) == "intermediateThrowEvent" and node.find(bpmn("linkEventDefinition")) is not None
    is_compensation = local(node) == "boundaryEvent" and node.find(bpmn("compensateEventDefinition")) is not None
    return local(node) == "endEvent" or is_link or is_compensation


RULES = (check_loose_ends,)
