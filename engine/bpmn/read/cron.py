"""Cron expressions of timers, as Zeebe takes them: second, minute, hour, day, month and day of the week, in local time.

Both kinds of day must hold. Days may be `L` (the last), `L-3`, `15W` (the weekday nearest to it) and `LW`; days of the
week `MON-FRI`, `5L` (the month's last Friday) and `MON#2` (its second Monday); 0 and 7 are Sunday. `@daily` and its kin
stand for expressions.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from engine.base import clock

MACROS = {
    "@yearly": "0 0 0 1 1 *",
    "@annually": "0 0 0 1 1 *",
    "@monthly": "0 0 0 1 * *",
    "@weekly": "0 0 0 * * 0",
    "@daily": "0 0 0 * * *",
    "@midnight": "0 0 0 * * *",
    "@hourly": "0 0 * * * *",
}
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
FARTHEST = timedelta(days=366 * 41)
"""Within 41 years every day of the year falls on every day of the week."""
_PART = re.compile(r"(?P<low>\*|[0-9]{1,2})(?:-(?P<high>[0-9]{1,2}))?(?:/(?P<step>[0-9]{1,2}))?")
_LAST = re.compile(r"L(?:-(?P<before>[0-9]{1,2}))?(?P<work>W?)")
_NEAR = re.compile(r"(?P<day>[0-9]{1,2})W")
_LAST_OF = re.compile(r"(?P<day>[0-7])L")
_NTH_OF = re.compile(r"(?P<day>[0-7])#(?P<nth>[1-5])")

Test = Callable[[date], bool]


@dataclass(frozen=True)
class Cron:
    """An expression, read: the times of a day, and which days."""

    hours: tuple[int, ...]
    minutes: tuple[int, ...]
    seconds: tuple[int, ...]
    months: frozenset[int]
    days: tuple[Test, ...]
    weekdays: tuple[Test, ...]

    def after(self, moment: datetime) -> datetime | None:
        """Return the first instant after another, or None where there never is one."""
        local = moment.astimezone(clock.local_zone())
        day, end = local.date(), min(local.date(), date.max - FARTHEST) + FARTHEST
        since = (local.hour, local.minute, local.second)
        while day <= end:
            if self._takes(day):
                for one in self._instants(day, since):
                    if one > moment:
                        return one
            day, since = day + timedelta(days=1), (0, 0, 0)
        return None

    def _takes(self, day: date) -> bool:
        return (
            day.month in self.months
            and any(test(day) for test in self.days)
            and any(test(day) for test in self.weekdays)
        )

    def _instants(self, day: date, since: tuple[int, int, int]) -> Iterator[datetime]:
        """Yield the instants of a day that do not come before a time of it."""
        for hour in (h for h in self.hours if h >= since[0]):
            for minute in (m for m in self.minutes if (hour, m) >= since[:2]):
                for second in (s for s in self.seconds if (hour, minute, s) >= since):
                    at = time(hour, minute, second, tzinfo=clock.local_zone())
                    yield datetime.combine(day, at).astimezone(UTC)


def looks_like_cron(text: str) -> bool:
    """Tell whether a cycle is meant as a cron expression."""
    return text.strip().startswith("@") or len(text.split()) > 1


@lru_cache(maxsize=256)
def read_cron(text: str) -> Cron | None:
    """Return what an expression says, or None where it is none."""
    parts = MACROS.get(text.strip(), text).upper().split()
    if len(parts) != 6:
        return None
    try:
        second, minute, hour = (_numbers(part, 0, most) for part, most in zip(parts, (59, 59, 23), strict=False))
        months = frozenset(_numbers(_by_number(parts[4], MONTHS, 1), 1, 12))
        days = tuple(_day_test(one) for one in parts[3].replace("?", "*").split(","))
        weekdays = tuple(_weekday_test(one) for one in _by_number(parts[5], DAYS, 0).replace("?", "*").split(","))
    except ValueError:
        return None
    return Cron(hour, minute, second, months, days, weekdays)


def _by_number(part: str, names: tuple[str, ...], first: int) -> str:
    for number, name in enumerate(names, first):
        part = re.sub(rf"\b{name}(?=$|[,/#L-])", str(number), part)
    return part


def _numbers(part: str, least: int, most: int) -> tuple[int, ...]:
    """Return the numbers that a list of ranges means; raises ValueError for what is none."""
    found: set[int] = set()
    for one in part.split(","):
        match = _PART.fullmatch(one)
        if match is None or (match["low"] == "*" and match["high"]):
            raise ValueError(one)
        step = int(match["step"] or 1)
        low = least if match["low"] == "*" else int(match["low"])
        high = int(match["high"]) if match["high"] else most if match["low"] == "*" or match["step"] else low
        if not (least <= low <= high <= most and step):
            raise ValueError(one)
        found.update(range(low, high + 1, step))
    return tuple(sorted(found))


def _day_test(part: str) -> Test:
    last, near = _LAST.fullmatch(part), _NEAR.fullmatch(part)
    if last is not None:
        before, is_work = int(last["before"] or 0), bool(last["work"])
        return lambda day: day == _last_day(day, before, is_work=is_work)
    if near is not None and 1 <= int(near["day"]) <= 31:
        return lambda day: day == _nearest_weekday(day, int(near["day"]))
    numbers = frozenset(_numbers(part, 1, 31))
    return lambda day: day.day in numbers


def _last_day(day: date, before: int, *, is_work: bool) -> date | None:
    number = monthrange(day.year, day.month)[1] - before
    if number < 1:
        return None
    last = day.replace(day=number)
    return last - timedelta(days=max(0, last.isoweekday() - 5)) if is_work else last


def _nearest_weekday(day: date, number: int) -> date | None:
    """Return the weekday nearest to a day of a month, within that month; None where the month has no such day."""
    length = monthrange(day.year, day.month)[1]
    if number > length:
        return None
    wanted = day.replace(day=number)
    shift = {6: 2 if number == 1 else -1, 7: -2 if number == length else 1}.get(wanted.isoweekday(), 0)
    return wanted + timedelta(days=shift)


def _weekday_test(part: str) -> Test:
    last, nth = _LAST_OF.fullmatch(part), _NTH_OF.fullmatch(part)
    if last is not None:
        wanted = int(last["day"]) % 7
        return lambda day: _weekday(day) == wanted and day.day + 7 > monthrange(day.year, day.month)[1]
    if nth is not None:
        wanted, number = int(nth["day"]) % 7, int(nth["nth"])
        return lambda day: _weekday(day) == wanted and (day.day + 6) // 7 == number
    numbers = frozenset(one % 7 for one in _numbers(part, 0, 7))
    return lambda day: _weekday(day) in numbers


def _weekday(day: date) -> int:
    """Return the day of the week as cron counts it: 0 is Sunday."""
    return day.isoweekday() % 7
