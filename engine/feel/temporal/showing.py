"""Dates, times and durations to text, as `string()` writes them."""

from datetime import datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from engine.feel.temporal.calendar import AnyDate, nanos_of, split
from engine.feel.temporal.spans import span_nanos
from engine.feel.values import CYCLE_YEARS, YearsMonthsDuration


def show_zone(zone: tzinfo | None, moment: datetime | None = None) -> str:
    """Return a zone as it is read back."""
    if zone is None:
        return ""
    if isinstance(zone, ZoneInfo):
        return f"@{zone.key}"
    offset = zone.utcoffset(moment) or timedelta(0)
    if not offset:
        return "Z"
    seconds = int(abs(offset).total_seconds())
    text = f"{'-' if offset < timedelta(0) else '+'}{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return text + (f":{seconds % 60:02}" if seconds % 60 else "")


def show_time(value: time) -> str:
    """Return a time as text."""
    return _clock(value) + show_zone(value.tzinfo)


def _clock(value: time | datetime) -> str:
    text = f"{value.hour:02}:{value.minute:02}:{value.second:02}"
    fraction = value.microsecond * 1_000 + nanos_of(value)
    return text + f".{fraction:09}".rstrip("0") if fraction else text


def show_date(value: AnyDate) -> str:
    """Return a date, or a date and time, as text."""
    cycles, near = split(value)
    year = near.year + cycles * CYCLE_YEARS
    text = f"{'-' if year < 0 else ''}{abs(year):04}-{near.month:02}-{near.day:02}"
    if isinstance(near, datetime):
        text += "T" + _clock(near) + show_zone(near.tzinfo, near)
    return text


def show_months(value: YearsMonthsDuration) -> str:
    """Return a duration of months as text."""
    years, months = divmod(abs(value.months), 12)
    text = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
    return ("-" if value.months < 0 else "") + "P" + (text or "0M")


def show_days(value: timedelta) -> str:
    """Return a duration of days and time as text."""
    nanos = abs(span_nanos(value))
    total, fraction = timedelta(microseconds=nanos // 1_000), nanos % 1_000_000_000
    hours, rest = divmod(total.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    text = "".join(f"{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M")) if number)
    if seconds or fraction:
        text += f"{seconds}" + (f".{fraction:09}".rstrip("0") if fraction else "") + "S"
    days = f"{total.days}D" if total.days else ""
    shown = days + ("T" + text if text else "")
    return ("-" if value < timedelta(0) else "") + "P" + (shown or "T0S")


def show_temporal(value: Any) -> str:
    """Return any temporal value as text."""
    if isinstance(value, time):
        return show_time(value)
    if isinstance(value, timedelta):
        return show_days(value)
    if isinstance(value, YearsMonthsDuration):
        return show_months(value)
    return show_date(value)
