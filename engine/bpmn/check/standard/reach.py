"""Which data an element can name: those of its own, and of the containers around it (BPMN 2.0, 10.4.1 and 10.4.2)."""

from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.standard.kinds import ACTIVITIES
from engine.bpmn.check.standard.place import at, label
from engine.bpmn.read.document import Document, references
from engine.bpmn.read.names import local
from engine.bpmn.read.node import Node

DRAWN = ("dataObject", "dataObjectReference", "dataStoreReference")
WITHIN = ("ioSpecification", "multiInstanceLoopCharacteristics")
"""What holds data for the element it stands in."""
OUT_OF_REACH = N_("“%(other)s” is out of reach of “%(name)s”.")


def check_associations(document: Document) -> Iterator[Finding]:
    """`data-association`: data comes from one place in reach, or is transformed, and goes to its element."""
    for node in document.all("dataInputAssociation", "dataOutputAssociation"):
        sources = [document.find(node, reference) for reference in references(node, "sourceRef")]
        targets = [document.find(node, reference) for reference in references(node, "targetRef")]
        outsides, insides = (sources, targets) if local(node) == "dataInputAssociation" else (targets, sources)
        for outside in outsides:
            if outside is not None and not _is_in_reach(document, node, outside):
                yield at("data-association", node.getparent(), OUT_OF_REACH, {"other": label(outside)})
        for inside in insides:
            if inside is not None and not _belongs(document, node, inside):
                message = N_("A data association of “%(name)s” leads to “%(other)s”, which is not its own.")
                yield at("data-association", node.getparent(), message, {"other": label(inside)})


def check_turns(document: Document) -> Iterator[Finding]:
    """`data-association`: what a multi-instance activity runs over, and collects into, is in its reach."""
    for loop in document.all("multiInstanceLoopCharacteristics"):
        named = [one for tag in ("loopDataInputRef", "loopDataOutputRef") for one in references(loop, tag)]
        for data in (document.find(loop, reference) for reference in named):
            if data is not None and not _is_in_reach(document, loop, data):
                yield at("data-association", loop.getparent(), OUT_OF_REACH, {"other": label(data)})


def _is_in_reach(document: Document, node: Node, data: Node) -> bool:
    """Tell whether data are of an element around a node; a data object that is referred to is so as well."""
    if not any(ancestor is _owner(data) for ancestor in node.iterancestors()):
        return False
    means = document.find(data, data.get("dataObjectRef"))
    return means is None or means is data or _is_in_reach(document, data, means)


def _owner(data: Node) -> Node:
    """Return the element or container that data are of."""
    holder = data.getparent()
    while local(holder) in WITHIN:
        holder = holder.getparent()
    return holder


def _belongs(document: Document, node: Node, inside: Node) -> bool:
    owner = node.getparent()
    if local(inside) in DRAWN:  # editors draw an association without a data input of its own
        return local(owner) in ACTIVITIES and _is_in_reach(document, node, inside)
    return any(ancestor is owner for ancestor in inside.iterancestors())


RULES = (check_associations, check_turns)
