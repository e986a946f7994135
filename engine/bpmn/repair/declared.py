"""What elements refer to: declared where it is missing, and no longer listed where it cannot be meant."""

from engine.bpmn.read.mutable import MutableNode, new_node
from engine.bpmn.read.names import bpmn, id_of, local, plain
from engine.bpmn.repair.sheet import Sheet, remove

DECLARED = {
    "messageRef": ("message", "name"),
    "signalRef": ("signal", "name"),
    "errorRef": ("error", "errorCode"),
    "escalationRef": ("escalation", "escalationCode"),
    "itemSubjectRef": ("itemDefinition", "structureRef"),
    "itemRef": ("itemDefinition", "structureRef"),
}
LISTED = ("incoming", "outgoing", "flowNodeRef")
FLOW_LISTS = frozenset({"incoming", "outgoing"})
NO_NODES = frozenset({"process", "textAnnotation", "group", "association", "dataObject", "dataObjectReference", "lane"})
NAMING = ("messageEventDefinition", "sendTask", "receiveTask")


def declare(sheet: Sheet) -> None:
    """Declare the messages, signals, errors, escalations and items that are named and nowhere declared."""
    known = sheet.by_id()
    for node in [node for node in sheet.root.iter() if local(node)]:
        for name, (kind, called) in DECLARED.items():
            said = plain(node.get(name)) if ":" not in (node.get(name) or "") else ""
            if said and said not in known:
                known[said] = _declare(sheet, kind, said, {called: said})
    _drop_lost(sheet, known)


def _drop_lost(sheet: Sheet, known: dict[str, MutableNode]) -> None:
    """Take out of lists what is not in the file, or is no element that flows join."""
    for entry in sheet.all(*LISTED):
        meant = known.get(plain(entry.text))
        is_flow = meant is not None and local(meant) == "sequenceFlow"
        is_wrong = meant is not None and local(entry) not in FLOW_LISTS and (is_flow or local(meant) in NO_NODES)
        if meant is None or is_wrong or (local(entry) in FLOW_LISTS and not is_flow):
            remove(entry)
    for node in [node for node in sheet.root.iter() if local(node) and node.get("default") is not None]:
        if plain(node.get("default")) not in known:
            del node.attrib["default"]


def _declare(sheet: Sheet, kind: str, identifier: str, said: dict[str, str]) -> MutableNode:
    node = new_node(bpmn(kind), {"id": identifier, **said})
    first = next((child for child in sheet.root if local(child) and local(child) not in ("import", "extension")), None)
    place = len(sheet.root) if first is None else sheet.root.index(first)
    sheet.root.insert(place, node)
    sheet.taken.add(identifier)
    return node


def name_messages(sheet: Sheet) -> None:
    """Declare a message for each event and task that is about one and names none, called as the element is."""
    for node in sheet.all(*NAMING):
        holder = node.getparent() if local(node) == "messageEventDefinition" else node
        if node.get("messageRef") is None and node.find(bpmn("operationRef")) is None and not node.get("operationRef"):
            called = " ".join((holder.get("name") or "").split()) or holder.get("id") or "message"
            message = _declare(sheet, "message", sheet.new_id("message"), {"name": called})
            node.set("messageRef", id_of(message))
