"""Data: inputs and outputs in their sets, associations between things in reach of each other."""

from collections.abc import Iterator

from engine.base.errors import Finding, Severity
from engine.base.text import N_
from engine.bpmn.check.standard.kinds import ACTIVITIES, EVENTS, SUB_PROCESSES
from engine.bpmn.check.standard.place import at, label
from engine.bpmn.read.document import Document, plain, references
from engine.bpmn.read.names import bpmn, local
from engine.bpmn.read.node import Node

# (what, the set it belongs to, the set's list of all, and the lists that pick from it)
SIDES = (
    ("dataInput", "inputSet", "dataInputRefs", ("optionalInputRefs", "whileExecutingInputRefs")),
    ("dataOutput", "outputSet", "dataOutputRefs", ("optionalOutputRefs", "whileExecutingOutputRefs")),
)
# (a set, the list in which it names sets of the other side, the other side)
PAIRED = (("inputSet", "outputSetRefs", "outputSet"), ("outputSet", "inputSetRefs", "inputSet"))


def check_sets(document: Document) -> Iterator[Finding]:
    """`data-set`: each data input is in an input set of its own element, each output in an output set."""
    for holder in document.all("ioSpecification", *sorted(EVENTS)):
        yield from _check_pairs(holder)
        for what, kind, everything, picked in SIDES:
            if local(holder) in EVENTS and holder.find(bpmn(kind)) is None:
                continue  # an event's data need no set
            items = {node.get("id"): node for node in holder.findall(bpmn(what))}
            used: set[str] = set()
            for group in holder.findall(bpmn(kind)):
                listed = {plain(reference) for reference in references(group, everything)}
                used |= listed
                yield from _check_group(group, listed, items, picked)
            for identifier in items.keys() - used:
                message = N_("“%(other)s” of “%(name)s” is in no %(set)s.")
                yield at("data-set", _owner(holder), message, {"other": identifier, "set": kind})


def _owner(holder: Node) -> Node:
    return holder if local(holder) in EVENTS else holder.getparent()


def _check_pairs(holder: Node) -> Iterator[Finding]:
    for kind, named, other in PAIRED:
        own = {node.get("id") for node in holder.findall(bpmn(other))}
        for group in holder.findall(bpmn(kind)):
            for foreign in sorted({plain(reference) for reference in references(group, named)} - own):
                message = N_("“%(name)s” lists “%(other)s”, which is not of the same element.")
                yield at("data-set", group, message, {"other": foreign})


def _check_group(group: Node, listed: set[str], items: dict[str, Node], picked: tuple[str, ...]) -> Iterator[Finding]:
    for foreign in sorted(listed - items.keys()):
        yield at(
            "data-set", group, N_("“%(name)s” lists “%(other)s”, which is not of the same element."), {"other": foreign}
        )
    for tag in picked:
        for extra in sorted({plain(reference) for reference in references(group, tag)} - listed):
            message = N_("“%(name)s” names “%(other)s” as %(what)s without listing it.")
            yield at("data-set", group, message, {"other": extra, "what": tag})


def check_holders(document: Document) -> Iterator[Finding]:
    """`data-holder`: an embedded sub-process has no data inputs or outputs; send and receive tasks have at most one."""
    for holder in document.all("ioSpecification"):
        node = holder.getparent()
        counts = {
            kind: len(holder.findall(bpmn(kind))) for kind in ("dataInput", "dataOutput", "inputSet", "outputSet")
        }
        if local(node) in SUB_PROCESSES and node.find(bpmn("multiInstanceLoopCharacteristics")) is None:
            yield at(
                "data-holder",
                node,
                N_("Sub-process “%(name)s” may have no data inputs or outputs; it sees the data around it."),
            )
        limits = {"sendTask": ("dataInput", "inputSet"), "receiveTask": ("dataOutput", "outputSet")}
        for kind in limits.get(local(node), ()):
            if counts[kind] > 1:
                message = N_("“%(name)s” may have only one %(kind)s; it has %(count)s.")
                severity: Severity = "warning" if kind.startswith("data") else "error"
                yield at("data-holder", node, message, {"kind": kind, "count": counts[kind]}, severity)
        if local(node) == "serviceTask" and (counts["inputSet"] > 1 or counts["outputSet"] > 1):
            yield at("data-holder", node, N_("Service task “%(name)s” may have only one input set and one output set."))


def check_associations(document: Document) -> Iterator[Finding]:
    """`data-association`: data comes from one place in reach, or is transformed, and goes to its element."""
    for node in document.all("dataInputAssociation", "dataOutputAssociation"):
        sources = [document.find(node, reference) for reference in references(node, "sourceRef")]
        targets = [document.find(node, reference) for reference in references(node, "targetRef")]
        if len(sources) > 1 and node.find(bpmn("transformation")) is None:
            yield at("data-association", node, N_("At “%(name)s” several data come together without a transformation."))
        is_input = local(node) == "dataInputAssociation"
        for outside in sources if is_input else targets:
            if outside is not None and not _is_in_reach(node, outside):
                message = N_("“%(other)s” is out of reach of “%(name)s”.")
                yield at("data-association", node.getparent(), message, {"other": label(outside)})
        for inside in targets if is_input else sources:
            if inside is not None and not _belongs(node.getparent(), inside):
                message = N_("A data association of “%(name)s” leads to “%(other)s”, which is not its own.")
                yield at("data-association", node.getparent(), message, {"other": label(inside)})


def _is_in_reach(node: Node, outside: Node) -> bool:
    """Tell whether something stands in a container around a node, or belongs to one."""
    if local(outside) in ("dataInput", "dataOutput", "property"):
        return True
    return any(ancestor is outside.getparent() for ancestor in node.iterancestors())


def _belongs(owner: Node, inside: Node) -> bool:
    if local(inside) in ("dataObject", "dataObjectReference", "dataStoreReference"):
        return local(owner) in ACTIVITIES  # editors draw an association without a data input of its own
    return any(ancestor is owner for ancestor in inside.iterancestors())


RULES = (check_sets, check_holders, check_associations)
