"""Working days in Vietnam: weekends and public holidays, Tết included, are not counted (library `holidays`).

Registers the FEEL functions that diagrams may use: `now()`, `today()`, `working days after(from, n)`,
`working days before(from, n)`.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

import holidays

from engine.base import clock
from engine.feel import register_function

SATURDAY = 5
MAX_DAYS = 3_660


@lru_cache(maxsize=64)
def _told(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Return the public holidays of a year, and the days of its weekends that are worked."""
    told = holidays.country_holidays("VN", years=year)
    return frozenset(told), frozenset(day for day in getattr(told, "weekend_workdays", ()) if day.year == year)


def holidays_of(year: int) -> frozenset[date]:
    """Return the public holidays of a year."""
    return _told(year)[0]


def days_made_up(year: int) -> frozenset[date]:
    """Return the days of weekends that are worked in exchange for a day off, as the government told for a year."""
    return _told(year)[1]


Decided = Callable[[], Mapping[date, bool]]
_decided: list[Decided] = []


def follow(decided: Decided | None) -> None:
    """Let days be worked or off as a function tells, whatever weekday or holiday they are; none: the law's calendar."""
    _decided[:] = [] if decided is None else [decided]


def is_working_day(day: date, decided: Mapping[date, bool] | None = None) -> bool:
    """Tell whether offices are open."""
    known = decided_days() if decided is None else decided
    return known[day] if day in known else _is_worked_by_law(day)


def _is_worked_by_law(day: date) -> bool:
    if day.weekday() < SATURDAY:
        return day not in holidays_of(day.year)
    return day in days_made_up(day.year)


def decided_days() -> Mapping[date, bool]:
    """Return the days that are worked or off by decision."""
    return _decided[0]() if _decided else {}


def add_working_days(start: date, count: int) -> date:
    """Return the day `count` working days after (or, where negative, before) a day."""
    step = timedelta(days=1 if count >= 0 else -1)
    day, left, decided = start, min(abs(count), MAX_DAYS), decided_days()
    while left:
        day += step
        left -= is_working_day(day, decided)
    return day


def working_days_between(start: date, end: date) -> int:
    """Return how many working days lie after `start` up to and including `end`; negative where `end` is earlier."""
    if end < start:
        return -working_days_between(end, start)
    days, decided = min((end - start).days, MAX_DAYS), decided_days()
    return sum(is_working_day(start + timedelta(days=n), decided) for n in range(1, days + 1))


def moment_after(moment: datetime, working_days: int) -> datetime:
    """Return the moment some working days later, at the same hour in Vietnam."""
    local = moment.astimezone(clock.local_zone())
    return datetime.combine(add_working_days(local.date(), working_days), local.timetz())


def _shift(start: Any, count: Any, sign: int) -> date | datetime | None:
    """Return a day moved by working days; null, as FEEL has it, for what is no day or number or leaves the calendar."""
    is_number = isinstance(count, Decimal | int) and not isinstance(count, bool)
    if not isinstance(start, date) or not is_number:
        return None
    try:
        return _moved(start, sign * int(count))
    except OverflowError:
        return None


def _moved(start: date | datetime, count: int) -> date | datetime:
    if isinstance(start, datetime):
        return moment_after(start if start.tzinfo else start.replace(tzinfo=clock.local_zone()), count)
    return add_working_days(start, count)


def _now() -> datetime:
    return clock.now().astimezone(clock.local_zone())


register_function("now", _now, params=[])
register_function("today", clock.today, params=[])
register_function("working days after", lambda start, count: _shift(start, count, 1), params=["from", "n"])
register_function("working days before", lambda start, count: _shift(start, count, -1), params=["from", "n"])
