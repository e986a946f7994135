"""How each kind of element is drawn as a shape (BPMN 2.0.2, §7 to §10)."""

from collections.abc import Callable

from engine.bpmn.drawing import signs
from engine.bpmn.drawing.pen import Pen, Setting, figure
from engine.bpmn.drawing.places import BIO, COLOURS, CONTAINERS, Box, Point, Shape, colour
from engine.bpmn.read.names import is_true, local
from engine.bpmn.read.node import Node

CORNER = 10
HEAD = 30
"""How wide the strip of a pool or a lane is that carries its name."""
PAD = 7
SOLID = 0.95
THIN = 3
"""How far the second line of an event, or of a transaction, runs within the first."""
DASHES = "6"
FOOT = 13
STEP = 18
Draw = Callable[[Pen, Shape, str], None]


def draw_shape(pen: Pen, shape: Shape, name: str) -> None:
    """Draw a shape with what stands in it; names that stand beside it are drawn last, over all shapes."""
    ink = colour(shape.di, f"{COLOURS}border-color", f"{BIO}stroke")
    paper = colour(shape.di, f"{COLOURS}background-color", f"{BIO}fill")
    KINDS.get(shape.tag, _activity)(pen.coloured(ink, paper), shape, name)


def _activity(pen: Pen, shape: Shape, name: str) -> None:
    is_event = is_true(shape.node.get("triggeredByEvent"), default=False) and shape.tag in CONTAINERS
    dashes = "0 5.5" if is_event else None
    thick = 5 if shape.tag == "callActivity" else 1.5 if shape.tag == "transaction" else 2.5 if is_event else 2
    pen.rect(shape.box, CORNER, thick, fill_opacity=SOLID, stroke_dasharray=dashes)
    if shape.tag == "transaction":
        pen.rect(shape.box, CORNER - THIN, 1.5, THIN, fill="none")
    pen.name(name, shape.box, Setting(middle=not shape.is_expanded, pad=PAD))
    if shape.tag in signs.TASKS:
        signs.sign(pen, signs.TASKS[shape.tag], _corner(shape.box))
    starts = [one for one in shape.node if local(one) == "startEvent"]
    if is_event and not shape.is_expanded and len(starts) == 1:
        corner = Box(shape.box.x + 1, shape.box.y + 1, 20, 20)
        quiet = not is_true(starts[0].get("isInterrupting"), default=True)
        pen.circle(corner.middle, 10, 1, stroke_dasharray="3" if quiet else None)
        _event_sign(pen, starts[0], corner)
    _markers(pen, shape)


def _markers(pen: Pen, shape: Shape) -> None:
    found = []
    if shape.tag == "callActivity" or (shape.tag in CONTAINERS and not shape.is_expanded):
        found.append("folded")
    loops = {local(one): one for one in shape.node if local(one).endswith("LoopCharacteristics")}
    if "standardLoopCharacteristics" in loops:
        found.append("loop")
    if (many := loops.get("multiInstanceLoopCharacteristics")) is not None:
        found.append("sequential" if is_true(many.get("isSequential"), default=False) else "parallel")
    if is_true(shape.node.get("isForCompensation"), default=False):
        found.append("compensation")
    if shape.tag == "adHocSubProcess":
        found.append("adhoc")
    for number, marker in enumerate(found):
        x = shape.box.middle.x + STEP * (number - (len(found) - 1) / 2)
        signs.sign(pen, signs.MARKERS[marker], f"{figure(x)} {figure(shape.box.bottom - FOOT)}")


def _event(pen: Pen, shape: Shape, _name: str) -> None:
    node, kind = shape.node, shape.tag
    thick = 4 if kind == "endEvent" else 2 if kind == "startEvent" else 1.5
    going_on = {"startEvent": "isInterrupting", "boundaryEvent": "cancelActivity"}.get(kind)
    quiet = going_on is not None and not is_true(node.get(going_on), default=True)
    radius = round((shape.box.width + shape.box.height) / 4)
    dashes = DASHES if quiet else None
    solid = 1 if kind == "boundaryEvent" else SOLID
    pen.circle(shape.box.middle, radius, thick, fill_opacity=solid, stroke_dasharray=dashes)
    if thick == 1.5:
        pen.circle(shape.box.middle, radius - THIN, thick, fill="none", stroke_dasharray=dashes)
    _event_sign(pen, node, shape.box)


def _event_sign(pen: Pen, event: Node, box: Box) -> None:
    kinds = [tag.removesuffix("EventDefinition") for one in event if (tag := local(one)).endswith("EventDefinition")]
    kinds += ["multiple" for one in event if local(one) == "eventDefinitionRef" and not kinds]
    if len(kinds) > 1:
        kinds = ["parallelMultiple" if is_true(event.get("parallelMultiple"), default=False) else "multiple"]
    if kinds and kinds[0] in signs.EVENTS:
        thrown = local(event) in ("endEvent", "intermediateThrowEvent")
        signs.sign(pen, signs.EVENTS[kinds[0]], _corner(box), thrown=thrown, scale=min(box.width, box.height) / 36)


def _gateway(pen: Pen, shape: Shape, _name: str) -> None:
    box = shape.box
    pen.path(diamond(box), fill=pen.paper, fill_opacity=SOLID)
    for strokes in _gateway_signs(shape):
        signs.sign(pen, strokes, _corner(box), scale=min(box.width, box.height) / 50)


