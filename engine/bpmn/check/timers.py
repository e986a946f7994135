"""What timers say: texts are read as they will be when running, and of missed turns they speak in known words."""

from collections.abc import Iterator

from engine.base import clock
from engine.base.errors import BangVangError, Finding
from engine.base.text import N_, Text
from engine.bpmn.check.constants import is_constant
from engine.bpmn.check.known import Known, about, label
from engine.bpmn.read.diagram import Process
from engine.bpmn.read.element import Element, Timer
from engine.bpmn.read.kinds import TimerKind
from engine.bpmn.read.timing import MISSED, MISSED_WAYS, first_due


def check_timers(process: Process, _known: Known) -> Iterator[Finding]:
    """`timer`: a timer's time can be read, and only a cycle says what becomes of the turns that were missed."""
    for element in process.elements.values():
        for trigger in element.triggers:
            problem = None if trigger.timer is None else _problem(trigger.timer)
            if problem is not None:
                text = N_("“%(name)s”: %(problem)s")
                yield about("timer", element, Text(text, {"name": label(element), "problem": problem}))
            elif trigger.timer is not None and _never_comes(trigger.timer):
                text = N_("“%(name)s” is a cycle of no turns: it never happens.")
                yield about("timer", element, Text(text, {"name": label(element)}), "warning")
        yield from _missed(element)


def _problem(timer: Timer) -> Text | None:
    if timer.value.is_feel and not is_constant(timer.value):
        return None
    try:
        first_due(timer, {}, clock.now())
    except BangVangError as error:
        return error.text
    return None


def _never_comes(timer: Timer) -> bool:
    return is_constant(timer.value) and first_due(timer, {}, clock.now()) is None


def _missed(element: Element) -> Iterator[Finding]:
    said = element.properties.get(MISSED)
    if said is None:
        return
    if not any(t.timer is not None and t.timer.kind == TimerKind.CYCLE for t in element.triggers):
        text = N_("“%(name)s” says what becomes of missed turns by “%(said)s”, and has no cycle.")
        yield about("timer", element, Text(text, {"name": label(element), "said": MISSED}))
    elif said not in MISSED_WAYS:
        text = N_("“%(name)s”: “%(meant)s” is not a value of “%(said)s”.")
        yield about("timer", element, Text(text, {"name": label(element), "said": MISSED, "meant": said}))


RULES = (check_timers,)
