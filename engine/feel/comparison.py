"""Equality and order of values (DMN 1.5 tables 49 to 52)."""

from collections.abc import Callable
from datetime import time, timedelta
from operator import ge, gt, le, lt
from typing import Any
from unicodedata import is_normalized, normalize

from engine.feel.frame import charge
from engine.feel.kinds import (
    BOOLEAN,
    CONTEXT_KIND,
    DATE,
    DATE_TIME,
    DAYS,
    LIST,
    MONTHS,
    NUMBER,
    RANGE,
    STRING,
    TIME,
    kind_of,
)
from engine.feel.temporal.arithmetic import alike_zoned, clock_nanos
from engine.feel.temporal.calendar import ordinal
from engine.feel.temporal.spans import span_nanos
from engine.feel.values import Range


def as_compared(value: Any) -> Any:
    """Return a string in the one form (NFC) in which strings are compared; anything else as it stands."""
    if type(value) is not str or value.isascii() or is_normalized("NFC", value):
        return value
    return normalize("NFC", value)


def equal(left: Any, right: Any) -> bool | None:
    """Return whether two values are equal; None if they are of kinds that cannot be compared."""
    if left is None or right is None:
        return left is right
    kind = kind_of(left)
    if kind != kind_of(right):
        return None
    return _EQUALITIES.get(kind, _same_object)(left, right)


def _same_object(left: Any, right: Any) -> bool | None:
    return True if left is right else None


def _plainly_equal(left: Any, right: Any) -> bool:
    return bool(left == right)


def _equal_strings(left: str, right: str) -> bool:
    return left == right or as_compared(left) == as_compared(right)


def _equal_spans(left: timedelta, right: timedelta) -> bool:
    return span_nanos(left) == span_nanos(right)


def _equal_lists(left: list[Any], right: list[Any]) -> bool | None:
    if len(left) != len(right):
        return False
    charge(3 * len(left))
    return _all_equal(zip(left, right, strict=True))


def _equal_contexts(left: dict[str, Any], right: dict[str, Any]) -> bool | None:
    if left.keys() != right.keys():
        return False
    charge(3 * len(left))
    return _all_equal((left[key], right[key]) for key in left)


def _all_equal(pairs: Any) -> bool | None:
    answers = [equal(a, b) for a, b in pairs]
    if False in answers:
        return False
    return None if None in answers else True


def _equal_moments(left: Any, right: Any) -> bool:
    left, right = alike_zoned(left, right)
    return ordinal(left) == ordinal(right)


def _equal_times(left: time, right: time) -> bool:
    return clock_nanos(left) == clock_nanos(right)


def _equal_ranges(left: Range, right: Range) -> bool:
    same_ends = left.start_included == right.start_included and left.end_included == right.end_included
    return same_ends and equal(left.start, right.start) is True and equal(left.end, right.end) is True


_EQUALITIES: dict[str, Callable[[Any, Any], bool | None]] = {
    NUMBER: _plainly_equal,
    STRING: _equal_strings,
    BOOLEAN: _plainly_equal,
    DAYS: _equal_spans,
    MONTHS: _plainly_equal,
    LIST: _equal_lists,
    CONTEXT_KIND: _equal_contexts,
    DATE: _equal_moments,
    DATE_TIME: _equal_moments,
    TIME: _equal_times,
    RANGE: _equal_ranges,
}

_SIGNS: dict[str, Callable[[Any, Any], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
_ORDERED: dict[str, Callable[[Any], Any]] = {
    NUMBER: lambda value: value,
    STRING: as_compared,
    DAYS: span_nanos,
    MONTHS: lambda value: value,
    DATE: ordinal,
    DATE_TIME: ordinal,
    TIME: clock_nanos,
}
_ZONED = (DATE_TIME, TIME)


def order_key(value: Any) -> Any:
    """Return what a value is ordered by among its kind, or None if the kind has no order."""
    read = _ORDERED.get(kind_of(value))
    return None if read is None else read(value)


def compare(sign: str, left: Any, right: Any) -> bool | None:
    """Return whether `left sign right`; None if the two have no order."""
    if sign == "=":
        return equal(left, right)
    if sign == "!=":
        answer = equal(left, right)
        return None if answer is None else not answer
    kind = kind_of(left)
    read = _ORDERED.get(kind)
    if read is None or kind != kind_of(right):
        return None
    if kind in _ZONED:
        left, right = alike_zoned(left, right)
    return _SIGNS[sign](read(left), read(right))


def contains(span: Range, value: Any) -> bool | None:
    """Return whether a value lies in a range."""
    above = below = True
    answer: bool | None
    if span.start is not None:
        answer = compare(">=" if span.start_included else ">", value, span.start)
        if answer is None:
            return None
        above = answer
    if span.end is not None:
        answer = compare("<=" if span.end_included else "<", value, span.end)
        if answer is None:
            return None
        below = answer
    return above and below


def is_member(value: Any, container: Any) -> bool | None:
    """Return whether a value passes one test: lies in a range, is in a list, or equals a value (section 7.3.13)."""
    kind = kind_of(container)
    if kind == RANGE:
        return equal(value, container) if isinstance(value, Range) else contains(container, value)
    if kind == LIST:
        return _is_listed(value, container)
    return equal(value, container)


def _is_listed(value: Any, items: list[Any]) -> bool | None:
    if isinstance(value, list) and equal(value, items):
        return True
    charge(3 * len(items))
    answers = [is_member(value, item) if isinstance(item, Range) else equal(value, item) for item in items]
    return any(answer is True for answer in answers)
