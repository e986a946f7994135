"""The signs of BPMN that stand within shapes: what an event is of, what does a task, how often an activity is done.

Each is one or more strokes in a field of its own; drawn here by the figures of the standard (BPMN 2.0.2, annex B), they
come from no other program.
"""

from math import cos, pi, sin

from engine.bpmn.drawing.pen import Pen, element, figure

PAPER, INK, NONE, THROWN = "paper", "ink", "none", "thrown"
Stroke = tuple[str, str, float]
"""A course, what fills it, and how thick its line is."""

_TICKS = "".join(
    f"M{figure(18 + 9 * sin(n * pi / 6))} {figure(18 - 9 * cos(n * pi / 6))}"
    f"L{figure(18 + 11 * sin(n * pi / 6))} {figure(18 - 11 * cos(n * pi / 6))}"
    for n in range(12)
)
EVENTS: dict[str, tuple[Stroke, ...]] = {
    "message": (("M8.5 11.5h19v12.6h-19zl9.5 7.5 9.5-7.5", PAPER, 1),),
    "timer": (
        ("M29 18a11 11 0 1 1-22 0a11 11 0 1 1 22 0z", PAPER, 2),
        (_TICKS, NONE, 1),
        ("M19.5 9.5 18 18l5 2", NONE, 2),
    ),
    "conditional": (("M10.5 8h15v20h-15zM12.5 12h11M12.5 16h11M12.5 20h11M12.5 24h11", PAPER, 1),),
    "signal": (("M18 7.2 27.5 24h-19z", PAPER, 1),),
    "escalation": (("M18 7.2 26 28.5l-8-8-8 8z", PAPER, 1),),
    "link": (("M20.5 9.5v4h-12v9h12v4l8.5-8.5z", PAPER, 1),),
    "error": (("M7.2 26 13 9.5l8.5 10L28.5 9l-5.5 17.5-8.5-9.5z", PAPER, 1),),
    "cancel": (("M9.5 12 12 9.5l6 6 6-6 2.5 2.5-6 6 6 6-2.5 2.5-6-6-6 6L9.5 24l6-6z", PAPER, 1),),
    "compensate": (("M7.9 18l9-6.5v13zM17.5 18l9-6.5v13z", PAPER, 1),),
    "multiple": (("M18 7.6l10.2 7.4-3.9 12h-12.6L7.8 15z", PAPER, 1),),
    "parallelMultiple": (("M16 7.5h4V16h8.5v4H20v8.5h-4V20H7.5V16H16z", PAPER, 1),),
    "terminate": (("M28 18a10 10 0 1 1-20 0a10 10 0 1 1 20 0z", INK, 4),),
}
"""In a field of 36."""

GATEWAYS: dict[str, tuple[Stroke, ...]] = {
    "exclusiveGateway": (("M18.6 17.5 31.5 32.5M31.5 17.5 18.6 32.5", NONE, 4),),
    "parallelGateway": (("M25 12.5v25M12.5 25h25", NONE, 4),),
    "inclusiveGateway": (("M38 25a13 13 0 1 1-26 0a13 13 0 1 1 26 0z", PAPER, 2.5),),
    "complexGateway": (("M25 12.5v25M12.5 25h25M16.5 16.5l17 17M33.5 16.5l-17 17", NONE, 3),),
    "eventBasedGateway": (("M40 25a15 15 0 1 1-30 0a15 15 0 1 1 30 0z", NONE, 1),),
}
"""In a field of 50."""
EXCLUSIVE: tuple[Stroke, ...] = (
    ("M37 25a12 12 0 1 1-24 0a12 12 0 1 1 24 0z", NONE, 1),
    ("M25 18l7 5-2.7 8.3h-8.6L18 23z", NONE, 2),
)
INSTANTIATING: tuple[Stroke, ...] = EXCLUSIVE[1:]
ALL_OF_THEM: tuple[Stroke, ...] = (("M23 16h4v7h7v4h-7v7h-4v-7h-7v-4h7z", NONE, 1),)


def _wheel(x: float, y: float) -> str:
    """Return a cogwheel of eight teeth around a hub."""
    rim = []
    for tooth in range(8):
        for turn, far in ((-0.3, 6.2), (-0.2, 8.3), (0.2, 8.3), (0.3, 6.2)):
            angle = (tooth + turn) * pi / 4
            rim.append(f"{figure(x + far * sin(angle))} {figure(y - far * cos(angle))}")
    hub = f"M{figure(x + 3)} {figure(y)}a3 3 0 1 1-6 0a3 3 0 1 1 6 0z"
    return f"M{'L'.join(rim)}Z{hub}"


