"""What a loop goes through: lists, and ranges of whole numbers or dates (DMN 1.5 section 10.3.2.14)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from engine.base.text import N_, Text
from engine.feel.errors import FeelLimitError, FeelNullError
from engine.feel.kinds import DATE, LIST, NUMBER, RANGE, kind_of
from engine.feel.limits import MAX_LIST
from engine.feel.numbers import whole
from engine.feel.temporal.arithmetic import add_duration, subtract_moments
from engine.feel.values import Range


def items_of(value: Any) -> list[Any]:
    """Return the items of a list or range; another value is its own only item."""
    kind = kind_of(value)
    if kind == LIST:
        items: list[Any] = value
        return items
    return _of_range(value) if kind == RANGE else [value]


def _of_range(span: Range) -> list[Any]:
    kinds = {kind_of(span.start), kind_of(span.end)}
    if kinds == {NUMBER}:
        return _numbers(span)
    if kinds == {DATE}:
        return _dates(span)
    raise FeelNullError(Text(N_("Only ranges of whole numbers or dates can be gone through.")))


def _numbers(span: Range) -> list[Any]:
    start, end = whole(span.start), whole(span.end)
    if start is None or end is None:
        raise FeelNullError(Text(N_("Only ranges of whole numbers or dates can be gone through.")))
    return [Decimal(number) for number in _steps(start, end, span)]


def _dates(span: Range) -> list[Any]:
    days = subtract_moments(span.end, span.start).days
    return [add_duration(span.start, timedelta(days=step)) for step in _steps(0, days, span)]


def _steps(start: int, end: int, span: Range) -> range:
    step = 1 if end >= start else -1
    if abs(end - start) > MAX_LIST:
        raise FeelLimitError(Text(N_("A list has more than %(limit)s items."), {"limit": MAX_LIST}))
    first = start if span.start_included else start + step
    last = end if span.end_included else end - step
    return range(first, last + step, step)
