"""Text to dates, times and durations (DMN 1.5 section 10.3.4.1; XML Schema 1.1 part 2)."""

import re
from datetime import UTC, time, timedelta, timezone, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from engine.base.text import N_, Text
from engine.feel.errors import FeelNullError
from engine.feel.temporal.calendar import AnyDate, add_time, fine_time, make_date, make_months, with_time
from engine.feel.temporal.spans import make_span
from engine.feel.values import YearsMonthsDuration

_DATE = r"(?P<year>-?(?:[1-9][0-9]{4,8}|[0-9]{4}))-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
_TIME = (
    r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?P<fraction>\.[0-9]+)?"
    r"(?P<zone>Z|z|[+-][0-9]{2}:[0-9]{2}(?::[0-9]{2})?|@[A-Za-z0-9_+\-/]+)?"
)
_DATE_ONLY = re.compile(_DATE)
_TIME_ONLY = re.compile(_TIME)
_DATE_TIME = re.compile(f"{_DATE}T{_TIME}")
_MONTHS = re.compile(r"(?P<sign>-?)P(?=[0-9])(?:(?P<years>[0-9]+)Y)?(?:(?P<months>[0-9]+)M)?")
_DAYS = re.compile(
    r"(?P<sign>-?)P(?=[0-9T])(?:(?P<days>[0-9]+)D)?"
    r"(?:T(?=[0-9.])(?:(?P<hours>[0-9]+)H)?(?:(?P<minutes>[0-9]+)M)?(?:(?P<seconds>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)S)?)?"
)


def _refusal(text: str, kind: str) -> FeelNullError:
    return FeelNullError(Text(N_("“%(text)s” is not a valid %(kind)s."), {"text": text[:60], "kind": kind}))


@lru_cache(maxsize=1)
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones())


def read_zone(text: str | None) -> tzinfo | None:
    """Return the zone written as `Z`, `+07:00` or `@Asia/Ho_Chi_Minh`."""
    if not text:
        return None
    if text in ("Z", "z"):
        return UTC
    if text[0] == "@":
        return named_zone(text[1:])
    parts = [int(part) for part in text[1:].split(":")]
    offset = timedelta(hours=parts[0], minutes=parts[1], seconds=parts[2] if len(parts) > 2 else 0)
    if offset > timedelta(hours=14) or parts[1] > 59 or (len(parts) > 2 and parts[2] > 59):
        raise _refusal(text, "time zone")
    return timezone(-offset if text[0] == "-" else offset) if offset else UTC


def named_zone(name: str) -> tzinfo:
    """Return a zone of the IANA database."""
    if name not in _zone_names():
        raise _refusal(name, "time zone")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise _refusal(name, "time zone") from None


def read_date(text: str) -> AnyDate:
    """Return the date written as `2019-12-31`, or raise FeelNullError."""
    found = _DATE_ONLY.fullmatch(text)
    if found is None:
        raise _refusal(text, "date")
    return _date(found)


def _date(found: re.Match[str]) -> AnyDate:
    return make_date(int(found["year"]), int(found["month"]), int(found["day"]))


def _clock(found: re.Match[str]) -> time:
    nanos = int(((found["fraction"] or ".0")[1:] + "000000000")[:9])
    zone = read_zone(found["zone"])
    try:
        clock = time(int(found["hour"]), int(found["minute"]), int(found["second"]), nanos // 1_000, zone)
        return fine_time(clock, nanos % 1_000)
    except ValueError:
        raise _refusal(found.group(), "time") from None


def _is_midnight_24(found: re.Match[str]) -> bool:
    rest = found["minute"] + found["second"] + (found["fraction"] or "")
    return found["hour"] == "24" and not rest.strip("0.")


def read_time(text: str) -> time:
    """Return the time written as `10:30:00+07:00`, or raise FeelNullError."""
    found = _TIME_ONLY.fullmatch(text.removeprefix("T"))
    if found is None:
        raise _refusal(text, "time")
    if _is_midnight_24(found):
        return time(0, 0, 0, 0, read_zone(found["zone"]))
    return _clock(found)


def read_date_time(text: str) -> AnyDate:
    """Return the date and time written as `2019-12-31T10:30:00Z`, or raise FeelNullError."""
    found = _DATE_TIME.fullmatch(text)
    if found is None:
        raise _refusal(text, "date and time")
    day = _date(found)
    if _is_midnight_24(found):
        return with_time(add_time(day, timedelta(days=1)), time(tzinfo=read_zone(found["zone"])))
    return with_time(day, _clock(found))


def read_duration(text: str) -> timedelta | YearsMonthsDuration:
    """Return the duration written as `P1Y2M` or `P3DT4H`, or raise FeelNullError."""
    months = _MONTHS.fullmatch(text)
    if months is not None:
        total = int(months["years"] or 0) * 12 + int(months["months"] or 0)
        return make_months(-total if months["sign"] else total)
    days = _DAYS.fullmatch(text)
    if days is None:
        raise _refusal(text, "duration")
    return _days_duration(days)


def _days_duration(found: re.Match[str]) -> timedelta:
    hours = int(found["days"] or 0) * 24 + int(found["hours"] or 0)
    seconds = (hours * 60 + int(found["minutes"] or 0)) * 60
    total = seconds * 1_000_000_000 + int(Decimal(found["seconds"] or 0) * 1_000_000_000)
    try:
        return make_span(-total if found["sign"] else total)
    except OverflowError:
        raise _refusal(found.group(), "duration") from None


def read_temporal(text: str) -> Any:
    """Return what an at-literal spells, or raise FeelNullError."""
    for pattern, read in ((_DATE_ONLY, read_date), (_DATE_TIME, read_date_time), (_TIME_ONLY, read_time)):
        if pattern.fullmatch(text):
            return read(text)
    return read_duration(text)
