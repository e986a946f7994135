"""The structure of a file: parts in the standard's order, without attributes and texts that it does not know."""

from engine.bpmn.read.mutable import MutableNode, new_node
from engine.bpmn.read.names import bpmn, local
from engine.bpmn.repair.grammar import Kind, kind
from engine.bpmn.repair.sheet import Sheet, remove

ALSO = frozenset({"id", "name"})
SETS = ("inputSet", "outputSet")
NAMESPACE = "http://bpmn.io/schema/bpmn"


def put_in_order(sheet: Sheet) -> None:
    """Put the parts of each element into the standard's order, and leave out what it has no place for."""
    if sheet.root.get("targetNamespace") is None:
        sheet.root.set("targetNamespace", NAMESPACE)
    for flow in sheet.all("messageFlow"):
        if not (flow.get("sourceRef") and flow.get("targetRef")):
            remove(flow)
    for node in [node for node in sheet.root.iter() if local(node)]:
        known = kind(local(node))
        if known is not None and known.parts:
            _sort(node, known)
            _drop_attributes(node, known)
        if local(node) == "ioSpecification":
            _complete_sets(node)
        if local(node) == "extensionElements" or (known is not None and len(node) and not _holds_text(node)):
            _drop_text(node)


def _sort(node: MutableNode, known: Kind) -> None:
    children = list(node)
    places = [known.place(c.tag.rpartition("}")[2]) if isinstance(c.tag, str) else -1 for c in children]
    for number, place in enumerate(places):  # a comment stays before what follows it
        if place < 0:
            places[number] = next((one for one in places[number:] if one >= 0), 0)
    if places != sorted(places):
        node[:] = [child for _, child in sorted(zip(places, children, strict=True), key=lambda pair: pair[0])]


def _drop_attributes(node: MutableNode, known: Kind) -> None:
    for name in [name for name in node.attrib if not name.startswith("{")]:
        if name not in known.attributes | ALSO:
            del node.attrib[name]


def _complete_sets(node: MutableNode) -> None:
    for name in SETS:
        if node.find(bpmn(name)) is None:
            place = next((i for i, c in enumerate(node) if local(c) == "outputSet"), len(node))
            node.insert(place if name == "inputSet" else len(node), new_node(bpmn(name)))


def _holds_text(node: MutableNode) -> bool:
    return local(node) in ("documentation", "text", "script") or local(node).endswith("xpression")


def _drop_text(node: MutableNode) -> None:
    if (node.text or "").strip():
        node.text = None
    for child in node:
        if (child.tail or "").strip():
            child.tail = None
