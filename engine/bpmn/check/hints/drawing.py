"""Hints on the drawing itself: every element has its place, and no two lie on each other."""

from collections.abc import Iterator
from itertools import combinations

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.hints.drawn import containers, flow_nodes, hint
from engine.bpmn.check.standard.kinds import ACTIVITIES, EVENTS, GATEWAYS, SUB_PROCESSES
from engine.bpmn.check.standard.place import label
from engine.bpmn.read.document import Document, plain
from engine.bpmn.read.names import id_of, is_true, local
from engine.bpmn.read.node import Node

DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
BOUNDS = "{http://www.omg.org/spec/DD/20100524/DC}Bounds"
UNPLACED = N_("“%(name)s” has no place on the drawing.")
PLACED = ("participant", "messageFlow", "lane", "group", "dataStoreReference", "dataObjectReference")
MANY = 400
"""In a container of more elements nothing is said of what lies on what."""
SIZES: tuple[tuple[frozenset[str], tuple[float, float]], ...] = (
    (ACTIVITIES, (100, 80)),
    (GATEWAYS, (50, 50)),
    (EVENTS, (36, 36)),
    (frozenset({"dataObjectReference"}), (36, 50)),
    (frozenset({"dataStoreReference"}), (50, 50)),
)
POOL = 60
"""How high, or wide where it stands, a pool is drawn that shows nothing of what is in it."""
CLOSE = 0.01
Box = tuple[float, float, float, float]


def check_places(document: Document) -> Iterator[Finding]:
    """`no-bpmndi`: every element and flow has its place on the drawing."""
    drawn = {plain(node.get("bpmnElement")) for node in document.root.iter(f"{DI}BPMNShape", f"{DI}BPMNEdge")}
    for container in containers(document):
        for node in (*flow_nodes(container), *(one for one in container if local(one) == "sequenceFlow")):
            if node.get("id") not in drawn:
                yield hint("no-bpmndi", node, UNPLACED)
    for node in document.all(*PLACED):
        if node.get("id") not in drawn:
            yield hint("no-bpmndi", node, UNPLACED)


def check_overlaps(document: Document) -> Iterator[Finding]:
    """`no-overlapping-elements`: no two elements of a container touch, nor two pools; an event may lie on its host."""
    boxes = {plain(shape.get("bpmnElement")): _box(shape) for shape in document.root.iter(f"{DI}BPMNShape")}
    for inside in (*map(flow_nodes, containers(document)), list(document.all("participant"))):
        placed = [(node, box) for node in inside if (box := boxes.get(id_of(node))) is not None]
        on: dict[Node, Node] = {}
        for (first, one), (second, other) in combinations(placed[:MANY], 2):
            if _touch(one, other) and not (_is_host(first, second) or _is_host(second, first)):
                on.setdefault(first, second)
                on.setdefault(second, first)
        for node, beside in on.items():
            yield hint("no-overlapping-elements", node, N_("“%(name)s” lies on “%(other)s”."), other=label(beside))


def check_sizes(document: Document) -> Iterator[Finding]:
    """`standard-size`: a shape is as large as editors draw its kind; what grows with what it holds is left alone."""
    for shape in document.root.iter(f"{DI}BPMNShape"):
        node, box = document.by_id.get(plain(shape.get("bpmnElement"))), _box(shape)
        if node is None or box is None:
            continue
        wanted = _size(node, shape)
        found = box[2] - box[0], box[3] - box[1]
        if any(side is not None and abs(side - is_) > CLOSE for side, is_ in zip(wanted, found, strict=True)):
            size = " × ".join("–" if side is None else f"{side:g}" for side in wanted)
            yield hint("standard-size", node, N_("“%(name)s” is not of the usual size (%(size)s)."), size=size)


def _size(node: Node, shape: Node) -> tuple[float | None, float | None]:
    """Return the usual width and height of a shape, None where a side may be of any length."""
    kind = local(node)
    if kind == "participant":
        lies = is_true(shape.get("isHorizontal"), default=True)
        empty = not plain(node.get("processRef"))
        return (None, None) if not empty else (None, POOL) if lies else (POOL, None)
    if kind in SUB_PROCESSES and is_true(shape.get("isExpanded"), default=False):
        return None, None
    return next((size for kinds, size in SIZES if kind in kinds), (None, None))


def _is_host(activity: Node, event: Node) -> bool:
    return event.get("attachedToRef") is not None and plain(event.get("attachedToRef")) == activity.get("id")


def _box(shape: Node) -> Box | None:
    bounds = shape.find(BOUNDS)
    if bounds is None:
        return None
    try:
        x, y, width, height = (float(bounds.get(name, "")) for name in ("x", "y", "width", "height"))
    except ValueError:
        return None
    return x, y, x + width, y + height


def _touch(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


RULES = (check_places, check_overlaps, check_sizes)
