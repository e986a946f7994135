"""A diagram while it is being mended: its tree, its ids, and its drawing."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from engine.bpmn.read.diagram import CONTAINERS, FLOW_NODES
from engine.bpmn.read.names import bpmn, local, plain

DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DD = "http://www.omg.org/spec/DD/20100524/DI"
GAP = 60
EVENT = 36
HOLDERS = (*CONTAINERS, "choreography", "subChoreography")


class Sheet:
    """The tree, changed in place; new elements get ids that nothing else has."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.taken = {node.get("id") for node in root.iter() if isinstance(node.tag, str) and node.get("id")}

    def all(self, *kinds: str) -> Iterator[Any]:
        """Yield the BPMN elements of some kinds in document order, from a list: they may be changed meanwhile."""
        yield from [node for node in self.root.iter() if local(node) in kinds]

    def by_id(self) -> dict[str, Any]:
        """Map each id to its BPMN element, the first one where it stands twice."""
        found: dict[str, Any] = {}
        for node in self.root.iter():
            if local(node) and node.get("id"):
                found.setdefault(node.get("id"), node)
        return found

    def new_id(self, base: str) -> str:
        """Return an id that begins with a word and is not taken."""
        number, found = 1, f"{base}_1"
        while found in self.taken:
            number, found = number + 1, f"{base}_{number + 1}"
        self.taken.add(found)
        return found

    def add(self, holder: Any, kind: str, **attributes: str) -> Any:
        """Add an element of the process after the last one of a container, before what stands after them."""
        node = etree.Element(bpmn(kind), {"id": self.new_id(kind), **attributes})
        inside = [child for child in holder if local(child) in FLOW_NODES | {"sequenceFlow"}]
        place = holder.index(inside[-1]) + 1 if inside else len(holder)
        holder.insert(place, node)
        return node

    def join(self, holder: Any, source: Any, target: Any) -> Any:
        """Draw a sequence flow between two elements, in their lists too where the container writes lists."""
        flow = self.add(holder, "sequenceFlow", sourceRef=source.get("id"), targetRef=target.get("id"))
        if holder.find(f"*/{bpmn('outgoing')}") is not None:
            list_flow(source, "outgoing", flow.get("id"))
        if holder.find(f"*/{bpmn('incoming')}") is not None:
            list_flow(target, "incoming", flow.get("id"))
        return flow

    def shape_of(self, identifier: str) -> Any:
        """Return the drawn shape or edge of an element, or None."""
        shapes = self.root.iter(f"{{{DI}}}BPMNShape", f"{{{DI}}}BPMNEdge")
        return next((one for one in shapes if plain(one.get("bpmnElement")) == identifier), None)

    def draw_beside(self, node: Any, other: Any, flow: Any, *, is_after: bool) -> None:
        """Draw a new event beside an element, joined to it; nothing where that is not drawn."""
        shape = self.shape_of(other.get("id"))
        box = None if shape is None else shape.find(f"{{{DC}}}Bounds")
        if box is None:
            return
        x, y, width, height = (_number(box.get(name)) for name in ("x", "y", "width", "height"))
        middle = y + height / 2
        left = x + width + GAP if is_after else x - GAP - EVENT
        plane = shape.getparent()
        drawn = etree.SubElement(plane, f"{{{DI}}}BPMNShape", id=self.new_id("shape"), bpmnElement=node.get("id"))
        etree.SubElement(drawn, f"{{{DC}}}Bounds", x=_text(left), y=_text(middle - EVENT / 2), width="36", height="36")
        ends = (x + width, left) if is_after else (left + EVENT, x)
        edge = etree.SubElement(plane, f"{{{DI}}}BPMNEdge", id=self.new_id("edge"), bpmnElement=flow.get("id"))
        for end in ends:
            etree.SubElement(edge, f"{{{DD}}}waypoint", x=_text(end), y=_text(middle))


def list_flow(node: Any, tag: str, identifier: str) -> None:
    """Write a flow into one of an element's lists, where the standard has them: after its notes, incoming first."""
    before = {"documentation", "extensionElements", "auditing", "monitoring", "categoryValueRef", "incoming"}
    before |= {"outgoing"} if tag == "outgoing" else set()
    place = sum(1 for child in node if local(child) in before)
    entry = etree.Element(bpmn(tag))
    entry.text = identifier
    node.insert(place, entry)


def remove(node: Any) -> None:
    """Take an element out of its parent."""
    node.getparent().remove(node)


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def _text(number: float) -> str:
    return f"{number:g}"