HAND = (
    "M7 13.5l4.5-4.5h6c1.6 0 1.6 2.2 0 2.2h-3.5H24c1.5 0 1.5 2.2 0 2.2h-7 8c1.5 0 1.5 2.3 0 2.3h-8 7"
    "c1.4 0 1.4 2.2 0 2.2h-7 5.5c1.4 0 1.4 2.1 0 2.1H10.5L7 18.5z"
)
_LETTER = "M{0} {1}h{2}v{3}h-{2}zl{4} {5} {4}-{5}"
TASKS: dict[str, tuple[Stroke, ...]] = {
    "userTask": (
        ("M6.5 24.5v-4.5c0-2.5 2-4.5 4.5-5h8c2.5.5 4.5 2.5 4.5 5v4.5zM10.5 21v3.5M19.5 21v3.5", PAPER, 0.7),
        ("M19.5 10.5a4.7 5 0 1 1-9.4 0a4.7 5 0 1 1 9.4 0z", PAPER, 0.7),
        ("M10.1 10.5c-.3-5.5 9.7-5.5 9.4 0-2-1.8-3.2.4-4.7-1.2-1.5 1.6-3.2-.2-4.7 1.2z", INK, 0.5),
    ),
    "serviceTask": ((_wheel(13, 12.5), PAPER, 1), (_wheel(18, 17.5), PAPER, 1)),
    "sendTask": ((_LETTER.format(6, 5, 21, 14, 10.5, 6), THROWN, 1),),
    "receiveTask": ((_LETTER.format(6.3, 5.6, 18.9, 12.6, 9.45, 6), PAPER, 1),),
    "manualTask": (
        (
            HAND,
            PAPER,
            0.7,
        ),
    ),
    "scriptTask": (
        (
            "M14.5 20.5c9-6 .5-8.5 8.5-14.5H11.5c-8 6 .5 8.5-8.5 14.5zM7 18h5.5M8.5 9.5h6.5M8 12.5h6M9 15.5h6",
            PAPER,
            1,
        ),
    ),
    "businessRuleTask": (("M8 8h22v16H8zM8 18h22M15 12v12", PAPER, 1), ("M8 8h22v4H8z", INK, 1)),
}
"""In the upper left corner of a task."""

MARKERS: dict[str, tuple[Stroke, ...]] = {
    "folded": (("M-7.5-7h14v14h-14zM-.5-4v8M-4.5 0h8", PAPER, 1),),
    "loop": (("M-3.5 4.5A5.5 5.5 0 1 1 2.5 5M-3.5 4.5v-4M-3.5 4.5h-4", NONE, 1.5),),
    "parallel": (("M-4.5-6v11M0-6v11M4.5-6v11", NONE, 2),),
    "sequential": (("M-6-4.5H6M-6 0H6M-6 4.5H6", NONE, 2),),
    "compensation": (("M-7 0L0-5.5v11zM0 0L7-5.5v11z", PAPER, 1),),
    "adhoc": (("M-7 2.5c1-7 5-6 7-3s5 3 7-2.5v3c-1.5 6-5 5.5-7 2.5s-5.5-3-7 2z", INK, 1),),
}
"""Around their middle, in a row at the foot of an activity."""


def sign(pen: Pen, strokes: tuple[Stroke, ...], place: str, *, thrown: bool = False, scale: float = 1) -> None:
    """Draw a sign; what is thrown is filled with ink, and a line that stands on it is drawn in paper."""
    drawn = []
    for course, fill, thick in strokes:
        dark = fill in (INK, THROWN) or (thrown and fill == PAPER)
        light = fill == THROWN or (thrown and "zl" in course)
        drawn.append(
            element(
                "path",
                d=course,
                fill=pen.ink if dark else "none" if fill == NONE else pen.paper,
                stroke=pen.paper if light else pen.ink,
                stroke_width=thick,
            )
        )
    size = f" scale({figure(scale)})" if scale != 1 else ""
    pen.sheet.put(element("g", "".join(drawn), transform=f"translate({place}){size}"))
