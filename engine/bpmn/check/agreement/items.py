"""Data that are moved or taken are of one kind at both ends."""

from collections.abc import Iterator, Sequence

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.agreement.kinds import Kind, kind_by, kind_of
from engine.bpmn.check.agreement.weight import weighed
from engine.bpmn.check.standard.events import definition_nodes
from engine.bpmn.check.standard.kinds import CATCHING, EVENTS
from engine.bpmn.check.standard.place import flag, label
from engine.bpmn.read.document import Document, references
from engine.bpmn.read.names import bpmn, local
from engine.bpmn.read.node import Node

# What an event definition names, and where that says what it carries.
CARRIED = {
    "messageEventDefinition": ("messageRef", "itemRef"),
    "signalEventDefinition": ("signalRef", "structureRef"),
    "errorEventDefinition": ("errorRef", "structureRef"),
    "escalationEventDefinition": ("escalationRef", "structureRef"),
}
Carried = list[tuple[Node, Kind | None]]


def check_associations(document: Document) -> Iterator[Finding]:
    """`data-kind`: a data association without a transformation joins things of one kind."""
    for node in document.all("dataInputAssociation", "dataOutputAssociation"):
        if node.find(bpmn("transformation")) is not None or node.find(bpmn("assignment")) is not None:
            continue
        ends = [document.find(node, one) for tag in ("sourceRef", "targetRef") for one in references(node, tag)]
        kinds = [kind_of(document, end) for end in ends if end is not None]
        if len(kinds) == 2 and kinds[0] and kinds[1] and not kinds[0].agrees(kinds[1]):
            message = N_("The data association of “%(name)s” joins things of different kinds: %(one)s and %(two)s.")
            told = {"one": kinds[0].id, "two": kinds[1].id}
            yield weighed("data-kind", document, node.getparent(), message, told)


def check_events(document: Document) -> Iterator[Finding]:
    """`data-kind`: what an event takes or gives is of the kind that what it names carries."""
    for event in document.all(*sorted(EVENTS)):
        tag = "dataOutput" if local(event) in CATCHING else "dataInput"
        yield from _compare(document, event, event.findall(bpmn(tag)), _carried(document, event))


def _carried(document: Document, event: Node) -> Carried:
    found = []
    for definition in definition_nodes(document, event):
        names, says = CARRIED.get(local(definition), ("", ""))
        carrier = document.find(definition, definition.get(names)) if names else None
        if carrier is not None:
            found.append((carrier, kind_by(document, carrier, says)))
    return found


def check_tasks(document: Document) -> Iterator[Finding]:
    """`data-kind`: what a task sends or receives is of the kind that its message carries."""
    for task in document.all("sendTask", "receiveTask", "serviceTask"):
        held = task.find(bpmn("ioSpecification"))
        for tag, message in _messages(document, task) if held is not None else ():
            data = held.findall(bpmn(tag)) if held is not None else []
            if message is not None:
                yield from _compare(document, task, data, [(message, kind_by(document, message, "itemRef"))])


def _messages(document: Document, task: Node) -> Iterator[tuple[str, Node | None]]:
    """Yield what a task takes in or gives out by a message, each with the message."""
    if local(task) != "serviceTask":
        tag = "dataInput" if local(task) == "sendTask" else "dataOutput"
        yield tag, document.find(task, task.get("messageRef"))
        return
    operation = document.find(task, task.get("operationRef"))
    for tag, name in (("dataInput", "inMessageRef"), ("dataOutput", "outMessageRef")):
        for reference in references(operation, name) if operation is not None else ():
            yield tag, document.find(operation, reference) if operation is not None else None


def _compare(document: Document, owner: Node, data: Sequence[Node], carried: Carried) -> Iterator[Finding]:
    if len(data) != len(carried):
        return  # which belongs to which cannot be told
    for one, (carrier, wanted) in zip(data, carried, strict=True):
        kind = kind_of(document, one)
        if kind is not None and wanted is not None and not kind.agrees(wanted):
            message = N_("“%(other)s” of “%(name)s” is of kind %(one)s; what “%(carrier)s” carries is of kind %(two)s.")
            told = {"other": label(one), "carrier": label(carrier), "one": kind.id, "two": wanted.id}
            yield weighed("data-kind", document, owner, message, told)


def check_collections(document: Document) -> Iterator[Finding]:
    """`data-collection`: data that names its kind is a collection exactly if that kind is."""
    for node in document.all("dataObject", "dataInput", "dataOutput"):
        kind = kind_of(document, node)
        item = document.find(node, node.get("itemSubjectRef"))
        if kind is None or item is None or kind.is_collection == flag(node, "isCollection"):
            continue
        if node.get("isCollection") is not None:
            message = N_("“%(name)s” and its kind “%(other)s” do not agree on whether it is a collection.")
            yield weighed("data-collection", document, node, message, {"other": label(item)})


def check_turns(document: Document) -> Iterator[Finding]:
    """`data-collection`: what a multi-instance activity takes its turns from is a collection."""
    for loop in document.all("multiInstanceLoopCharacteristics"):
        for reference in references(loop, "loopDataInputRef"):
            data = document.find(loop, reference)
            if data is not None and _is_single(document, data):
                message = N_("“%(name)s” takes its turns from “%(other)s”, which is no collection.")
                yield weighed("data-collection", document, loop.getparent(), message, {"other": label(data)})


def _is_single(document: Document, data: Node) -> bool:
    """Tell whether data say of themselves, or by their kind, that they are one thing."""
    kind = kind_of(document, data)
    item = document.find(data, data.get("itemSubjectRef"))
    said = data.get("isCollection") or (item.get("isCollection") if item is not None else None)
    return said is not None and not flag(data, "isCollection") and not (kind is not None and kind.is_collection)


RULES = (check_associations, check_events, check_tasks, check_collections, check_turns)
