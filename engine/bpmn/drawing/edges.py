"""How each kind of connection is drawn as a line."""

from itertools import pairwise
from math import atan2, degrees, dist

from engine.bpmn.drawing.pen import Pen, element, figure
from engine.bpmn.drawing.places import BIO, COLOURS, Edge, Point, colour
from engine.bpmn.read.document import Document, plain
from engine.bpmn.read.names import local
from engine.bpmn.read.node import Node

DATA = ("dataInputAssociation", "dataOutputAssociation")
MAIL = "M-10.5-7h21v14h-21zl10.5 7 10.5-7"


def draw_edge(pen: Pen, edge: Edge, document: Document) -> None:
    """Draw a line with what stands at its ends."""
    pen = pen.coloured(colour(edge.di, f"{COLOURS}border-color", f"{BIO}stroke"), None)
    if edge.tag == "messageFlow":
        _message_flow(pen, edge)
    elif edge.tag == "association" or edge.tag in DATA:
        _association(pen, edge)
    else:
        _sequence_flow(pen, edge, document)


def _sequence_flow(pen: Pen, edge: Edge, document: Document) -> None:
    pen.line(edge.points)
    _head(pen, "M-10-5L0 0L-10 5Z", edge.points[::-1], 1, fill=pen.ink)
    source = document.find(edge.node, edge.node.get("sourceRef"))
    if source is None:
        return
    if plain(source.get("default")) == edge.node.get("id") and not local(source).endswith("Event"):
        _head(pen, "M-6 6L-10-6", edge.points, 2)
    elif _is_conditional(edge.node) and not local(source).endswith(("Gateway", "Event")):
        _head(pen, "M-1 0L-9-4L-17 0L-9 4Z", edge.points, 2, fill=pen.paper)


def _is_conditional(flow: Node) -> bool:
    return any(local(one) == "conditionExpression" for one in flow)


def _message_flow(pen: Pen, edge: Edge) -> None:
    pen.line(edge.points, 1.5, stroke_dasharray="10 11")
    pen.circle(edge.points[0], 5.25, 1.5)
    _head(pen, "M-11.25-4.5L-.75 0L-11.25 4.5Z", edge.points[::-1], 1.5, fill=pen.paper)
    if edge.node.get("messageRef"):
        middle = _middle(edge.points)
        first = edge.di.get("messageVisibleKind") != "non_initiating"
        fill, stroke = (pen.paper, pen.ink) if first else (pen.ink, pen.paper)
        place = f"translate({figure(middle.x)} {figure(middle.y)})"
        pen.sheet.put(element("path", d=MAIL, fill=fill, stroke=stroke, stroke_width=1, transform=place))


def _association(pen: Pen, edge: Edge) -> None:
    pen.line(edge.points, 2, stroke_dasharray="0 5")
    said = "One" if edge.tag in DATA else edge.node.get("associationDirection")
    if said in ("One", "Both"):
        _head(pen, "M-10-5L0 0L-10 5", edge.points[::-1], 1.5)
    if said == "Both":
        _head(pen, "M-10-5L0 0L-10 5", edge.points, 1.5)


def _head(pen: Pen, course: str, points: tuple[Point, ...], stroke: float, **more: str) -> None:
    """Draw what stands at the first of some points, looking away from the next that is another one."""
    end = points[0]
    after = next((one for one in points if one != end), None)
    if after is not None:
        turn = degrees(atan2(end.y - after.y, end.x - after.x))
        place = f"translate({figure(end.x)} {figure(end.y)}) rotate({figure(turn)})"
        pen.path(course, stroke, transform=place, **more)


def _middle(points: tuple[Point, ...]) -> Point:
    """Return the point halfway along a line."""
    left = sum(map(dist, points, points[1:])) / 2
    for before, after in pairwise(points):
        far = dist(before, after)
        if far and left <= far:
            share = left / far
            return Point(before.x + (after.x - before.x) * share, before.y + (after.y - before.y) * share)
        left -= far
    return points[-1]
