"""When a timer of a diagram is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from engine import clock
from engine.bpmn.element import Timer
from engine.errors import BangVangError
from engine.feel import compile_expression
from engine.feel.values import YearsMonthsDuration
from engine.text import N_, Text


class TimerError(BangVangError):
    """A timer's value is neither a date nor a duration."""


@dataclass(frozen=True)
class Due:
    """An instant, and how a cycle goes on from it: repetitions left (-1 for ever) and the interval's ISO 8601 text."""

    at: datetime
    repeats: int = 0
    interval: str = ""


def first_due(timer: Timer, context: Mapping[str, Any], start: datetime) -> Due:
    """Return when a timer that begins to wait at `start` is due.

    Raises TimerError.
    """
    value = timer.value.evaluate(context)
    if timer.kind == "cycle":
        return _cycle(value, start)
    if timer.kind == "duration":
        return Due(_after(start, value))
    return Due(instant(value))


def next_due(due: Due) -> Due | None:
    """Return the next turn of a cycle, or None after the last."""
    if due.repeats == 0:
        return None
    repeats = due.repeats - 1 if due.repeats > 0 else -1
    return Due(_after(due.at, due.interval), repeats, due.interval)


def _cycle(value: Any, start: datetime) -> Due:
    head, _, interval = str(value).partition("/")
    count = head.removeprefix("R")
    if not head.startswith("R") or not interval or (count and not count.isdigit()):
        raise TimerError(Text(N_("“%(value)s” is not a cycle such as R3/P1D."), {"value": str(value)}))
    return Due(_after(start, interval), int(count) - 1 if count else -1, interval)


def _after(start: datetime, value: Any) -> datetime:
    length = compile_expression("duration(value)").evaluate({"value": value}) if isinstance(value, str) else value
    if isinstance(length, timedelta):
        return start + length
    if isinstance(length, YearsMonthsDuration):
        return _after_months(start, length.months)
    raise TimerError(Text(N_("“%(value)s” is not a duration such as P3D or PT12H."), {"value": str(value)}))


def _after_months(start: datetime, months: int) -> datetime:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last_day = (first_of_next - timedelta(days=1)).day
    return start.replace(year=year, month=month + 1, day=min(start.day, last_day))


def instant(value: Any) -> datetime:
    """Return the aware instant that a date, a date and time, or their text means; raises TimerError."""
    found = _parsed(value) if isinstance(value, str) else value
    if isinstance(found, date) and not isinstance(found, datetime):
        found = datetime.combine(found, time.min)
    if not isinstance(found, datetime):
        raise TimerError(Text(N_("“%(value)s” is not a date and time."), {"value": str(value)}))
    return found if found.tzinfo else found.replace(tzinfo=clock.LOCAL_ZONE)


def _parsed(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
