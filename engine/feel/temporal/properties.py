"""The properties of temporal values and ranges (DMN 1.5 tables 53 and 65)."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from engine.feel import kinds
from engine.feel.temporal.calendar import nanos_of, split
from engine.feel.temporal.spans import span_nanos
from engine.feel.values import CYCLE_YEARS


def _year(value: Any) -> Decimal:
    cycles, near = split(value)
    return Decimal(near.year + cycles * CYCLE_YEARS)


def _near(name: str) -> Callable[[Any], Decimal]:
    return lambda value: Decimal(getattr(split(value)[1], name))


def _of_time(value: Any) -> Any:
    return value if isinstance(value, time) else split(value)[1]


def _second(value: Any) -> Decimal:
    clock = _of_time(value)
    return Decimal(clock.second) + Decimal(clock.microsecond * 1_000 + nanos_of(clock)) / 1_000_000_000


def _offset(value: Any) -> timedelta | None:
    clock = _of_time(value)
    return clock.utcoffset() if isinstance(clock, datetime | time) else None


def _zone(value: Any) -> str | None:
    zone = _of_time(value).tzinfo
    return zone.key if isinstance(zone, ZoneInfo) else None


def _truncated(unit: str) -> Callable[[timedelta], Decimal]:
    def part(value: timedelta) -> Decimal:
        nanos, sign = abs(span_nanos(value)), -1 if value < timedelta(0) else 1
        total = timedelta(microseconds=nanos // 1_000)
        parts = {
            "days": Decimal(total.days),
            "hours": Decimal(total.seconds // 3600),
            "minutes": Decimal(total.seconds // 60 % 60),
            "seconds": Decimal(total.seconds % 60) + Decimal(nanos % 1_000_000_000) / 1_000_000_000,
        }
        return sign * parts[unit]

    return part


def _months_part(value: Any) -> tuple[int, int, int]:
    return (-1 if value.months < 0 else 1, *divmod(abs(value.months), 12))


_DATES: dict[str, Callable[[Any], Any]] = {
    "year": _year,
    "month": _near("month"),
    "day": _near("day"),
    "weekday": lambda value: Decimal(split(value)[1].isoweekday()),
}
_CLOCKS: dict[str, Callable[[Any], Any]] = {
    "hour": lambda value: Decimal(_of_time(value).hour),
    "minute": lambda value: Decimal(_of_time(value).minute),
    "second": _second,
    "time offset": _offset,
    "timezone": _zone,
}
_MONTH_PARTS: dict[str, Callable[[Any], Any]] = {
    "years": lambda value: Decimal(_months_part(value)[0] * _months_part(value)[1]),
    "months": lambda value: Decimal(_months_part(value)[0] * _months_part(value)[2]),
}
PROPERTIES: dict[str, dict[str, Callable[[Any], Any]]] = {
    kinds.DATE: _DATES,
    kinds.TIME: _CLOCKS,
    kinds.DATE_TIME: _DATES | _CLOCKS,
    kinds.DAYS: {unit: _truncated(unit) for unit in ("days", "hours", "minutes", "seconds")},
    kinds.MONTHS: _MONTH_PARTS,
    kinds.RANGE: {
        "start": lambda value: value.start,
        "end": lambda value: value.end,
        "start included": lambda value: value.start_included,
        "end included": lambda value: value.end_included,
    },
}