def diamond(box: Box) -> str:
    """Return the course around a gateway."""
    corners = ((box.middle.x, box.y), (box.right, box.middle.y), (box.middle.x, box.bottom), (box.x, box.middle.y))
    return f"M{'L'.join(f'{figure(x)} {figure(y)}' for x, y in corners)}Z"


def _gateway_signs(shape: Shape) -> list[tuple[signs.Stroke, ...]]:
    if shape.tag == "exclusiveGateway" and not is_true(shape.di.get("isMarkerVisible"), default=False):
        return []
    found = [signs.GATEWAYS[shape.tag]] if shape.tag in signs.GATEWAYS else []
    if shape.tag == "eventBasedGateway":
        if shape.node.get("eventGatewayType") == "Parallel":
            found.append(signs.ALL_OF_THEM)
        else:
            starts = is_true(shape.node.get("instantiate"), default=False)
            found.append(signs.INSTANTIATING if starts else signs.EXCLUSIVE)
    return found


def _pool(pen: Pen, shape: Shape, name: str) -> None:
    pen.rect(shape.box, 0, 1.5, fill_opacity=SOLID)
    box = shape.box
    if shape.is_expanded:
        lies = shape.is_horizontal
        end = Point(box.x + HEAD, box.bottom) if lies else Point(box.right, box.y + HEAD)
        pen.line([Point(box.x + HEAD, box.y) if lies else Point(box.x, box.y + HEAD), end], 1.5)
        _head(pen, shape, name)
    elif shape.is_horizontal:
        pen.name(name, box)
    else:
        pen.name(name, Box(box.x, box.bottom, box.height, box.width), Setting(turned=True))
    if any(local(one) == "participantMultiplicity" for one in shape.node):
        signs.sign(pen, signs.MARKERS["parallel"], f"{figure(box.middle.x)} {figure(box.bottom - 9)}")


def _lane(pen: Pen, shape: Shape, name: str) -> None:
    pen.rect(shape.box, 0, 1.5, fill_opacity=0.25)
    _head(pen, shape, name)


def _head(pen: Pen, shape: Shape, name: str) -> None:
    box = shape.box
    if shape.is_horizontal:
        pen.name(name, Box(box.x, box.bottom, box.height, HEAD), Setting(turned=True))
    else:
        pen.name(name, Box(box.x, box.y, box.width, HEAD))


def _data(pen: Pen, shape: Shape, _name: str) -> None:
    box, fold = shape.box, min(10, shape.box.width / 3)
    course = f"M{_corner(box)}h{figure(box.width - fold)}l{figure(fold)} {figure(fold)}v{figure(box.height - fold)}"
    folded = f"M{figure(box.right - fold)} {figure(box.y)}v{figure(fold)}h{figure(fold)}"
    pen.path(f"{course}h-{figure(box.width)}z{folded}", fill=pen.paper, fill_opacity=SOLID)
    if shape.tag in ("dataInput", "dataOutput"):
        out = shape.tag == "dataOutput"
        pen.path(f"M{figure(box.x + 5)} {figure(box.y + 9)}h8v-3l5 5-5 5v-3h-8z", 1, fill=pen.ink if out else "none")
    if shape.is_many:
        x, y = figure(box.middle.x - 4), figure(box.bottom - 13)
        pen.path(f"M{x} {y}v10m4-10v10m4-10v10")


def _store(pen: Pen, shape: Shape, _name: str) -> None:
    box, deep = shape.box, shape.box.height * 0.13
    wide, rim = (
        figure(box.width),
        f"c0 {figure(deep * 1.33)} {figure(box.width)} {figure(deep * 1.33)} {figure(box.width)} 0",
    )
    lid = f"c0-{figure(deep * 1.33)}-{wide}-{figure(deep * 1.33)}-{wide} 0"
    x, top = figure(box.x), box.y + deep
    body = f"M{x} {figure(top)}v{figure(box.height - 2 * deep)}{rim}v-{figure(box.height - 2 * deep)}{lid}"
    rings = "".join(f"M{x} {figure(top + step * deep / 1.8)}{rim}" for step in range(3))
    pen.path(f"{body}{rings}", fill=pen.paper, fill_opacity=SOLID)


def _annotation(pen: Pen, shape: Shape, name: str) -> None:
    box = shape.box
    pen.path(f"M{figure(box.x + 10)} {figure(box.y)}h-10v{figure(box.height)}h10")
    pen.name(name, box, Setting(middle=False, pad=PAD, left=True))


def _group(pen: Pen, shape: Shape, _name: str) -> None:
    pen.rect(shape.box, CORNER, 1.5, fill="none", stroke_dasharray="10 6 0 6")


def _corner(box: Box) -> str:
    return f"{figure(box.x)} {figure(box.y)}"


_EVENTS = ("startEvent", "endEvent", "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent")
_GATEWAYS = (*signs.GATEWAYS, "gateway")
KINDS: dict[str, Draw] = {
    "participant": _pool,
    "lane": _lane,
    "textAnnotation": _annotation,
    "group": _group,
    "dataStoreReference": _store,
    **dict.fromkeys(("dataObjectReference", "dataObject", "dataInput", "dataOutput"), _data),
    **dict.fromkeys(_EVENTS, _event),
    **dict.fromkeys(_GATEWAYS, _gateway),
}
"""What is not named here is drawn as an activity."""
EXTERNAL = frozenset(KINDS) - {"participant", "lane", "textAnnotation"}
"""Kinds whose name stands beside them."""
