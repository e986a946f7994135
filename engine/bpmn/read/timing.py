"""When a timer of a diagram is due."""

from collections.abc import Mapping
from datetime import datetime

from engine.bpmn.read.cycles import Due, first_turn, read_cycle
from engine.bpmn.read.element import Element, Timer
from engine.bpmn.read.kinds import TimerKind
from engine.bpmn.read.times import instant, read_length

MISSED = "missedTurns"
"""The property of a timer that says what becomes of turns that passed while nobody looked: one of `MISSED_WAYS`."""
MISSED_WAYS = ("once", "each")


def first_due(timer: Timer, context: Mapping[str, object], start: datetime) -> Due | None:
    """Return when a timer that begins to wait at `start` is due; None of a cycle of no turns, which never is.

    Raises TimerError.
    """
    value = timer.value.evaluate(context)
    if timer.kind == TimerKind.CYCLE:
        return first_turn(read_cycle(value, start), start)
    if timer.kind == TimerKind.DURATION:
        return Due(read_length(value).after(start))
    return Due(instant(value))


def fires_each(element: Element) -> bool:
    """Tell whether a timer happens once for each turn that was missed; others happen once for all of them."""
    return element.properties.get(MISSED) == "each"
