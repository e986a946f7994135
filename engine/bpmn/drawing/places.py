"""Where elements stand, as the drawing in a file says: read with suspicion, for anybody may have written it.

What cannot be drawn has no place: a number that is none or beyond all measure, a shape of something that is not there.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from engine.bpmn.read.document import Document, plain
from engine.bpmn.read.names import id_of, is_true, local
from engine.bpmn.read.node import Node

DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DD = "{http://www.omg.org/spec/DD/20100524/DI}"
COLOURS = "{http://www.omg.org/spec/BPMN/non-normative/color/1.0}"
BIO = "{http://bpmn.io/schema/bpmn/biocolor/1.0}"
MOST = 50_000
"""How far from the corner anything may stand, and how long a side may be."""
MOST_POINTS = 200
CONTAINERS = frozenset(["subProcess", "transaction", "adHocSubProcess"])
_COLOUR = re.compile(r"#[0-9A-Fa-f]{3}(?:[0-9A-Fa-f]{3})?|[A-Za-z]{3,20}|rgb\( ?\d{1,3}, ?\d{1,3}, ?\d{1,3} ?\)")


class Point(NamedTuple):
    """A place on the plane."""

    x: float
    y: float


class Box(NamedTuple):
    """A rectangle on the plane."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return where it ends."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return where it ends below."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """Return the point in its middle."""
        return Point(self.x + self.width / 2, self.y + self.height / 2)


@dataclass(frozen=True, eq=False)
class Shape:
    """An element that is drawn as a shape."""

    node: Node
    di: Node
    box: Box
    is_many: bool = False

    @property
    def tag(self) -> str:
        """Return the tag of the element."""
        return local(self.node)

    @property
    def is_expanded(self) -> bool:
        """Tell whether a pool or a sub-process shows what is in it."""
        if self.tag == "participant":
            return bool(plain(self.node.get("processRef")))
        return self.tag in CONTAINERS and is_true(self.di.get("isExpanded"), default=False)

    @property
    def is_horizontal(self) -> bool:
        """Tell whether a pool or a lane lies; most programs say so only where it stands."""
        return is_true(self.di.get("isHorizontal"), default=True)

    @property
    def label(self) -> Box | None:
        """Return where its name stands, if the drawing says so."""
        return label_of(self.di)


@dataclass(frozen=True, eq=False)
class Edge:
    """An element that is drawn as a line."""

    node: Node
    di: Node
    points: tuple[Point, ...]

    @property
    def tag(self) -> str:
        """Return the tag of the element."""
        return local(self.node)


@dataclass(frozen=True)
class Places:
    """What stands on a diagram's plane: shapes and lines by the id of their element."""

    shapes: dict[str, Shape]
    edges: dict[str, Edge]


def places_of(document: Document) -> Places:
    """Return what the first plane of a file that has shapes shows; nothing that a folded sub-process hides."""
    for plane in document.root.iter(f"{DI}BPMNPlane"):
        shapes = {id_of(shape.node): shape for shape in reversed(list(_shapes(document, plane)))}
        if shapes:
            seen = {name: one for name, one in reversed(shapes.items()) if not _is_hidden(one.node, shapes)}
            edges = {id_of(edge.node): edge for edge in _edges(document, plane) if not _is_hidden(edge.node, shapes)}
            return Places(seen, edges)
    return Places({}, {})


def _shapes(document: Document, plane: Node) -> Iterator[Shape]:
    for di in plane.iterchildren(f"{DI}BPMNShape"):
        node, box = document.by_id.get(plain(di.get("bpmnElement"))), box_of(di.find(f"{DC}Bounds"))
        if node is not None and box is not None:
            data = document.find(node, node.get("dataObjectRef"))
            many = any(is_true(one.get("isCollection"), default=False) for one in (node, data) if one is not None)
            yield Shape(node, di, box, many)


def _edges(document: Document, plane: Node) -> Iterator[Edge]:
    for di in plane.iterchildren(f"{DI}BPMNEdge"):
        node = document.by_id.get(plain(di.get("bpmnElement")))
        points = [_point(one) for one in di.findall(f"{DD}waypoint")[:MOST_POINTS]]
        known = tuple(point for point in points if point is not None)
        if node is not None and len(known) == len(points) > 1:
            yield Edge(node, di, known)


def _is_hidden(node: Node, shapes: dict[str, Shape]) -> bool:
    around = (shapes.get(id_of(one)) for one in node.iterancestors() if local(one) in CONTAINERS)
    return any(one is not None and not one.is_expanded for one in around)


def label_of(di: Node) -> Box | None:
    """Return where the name of a shape or a line stands, if the drawing says so."""
    return box_of(di.find(f"{DI}BPMNLabel/{DC}Bounds"))


def box_of(bounds: Node | None) -> Box | None:
    """Return a rectangle of whole numbers; nothing where it cannot be drawn."""
    if bounds is None:
        return None
    sides = [_number(bounds.get(name)) for name in ("x", "y", "width", "height")]
    known = [math.floor(side + 0.5) for side in sides if side is not None]
    return Box(*known) if len(known) == len(sides) and min(known[2:]) > 0 else None


def _point(node: Node) -> Point | None:
    x, y = _number(node.get("x")), _number(node.get("y"))
    return None if x is None or y is None else Point(x, y)


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if math.isfinite(number) and abs(number) <= MOST else None


def colour(di: Node, *names: str) -> str | None:
    """Return a colour that a drawing gives an element, by the names that programs write it with."""
    said = next((value for name in names if (value := di.get(name)) is not None), "")
    return said if _COLOUR.fullmatch(said) else None
