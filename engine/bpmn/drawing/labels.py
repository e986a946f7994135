"""The names that stand beside what they name: where, when the drawing does not say."""

from engine.bpmn.drawing.letters import lines_of, width
from engine.bpmn.drawing.pen import LINE, SMALL, Pen, Setting
from engine.bpmn.drawing.places import Box, Edge, Point, Shape, label_of

USUAL = 90
INDENT = 15


def draw_label(pen: Pen, one: Shape | Edge, name: str) -> Box | None:
    """Write a name beside its shape or line and return where it stands; nothing for what has none."""
    if not name.strip():
        return None
    said = label_of(one.di)
    middle = said.middle if said else _usual_middle(one)
    wide = said.width if said else USUAL
    lines = lines_of(name, wide if said else max(wide, USUAL), SMALL)
    if not said:
        wide = max(1, *(width(line, SMALL) for line in lines))
    top = said.y if said else middle.y - 10
    place = Box(round(middle.x - wide / 2), top, wide, LINE * len(lines))
    pen.name(
        name, place if said else place._replace(x=middle.x - USUAL / 2, width=USUAL), Setting(middle=False, size=SMALL)
    )
    return place


def _usual_middle(one: Shape | Edge) -> Point:
    if isinstance(one, Shape):
        return Point(one.box.middle.x, (one.box.y if one.tag == "group" else one.box.bottom) + 10)
    half = len(one.points) / 2 - 1
    first, second = one.points[int(half)], one.points[int(half + 0.99) if half % 1 else int(half) + 1]
    middle = Point((first.x + second.x) / 2, (first.y + second.y) / 2)
    if first.x == second.x:
        return Point(middle.x + INDENT, middle.y)
    return Point(middle.x, middle.y - INDENT)
