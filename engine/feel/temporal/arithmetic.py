"""Sums and differences of dates, times and durations (DMN 1.5 tables 57 to 59)."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.base.text import N_, Text
from engine.feel import kinds
from engine.feel.errors import FeelNullError
from engine.feel.numbers import CONTEXT
from engine.feel.temporal.calendar import (
    AnyDate,
    add_months,
    add_time,
    date_part,
    fine_moment,
    fine_time,
    make_months,
    nanos_of,
    ordinal,
    settle,
    split,
    with_time,
)
from engine.feel.temporal.spans import make_span, negative, span_nanos
from engine.feel.values import YearsMonthsDuration

DAY_NANOS = 86_400_000_000_000
MICRO = timedelta(microseconds=1)
_DATES = (kinds.DATE, kinds.DATE_TIME)


def is_zoned(value: Any) -> bool:
    """Say whether a time or date and time has a zone; a date counts as midnight in UTC."""
    near = value if isinstance(value, time) else split(value)[1]
    return not isinstance(near, datetime | time) or near.tzinfo is not None


def alike_zoned(left: Any, right: Any) -> tuple[Any, Any]:
    """Return two times, or dates and times, where one without a zone takes the other's (DMN 1.5 table 54)."""
    if is_zoned(left) == is_zoned(right):
        return left, right
    if is_zoned(left):
        return left, _in_zone_of(left, right)
    return _in_zone_of(right, left), right


def _in_zone_of(other: Any, value: Any) -> Any:
    if isinstance(value, time):
        return fine_time(value.replace(tzinfo=other.tzinfo), nanos_of(value))
    (_, zoned), (cycles, near) = split(other), split(value)
    if not isinstance(near, datetime) or not isinstance(zoned, datetime):
        return value
    return settle(fine_moment(near.replace(tzinfo=zoned.tzinfo), nanos_of(near)), cycles)


def add_duration(value: Any, duration: timedelta | YearsMonthsDuration) -> Any:
    """Return a date, time or date and time moved by a duration."""
    if isinstance(value, time):
        return _turn_clock(value, duration)
    if isinstance(duration, YearsMonthsDuration):
        return add_months(value, duration.months)
    if kinds.kind_of(value) == kinds.DATE:
        return date_part(add_time(with_time(value, time(tzinfo=UTC)), duration))
    return add_time(value, duration)


def _turn_clock(value: time, duration: timedelta | YearsMonthsDuration) -> time:
    if isinstance(duration, YearsMonthsDuration):
        raise FeelNullError(Text(N_("A duration of months cannot be added to a time.")))
    micros = (value.hour * 3600 + value.minute * 60 + value.second) * 1_000_000 + value.microsecond
    whole, nanos = divmod((micros * 1_000 + nanos_of(value) + span_nanos(duration)) % DAY_NANOS, 1_000)
    moved = (datetime(2000, 1, 1) + timedelta(microseconds=whole)).time()  # noqa: DTZ001 - a clock has no day
    return fine_time(moved.replace(tzinfo=value.tzinfo), nanos)


def subtract_moments(left: AnyDate, right: AnyDate) -> timedelta:
    """Return how long after `right` `left` is."""
    if is_zoned(left) != is_zoned(right):
        raise FeelNullError(Text(N_("A moment with a time zone cannot be compared with one without.")))
    (days, nanos), (other_days, other_nanos) = ordinal(left), ordinal(right)
    return make_span((days - other_days) * DAY_NANOS + nanos - other_nanos)


def clock_nanos(value: time) -> int:
    """Return a time as nanoseconds since midnight in UTC, or of the clock where the offset is not known."""
    micros = ((value.hour * 60 + value.minute) * 60 + value.second) * 1_000_000 + value.microsecond
    offset = value.utcoffset()
    return (micros - (offset // MICRO if offset else 0)) * 1_000 + nanos_of(value)


def subtract_times(left: time, right: time) -> timedelta:
    """Return how long after `right` `left` is on the same day."""
    if (left.tzinfo is None) != (right.tzinfo is None):
        raise FeelNullError(Text(N_("A moment with a time zone cannot be compared with one without.")))
    return make_span(clock_nanos(left) - clock_nanos(right))


def add_spans(left: timedelta, right: timedelta) -> timedelta:
    """Return the sum of two durations of days and time."""
    return make_span(span_nanos(left) + span_nanos(right))


def subtract_spans(left: timedelta, right: timedelta) -> timedelta:
    """Return the difference of two durations of days and time."""
    return make_span(span_nanos(left) - span_nanos(right))


def turned(duration: timedelta | YearsMonthsDuration) -> timedelta | YearsMonthsDuration:
    """Return a duration with its sign turned."""
    return -duration if isinstance(duration, YearsMonthsDuration) else negative(duration)


def scale(duration: timedelta | YearsMonthsDuration, factor: Decimal) -> timedelta | YearsMonthsDuration:
    """Return a duration times a number, months cut towards zero."""
    if isinstance(duration, YearsMonthsDuration):
        return make_months(int(CONTEXT.multiply(Decimal(duration.months), factor)))
    return make_span(int(CONTEXT.multiply(Decimal(span_nanos(duration)), factor)))


def shrink(duration: timedelta | YearsMonthsDuration, divisor: Decimal) -> timedelta | YearsMonthsDuration:
    """Return a duration divided by a number."""
    if isinstance(duration, YearsMonthsDuration):
        return make_months(int(CONTEXT.divide(Decimal(duration.months), divisor)))
    return make_span(int(CONTEXT.divide(Decimal(span_nanos(duration)), divisor)))


def ratio(left: Any, right: Any) -> Decimal:
    """Return how often one duration goes into another of its kind."""
    if isinstance(left, YearsMonthsDuration):
        return CONTEXT.divide(Decimal(left.months), Decimal(right.months))
    return CONTEXT.divide(Decimal(span_nanos(left)), Decimal(span_nanos(right)))
