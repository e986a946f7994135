"""A diagram while it is being mended: its tree, its ids, and its drawing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from engine.bpmn.read.diagram import CONTAINERS, FLOW_NODES
from engine.bpmn.read.mutable import MutableNode, add_node, new_node
from engine.bpmn.read.names import bpmn, id_of, local, plain

DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DD = "http://www.omg.org/spec/DD/20100524/DI"
GAP = 60
EVENT = 36
HOLDERS = (*CONTAINERS, "choreography", "subChoreography")


class Sheet:
    """The tree, changed in place; new elements get ids that nothing else has."""

    def __init__(self, root: MutableNode) -> None:
        self.root = root
        self.taken = {node.get("id") for node in root.iter() if isinstance(node.tag, str) and node.get("id")}
        self._numbers: dict[str, int] = {}
        self._last: dict[MutableNode, MutableNode] = {}

    def all(self, *kinds: str) -> Iterator[MutableNode]:
        """Yield the BPMN elements of some kinds in document order, from a list: they may be changed meanwhile."""
        yield from [node for node in self.root.iter() if local(node) in kinds]

    def by_id(self) -> dict[str, MutableNode]:
        """Map each id to its BPMN element, the first one where it stands twice."""
        found: dict[str, MutableNode] = {}
        for node in self.root.iter():
            if local(node) and (name := node.get("id")):
                found.setdefault(name, node)
        return found

    def new_id(self, base: str) -> str:
        """Return an id that begins with a word and is not taken."""
        number = self._numbers.get(base, 0) + 1
        while f"{base}_{number}" in self.taken:
            number += 1
        self._numbers[base] = number
        self.taken.add(f"{base}_{number}")
        return f"{base}_{number}"

    def add(self, holder: MutableNode, kind: str, **attributes: str) -> MutableNode:
        """Add an element of the process after the last one of a container, before what stands after them."""
        node = new_node(bpmn(kind), {"id": self.new_id(kind), **attributes})
        last = self._last_in(holder)
        if last is None:
            holder.append(node)
        else:
            last.addnext(node)
        self._last[holder] = node
        return node

    def _last_in(self, holder: MutableNode) -> MutableNode | None:
        """Return the last element of a process in a container: what was added last, while it is still there."""
        last = self._last.get(holder)
        if last is not None and last.getparent() is holder:
            return last
        return next((child for child in reversed(holder) if local(child) in FLOW_NODES | {"sequenceFlow"}), None)

    def join(self, holder: MutableNode, source: MutableNode, target: MutableNode, lists: frozenset[str]) -> MutableNode:
        """Draw a sequence flow between two elements, in those of their lists too that the container writes."""
        flow = self.add(holder, "sequenceFlow", sourceRef=id_of(source), targetRef=id_of(target))
        for node, tag in ((source, "outgoing"), (target, "incoming")):
            if tag in lists:
                list_flow(node, tag, id_of(flow))
        return flow

    @cached_property
    def _shapes(self) -> dict[str, MutableNode]:
        """The drawn shapes and edges, by what they draw; of two that draw the same, the first."""
        found: dict[str, MutableNode] = {}
        for one in self.root.iter(f"{{{DI}}}BPMNShape", f"{{{DI}}}BPMNEdge"):
            found.setdefault(plain(one.get("bpmnElement")), one)
        return found

    def shape_of(self, identifier: str) -> MutableNode | None:
        """Return the drawn shape or edge of an element, or None."""
        return self._shapes.get(identifier) if identifier else None

    def erase(self, identifier: str) -> None:
        """Take the drawn shape or edge of an element away, where it has one."""
        drawn = self._shapes.pop(identifier, None) if identifier else None
        if drawn is not None:
            remove(drawn)

    def draw_beside(self, node: MutableNode, other: MutableNode, flow: MutableNode, *, is_after: bool) -> None:
        """Draw a new event beside an element, joined to it; nothing where that is not drawn."""
        shape = self.shape_of(id_of(other))
        box = None if shape is None else shape.find(f"{{{DC}}}Bounds")
        if shape is None or box is None:
            return
        x, y, width, height = (_number(box.get(name)) for name in ("x", "y", "width", "height"))
        middle = y + height / 2
        left = x + width + GAP if is_after else x - GAP - EVENT
        plane = shape.getparent()
        drawn = add_node(plane, f"{{{DI}}}BPMNShape", id=self.new_id("shape"), bpmnElement=node.get("id"))
        add_node(drawn, f"{{{DC}}}Bounds", x=_text(left), y=_text(middle - EVENT / 2), width="36", height="36")
        ends = (x + width, left) if is_after else (left + EVENT, x)
        edge = add_node(plane, f"{{{DI}}}BPMNEdge", id=self.new_id("edge"), bpmnElement=flow.get("id"))
        for end in ends:
            add_node(edge, f"{{{DD}}}waypoint", x=_text(end), y=_text(middle))


def by_attribute(nodes: Iterable[MutableNode], name: str) -> dict[str, list[MutableNode]]:
    """Return elements by what an attribute of each says, in their order."""
    found: dict[str, list[MutableNode]] = defaultdict(list)
    for node in nodes:
        found[plain(node.get(name))].append(node)
    return found


def by_text(nodes: Iterable[MutableNode]) -> dict[str, list[MutableNode]]:
    """Return elements by the id that each names as its text, in their order."""
    found: dict[str, list[MutableNode]] = defaultdict(list)
    for node in nodes:
        found[plain(node.text)].append(node)
    return found


def list_flow(node: MutableNode, tag: str, identifier: str) -> None:
    """Write a flow into one of an element's lists, where the standard has them: after its notes, incoming first."""
    before = {"documentation", "extensionElements", "auditing", "monitoring", "categoryValueRef", "incoming"}
    before |= {"outgoing"} if tag == "outgoing" else set()
    place = sum(1 for child in node if local(child) in before)
    entry = new_node(bpmn(tag))
    entry.text = identifier
    node.insert(place, entry)


def remove(node: MutableNode) -> None:
    """Take an element out of its parent."""
    node.getparent().remove(node)


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def _text(number: float) -> str:
    return f"{number:g}"
