"""Data: inputs and outputs in their sets, and how many of them there are."""

from collections.abc import Iterator

from engine.base.errors import Finding, Severity
from engine.base.text import N_
from engine.bpmn.check.standard.kinds import EVENTS, SUB_PROCESSES
from engine.bpmn.check.standard.place import at
from engine.bpmn.read.document import Document, plain, references
from engine.bpmn.read.names import bpmn, id_of, local
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
            items = {id_of(node): node for node in holder.findall(bpmn(what))}
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


def check_joins(document: Document) -> Iterator[Finding]:
    """`data-association`: where several data come together, a transformation says how."""
    for node in document.all("dataInputAssociation", "dataOutputAssociation"):
        if len(references(node, "sourceRef")) > 1 and node.find(bpmn("transformation")) is None:
            yield at("data-association", node, N_("At “%(name)s” several data come together without a transformation."))


RULES = (check_sets, check_holders, check_joins)
