"""What draws: SVG, element by element, every text and number of it safe to stand there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import dist
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from engine.bpmn.drawing.letters import WHOLE, advance, is_known, lines_of, outline, width
from engine.bpmn.drawing.places import Box, Point

INK = "#22242a"
PAPER = "#fff"
SIZE = 11.5
SMALL = 11
LINE = 13.75
MOST = 2_000_000
ROUND = 5
"""How far before a corner a line begins to turn."""


Told = str | float | None
"""What an attribute says."""


def figure(number: float) -> str:
    """Write a number in as few signs as it needs."""
    return f"{0.0 if abs(number) < 0.005 else number:.2f}".rstrip("0").rstrip(".")


def element(tag: str, content: str = "", /, **attributes: Told) -> str:
    """Return an element; `_` in an attribute's name stands for `-`, and what is None is left out."""
    told = "".join(
        f" {name.replace('_', '-')}={quoteattr(value if isinstance(value, str) else figure(value))}"
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{told}>{content}</{tag}>" if content else f"<{tag}{told}/>"


class Sheet:
    """What is drawn so far, and which letters that takes."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.letters: set[str] = set()
        self.size = 0

    def put(self, part: str) -> None:
        """Add a part."""
        self.parts.append(part)
        self.size += len(part)

    @property
    def is_full(self) -> bool:
        """Tell whether so much is drawn that nothing more is lettered."""
        return self.size > MOST


class Setting(NamedTuple):
    """How a text is set into its box: in its middle or from its top, and how far from its edges."""

    middle: bool = True
    pad: float = 0
    left: bool = False
    size: float = SIZE
    turned: bool = False


@dataclass(frozen=True)
class Pen:
    """Draws onto a sheet, with an ink on a paper; a `pen.coloured(...)` draws on the same sheet."""

    ink: str = INK
    paper: str = PAPER
    sheet: Sheet = field(default_factory=Sheet)

    def coloured(self, ink: str | None, paper: str | None) -> "Pen":
        """Return a pen of other colours; what is None stays."""
        return replace(self, ink=ink or self.ink, paper=paper or self.paper)

    def rect(self, box: Box, radius: float = 0, stroke: float = 2, inset: float = 0, **more: Told) -> None:
        """Draw a rectangle, filled with paper unless told otherwise."""
        x, y, wide, high = box.x + inset, box.y + inset, box.width - 2 * inset, box.height - 2 * inset
        if min(wide, high) > 0:
            told = {"fill": self.paper, "stroke": self.ink, "rx": radius or None, **more}
            self._draw("rect", told | {"x": x, "y": y, "width": wide, "height": high, "stroke_width": stroke})

    def circle(self, middle: Point, radius: float, stroke: float = 2, **more: Told) -> None:
        """Draw a circle, filled with paper unless told otherwise."""
        if radius > 0:
            told = {"fill": self.paper, "stroke": self.ink, **more}
            self._draw("circle", told | {"cx": middle.x, "cy": middle.y, "r": radius, "stroke_width": stroke})

    def path(self, course: str, stroke: float = 2, **more: Told) -> None:
        """Draw a path, not filled unless told otherwise."""
        self._draw("path", {"fill": "none", "stroke": self.ink, **more, "d": course, "stroke_width": stroke})

    def line(self, points: Sequence[Point], stroke: float = 2, **more: Told) -> None:
        """Draw a line through points, with rounded corners."""
        self.path(rounded(points), stroke, **more)

    def name(self, text: str, box: Box, how: Setting = Setting()) -> None:  # noqa: B008 - it cannot be changed
        """Write a text into a box, in lines."""
        room = box.width - 2 * how.pad
        lines = lines_of(text, room, how.size) if text.strip() and not self.sheet.is_full else []
        y = (box.height - LINE * len(lines)) / 2 if how.middle else how.pad
        written = []
        for number, line in enumerate(lines, 1):
            x = how.pad if how.left else max((room - width(line, how.size)) / 2 + how.pad, 0)
            written.append(self._line(line, Point(x, y - LINE / 4 + LINE * number), how.size))
        if written:
            turn = " rotate(270)" if how.turned else ""
            place = f"translate({figure(box.x)} {figure(box.y)}){turn}"
            self.sheet.put(element("g", "".join(written), transform=place, fill=self.ink))

    def _line(self, line: str, start: Point, size: float) -> str:
        if not is_known(line):
            return element("text", escape(line), x=start.x, y=start.y, font_size=size, font_family="sans-serif")
        scale = size / WHOLE
        uses, x = [], 0
        for letter in line:
            if outline(letter):
                self.sheet.letters.add(letter)
                uses.append(f'<use href="#l{ord(letter):x}" x="{x}"/>')
            x += advance(letter)
        place = f"translate({figure(start.x)} {figure(start.y)}) scale({scale:.5g} -{scale:.5g})"
        return element("g", "".join(uses), transform=place) if uses else ""

    def _draw(self, tag: str, told: Mapping[str, Told]) -> None:
        self.sheet.put(element(tag, **told))


def rounded(points: Sequence[Point]) -> str:
    """Return the course of a line through points that turns in curves."""
    course = [f"M{_at(points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(ROUND, dist(before, corner) / 2, dist(corner, after) / 2)
        if radius > 0:
            course.append(
                f"L{_at(_towards(corner, before, radius))}Q{_at(corner)} {_at(_towards(corner, after, radius))}"
            )
    return "".join([*course, f"L{_at(points[-1])}"])


def _towards(start: Point, end: Point, far: float) -> Point:
    share = far / dist(start, end)
    return Point(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share)


def _at(point: Point) -> str:
    return f"{figure(point.x)} {figure(point.y)}"
