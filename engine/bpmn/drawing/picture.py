"""A whole diagram drawn: the picture, where each element stands on it, and its steps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.bpmn.drawing.edges import draw_edge
from engine.bpmn.drawing.labels import draw_label
from engine.bpmn.drawing.letters import outline
from engine.bpmn.drawing.pen import Pen, element, figure, rounded
from engine.bpmn.drawing.places import Box, Edge, Places, Shape, places_of
from engine.bpmn.drawing.shapes import EXTERNAL, diamond, draw_shape
from engine.bpmn.drawing.steps import Part, parts_of, written
from engine.bpmn.read.document import Document, plain
from engine.bpmn.read.names import local, text_of
from engine.bpmn.read.node import Node

MARGIN = 12
MOST = 4_000
"""Of more shapes and lines than these no picture is drawn: an editor shows a part of them."""
NAMESPACE = "http://www.w3.org/2000/svg"
FLOWS = ("sequenceFlow", "messageFlow", "association", "dataInputAssociation", "dataOutputAssociation")
BEHIND = ("participant", "lane")


@dataclass(frozen=True)
class Picture:
    """A diagram drawn. Without a drawing in its file there is no picture, and its steps are all that can be told."""

    svg: bytes
    view: Box
    boxes: Mapping[str, Box]
    outlines: Mapping[str, str]
    events: frozenset[str]
    frames: frozenset[str]
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """Return how many bytes it takes, about."""
        return len(self.svg) + 500 * len(self.outlines) + 300 * sum(len(part.steps) for part in self.parts)


def draw(document: Document, language: str) -> Picture:
    """Draw what a file's first drawing shows, its names in a language."""
    places = places_of(document)
    if len(places.shapes) + len(places.edges) > MOST:
        places = Places({}, {})
    pen = Pen()
    names = [box for box in _draw_all(pen, places, document, language) if box is not None]
    view = _view(places, names)
    return Picture(
        svg=_sheet(pen, view) if places.shapes else b"",
        view=view,
        boxes={name: shape.box for name, shape in places.shapes.items()},
        outlines=_outlines(places),
        events=frozenset(name for name, shape in places.shapes.items() if shape.tag.endswith("Event")),
        frames=frozenset(name for name, shape in places.shapes.items() if shape.tag in BEHIND),
        parts=parts_of(document, language),
    )


def note_to(text: str) -> bytes:
    """Return a picture that carries only a text: what stands where there is nothing to draw."""
    pen, view = Pen(), Box(0, 0, 260, 60)
    pen.name(text, view)
    return _sheet(pen, view)


def _outlines(places: Places) -> dict[str, str]:
    """Return the course around each shape and along each line, for whoever marks them on the picture."""
    around = {name: _around(shape) for name, shape in places.shapes.items()}
    return around | {name: rounded(edge.points) for name, edge in places.edges.items()}


def _around(shape: Shape) -> str:
    left, top, wide, high = map(figure, shape.box)
    if shape.tag.endswith("Gateway"):
        return diamond(shape.box)
    if shape.tag.endswith("Event"):
        across, down = figure(shape.box.width / 2), figure(shape.box.height / 2)
        half = f"a{across} {down} 0 0 1"
        return f"M{left} {figure(shape.box.middle.y)}{half} {wide} 0{half}-{wide} 0z"
    return f"M{left} {top}h{wide}v{high}h-{wide}z"


def _draw_all(pen: Pen, places: Places, document: Document, language: str) -> Iterator[Box | None]:
    """Draw shapes, then lines, then names: what is drawn later lies over what was drawn before."""
    for shape in sorted(places.shapes.values(), key=_layer):
        draw_shape(pen, shape, _said(document, shape.node, language))
    for edge in places.edges.values():
        if edge.tag in FLOWS:
            draw_edge(pen, edge, document)
    named: list[Shape | Edge] = [*places.shapes.values(), *places.edges.values()]
    for one in named:
        if isinstance(one, Edge) or one.tag in EXTERNAL:
            yield draw_label(pen, one, _said(document, one.node, language))


def _layer(shape: Shape) -> tuple[int, float]:
    """Pools lie lowest and lanes on them; of all else the larger below the smaller, which may stand in or on it."""
    level = BEHIND.index(shape.tag) if shape.tag in BEHIND else len(BEHIND)
    return level, -shape.box.width * shape.box.height


def _said(document: Document, node: Node, language: str) -> str:
    """Return what is written at an element; an annotation carries a text, and a group the value of a category."""
    if local(node) == "textAnnotation":
        return text_of(node, "text") or ""
    if local(node) == "group":
        value = document.by_id.get(plain(node.get("categoryValueRef")))
        return "" if value is None else (value.get("value") or "")
    return written(node, language)


def _view(places: Places, names: list[Box]) -> Box:
    """Return the rectangle around all that is drawn."""
    boxes = [*(shape.box for shape in places.shapes.values()), *names]
    points = [point for edge in places.edges.values() for point in edge.points]
    left = min([*(box.x for box in boxes), *(point.x for point in points)], default=0) - MARGIN
    top = min([*(box.y for box in boxes), *(point.y for point in points)], default=0) - MARGIN
    right = max([*(box.right for box in boxes), *(point.x for point in points)], default=0) + MARGIN
    bottom = max([*(box.bottom for box in boxes), *(point.y for point in points)], default=0) + MARGIN
    return Box(left, top, right - left, bottom - top)


def _sheet(pen: Pen, view: Box) -> bytes:
    letters = "".join(element("path", id=f"l{ord(one):x}", d=outline(one)) for one in sorted(pen.sheet.letters))
    content = element("defs", letters) if letters else ""
    content += element("g", "".join(pen.sheet.parts), stroke_linecap="round", stroke_linejoin="round")
    seen = " ".join(map(figure, view))
    return element("svg", content, xmlns=NAMESPACE, viewBox=seen, width=view.width, height=view.height).encode()
