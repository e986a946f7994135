"""Durations of days and time, to the nanosecond."""

from datetime import timedelta

from engine.feel.values import FineDuration

MICRO = timedelta(microseconds=1)


def span_nanos(span: timedelta) -> int:
    """Return a duration as nanoseconds."""
    return (span // MICRO) * 1_000 + (span.nanos if isinstance(span, FineDuration) else 0)


def make_span(nanos: int) -> timedelta:
    """Return the duration of so many nanoseconds; raises OverflowError beyond what there is."""
    micros, rest = divmod(nanos, 1_000)
    if not rest:
        return timedelta(microseconds=micros)
    span = FineDuration(microseconds=micros)
    span.nanos = rest
    return span


def negative(span: timedelta) -> timedelta:
    """Return a duration with its sign turned."""
    return make_span(-span_nanos(span))
