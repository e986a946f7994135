"""Days and times as people type them: 23/11/2026, 23112026, 2026-11-23; 14:30 or 14h30."""

import re
from datetime import date, datetime, time

from engine.base.clock import local_zone
from engine.base.text import N_, Text
from forms.errors import AnswerError

_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})", re.ASCII)
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_TIME = re.compile(r"(\d{1,2})\s*[:hHgG.]\s*(\d{2})?(?::\d{2})?", re.ASCII)
_YEARS = range(1900, 2200)


def read_date(text: str) -> date:
    """Return the day a person typed.

    Raises AnswerError for what is no day of the calendar between 1900 and 2199.
    """
    plain = text.strip()
    if found := _ISO.fullmatch(plain):
        year, month, day = (int(part) for part in found.groups())
    elif found := (_DAY_FIRST.fullmatch(plain) or _DIGITS.fullmatch(plain)):
        day, month, year = (int(part) for part in found.groups())
    else:
        raise AnswerError(Text(N_("Enter a date as day/month/year, for example 31/12/2026.")))
    return _day(year, month, day)


def read_date_at(field: str, text: str) -> date:
    """Return the day a person typed in a field, which what is wrong with it names.

    Raises AnswerError.
    """
    try:
        return read_date(text)
    except AnswerError as wrong:
        raise AnswerError(wrong.text, field) from None


def _day(year: int, month: int, day: int) -> date:
    if year not in _YEARS:
        raise AnswerError(Text(N_("Enter a year between 1900 and 2199.")))
    try:
        return date(year, month, day)
    except ValueError:
        raise AnswerError(Text(N_("There is no such day in the calendar."))) from None


def read_time(text: str) -> time:
    """Return the time of day a person typed.

    Raises AnswerError.
    """
    found = _TIME.fullmatch(text.strip())
    if found and int(found[1]) < 24 and int(found[2] or 0) < 60:
        return time(int(found[1]), int(found[2] or 0))
    raise AnswerError(Text(N_("Enter a time as hour:minute, for example 14:30.")))


def read_moment(day: str, hour: str) -> datetime:
    """Return the instant of a day and a time of day in Vietnam.

    Raises AnswerError.
    """
    return datetime.combine(read_date(day), read_time(hour), tzinfo=local_zone())


def write_date(value: date) -> str:
    """Return a day as it stands in its input."""
    return value.strftime("%d/%m/%Y")


def write_time(value: time) -> str:
    """Return a time of day as it stands in its input."""
    return value.strftime("%H:%M")


def split_moment(value: datetime) -> tuple[str, str]:
    """Return day and time of an instant as they stand in their inputs."""
    local = value.astimezone(local_zone()) if value.tzinfo else value
    return write_date(local.date()), write_time(local.time())
