"""Instants and lengths of time as diagrams write them; months and days are those of the local calendar."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from engine.base import clock
from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.feel.errors import FeelNullError
from engine.feel.temporal.parsing import read_date_time
from engine.feel.values import YearsMonthsDuration

_WHOLE = r"[0-9]{1,9}"
_ISO = re.compile(
    rf"(?P<sign>-?)P(?=[0-9T])(?:(?P<years>{_WHOLE})Y)?(?:(?P<months>{_WHOLE})M)?"
    rf"(?:(?P<weeks>{_WHOLE})W)?(?:(?P<days>{_WHOLE})D)?"
    rf"(?:T(?=[0-9])(?:(?P<hours>{_WHOLE})H)?(?:(?P<minutes>{_WHOLE})M)?(?:(?P<seconds>{_WHOLE}(?:[.,][0-9]{{1,9}})?)S)?)?"
)

_BRACKETS = re.compile(r"(?P<moment>[^\[\]]*?T[^\[\]]*?(?P<offset>Z|[+-][0-9:]{5,8})?)\[(?P<zone>[A-Za-z_+\-/0-9]+)\]")


class TimerError(BangVangError):
    """A timer's value is neither a date nor a duration."""


@dataclass(frozen=True)
class Length:
    """A length of time; months and days keep the time of day in the local zone, whatever its clocks do."""

    months: int = 0
    days: int = 0
    span: timedelta = timedelta()

    @property
    def shortest(self) -> timedelta:
        """Return less than the length ever lasts."""
        by_calendar = timedelta(days=self.months * 28 + self.days)
        return by_calendar + self.span - timedelta(hours=2 if by_calendar else 0)

    def after(self, anchor: datetime, times: int = 1) -> datetime:
        """Return the instant some lengths after another; a day that its month does not have is the month's last.

        Raises TimerError beyond the calendar.
        """
        local = anchor.astimezone(clock.local_zone())
        try:
            day = _months_on(local, self.months * times) + timedelta(days=self.days * times)
            return day.astimezone(UTC) + self.span * times
        except (OverflowError, ValueError):
            raise TimerError(Text(N_("The timer's instant lies beyond the calendar."))) from None


def _months_on(local: datetime, months: int) -> datetime:
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    return local.replace(year=year, month=month + 1, day=min(local.day, monthrange(year, month + 1)[1]))


def read_length(value: object) -> Length:
    """Return the length that a FEEL duration or a text such as `P1M2DT3H` means. Raises TimerError."""
    if isinstance(value, YearsMonthsDuration):
        return Length(months=value.months)
    if isinstance(value, timedelta):
        return Length(span=value)
    found = _ISO.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise TimerError(Text(N_("“%(value)s” is not a duration such as P3D or PT12H."), {"value": str(value)}))
    return _length(found.groupdict())


def _length(parts: dict[str, str | None]) -> Length:
    sign = -1 if parts["sign"] else 1
    number = {name: int(text or 0) for name, text in parts.items() if name not in ("sign", "seconds")}
    seconds = Decimal((parts["seconds"] or "0").replace(",", "."))
    micros = sign * ((number["hours"] * 60 + number["minutes"]) * 60_000_000 + int(seconds * 1_000_000))
    return Length(
        months=sign * (number["years"] * 12 + number["months"]),
        days=sign * (number["weeks"] * 7 + number["days"]),
        span=timedelta(microseconds=micros),
    )


def instant(value: object) -> datetime:
    """Return the aware instant that a date, a date and time, or their text means; raises TimerError."""
    found = _parsed(value.strip()) if isinstance(value, str) else value
    if isinstance(found, date) and not isinstance(found, datetime):
        found = datetime.combine(found, time.min)
    if not isinstance(found, datetime):
        raise TimerError(Text(N_("“%(value)s” is not a date and time."), {"value": str(value)}))
    return _in_utc(found if found.tzinfo else found.replace(tzinfo=clock.local_zone()))


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise TimerError(Text(N_("The timer's instant lies beyond the calendar."))) from None


def _parsed(text: str) -> object:
    """Return what a text says; a zone in brackets after an offset repeats it, after none it is the zone."""
    zoned = _BRACKETS.fullmatch(text)
    if zoned is not None:
        text = zoned["moment"] if zoned["offset"] else f"{zoned['moment']}@{zoned['zone']}"
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return _parsed_as_feel(text)


def _parsed_as_feel(text: str) -> object:
    """Return what FEEL alone can read: a zone by its name, as in `2026-03-01T08:00:00@Asia/Ho_Chi_Minh`."""
    try:
        return read_date_time(text)
    except FeelNullError:
        return None
