"""Functions of dates, times and durations (DMN 1.5 tables 73, 77 and 80)."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

from engine.base import clock
from engine.base.text import N_, Text
from engine.feel.builtins.registry import builtin
from engine.feel.errors import FeelNullError
from engine.feel.numbers import whole
from engine.feel.temporal import calendar, parsing
from engine.feel.values import YearsMonthsDuration

AnyDate = calendar.AnyDate
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _whole(number: Decimal) -> int:
    value = whole(number)
    if value is None:
        raise calendar.refusal()
    return value


@builtin("date", "from: string")
def date_of_text(text: str) -> AnyDate:
    """Return the date a text spells."""
    return parsing.read_date(text)


@builtin("date", "from: moment")
def date_of_moment(moment: AnyDate) -> AnyDate:
    """Return the date of a date and time."""
    return calendar.date_part(moment)


@builtin("date", "year: number", "month: number", "day: number")
def date_of_parts(year: Decimal, month: Decimal, day: Decimal) -> AnyDate:
    """Return the date of a year, month and day."""
    return calendar.make_date(_whole(year), _whole(month), _whole(day))


@builtin("date and time", "from: string")
def moment_of_text(text: str) -> AnyDate:
    """Return the date and time a text spells; a date is its midnight."""
    if "T" not in text:
        return calendar.with_time(parsing.read_date(text), time())
    return parsing.read_date_time(text)


@builtin("date and time", "date: moment", "time: time")
def moment_of_parts(day: AnyDate, at: time) -> AnyDate:
    """Return a date at a time of day."""
    return calendar.with_time(calendar.date_part(day), at)


@builtin("date and time", "date: date and time", "timezone: string")
def moment_in_zone(moment: AnyDate, zone: str) -> AnyDate:
    """Return the same moment as clocks of another zone show it."""
    cycles, near = calendar.split(moment)
    if not isinstance(near, datetime) or near.tzinfo is None:
        raise FeelNullError(Text(N_("A moment with a time zone cannot be compared with one without.")))
    return calendar.settle(near.astimezone(parsing.read_zone(zone if zone[:1] in "Z+-" else "@" + zone)), cycles)


@builtin("date and time", *(f"{part}: number" for part in ("year", "month", "day", "hour", "minute", "second")))
@builtin(
    "date and time",
    *(f"{part}: number" for part in ("year", "month", "day", "hour", "minute", "second")),
    "offset: any",
)
def moment_of_numbers(*parts: Any) -> AnyDate:
    """Return the date and time of its parts."""
    day = date_of_parts(*parts[:3])
    return moment_of_parts(day, time_of_parts(*parts[3:]))  # type: ignore[no-any-return]


@builtin("time", "from: string")
def time_of_text(text: str) -> time:
    """Return the time a text spells."""
    if text.startswith("T"):
        raise FeelNullError(Text(N_("“%(text)s” is not a valid %(kind)s."), {"text": text[:60], "kind": "time"}))
    return parsing.read_time(text)


@builtin("time", "from: time")
def time_itself(value: time) -> time:
    """Return a time as it is."""
    return value


@builtin("time", "from: moment")
def time_of_moment(moment: AnyDate) -> time:
    """Return the time of a date and time; of a date, midnight in UTC."""
    near = calendar.split(moment)[1]
    if not isinstance(near, datetime):
        return time(tzinfo=UTC)
    return calendar.fine_time(near.timetz(), calendar.nanos_of(near))


@builtin("time", "hour: number", "minute: number", "second: number")
@builtin("time", "hour: number", "minute: number", "second: number", "offset: any")
def time_of_parts(hour: Decimal, minute: Decimal, second: Decimal, offset: Any = None) -> time:
    """Return the time of its parts."""
    if offset is not None and not (isinstance(offset, timedelta) and abs(offset) <= timedelta(hours=14)):
        raise calendar.refusal()
    zone = None if offset is None else timezone(offset) if offset else UTC
    nanos = int(second % 1 * 1_000_000_000)
    try:
        return calendar.fine_time(time(_whole(hour), _whole(minute), int(second), nanos // 1_000, zone), nanos % 1_000)
    except (ValueError, OverflowError):
        raise calendar.refusal() from None


@builtin("duration", "from: string")
def duration_of_text(text: str) -> timedelta | YearsMonthsDuration:
    """Return the duration a text spells."""
    return parsing.read_duration(text)


@builtin("duration", "from: duration")
def duration_itself(value: Any) -> Any:
    """Return a duration as it is."""
    return value


@builtin("years and months duration", "from: moment", "to: moment")
def months_between(start: AnyDate, end: AnyDate) -> YearsMonthsDuration:
    """Return the whole months from one moment to another."""
    (from_cycles, near), (to_cycles, far) = calendar.split(start), calendar.split(end)
    months = (far.year - near.year + 400 * (to_cycles - from_cycles)) * 12 + far.month - near.month
    if months > 0 and far.day < near.day:
        months -= 1
    elif months < 0 and far.day > near.day:
        months += 1
    return YearsMonthsDuration(months)


@builtin("now")
def now() -> datetime:
    """Return the present moment."""
    return clock.now().astimezone(clock.local_zone())


@builtin("today")
def today() -> date:
    """Return the present date."""
    return clock.today()


@builtin("day of week", "date: moment")
def day_of_week(moment: AnyDate) -> str:
    """Return the name of the day."""
    return _DAYS[calendar.split(moment)[1].weekday()]


@builtin("month of year", "date: moment")
def month_of_year(moment: AnyDate) -> str:
    """Return the name of the month."""
    return _MONTHS[calendar.split(moment)[1].month - 1]


@builtin("day of year", "date: moment")
def day_of_year(moment: AnyDate) -> Decimal:
    """Return the day's number in its year."""
    return Decimal(calendar.split(moment)[1].timetuple().tm_yday)


@builtin("week of year", "date: moment")
def week_of_year(moment: AnyDate) -> Decimal:
    """Return the week's number in its year (ISO 8601)."""
    return Decimal(calendar.split(moment)[1].isocalendar().week)


@builtin("last day of month", "date: moment")
def last_day_of_month(moment: AnyDate) -> AnyDate:
    """Return the last date of the month."""
    first = calendar.split(calendar.date_part(moment))
    next_month = calendar.add_months(calendar.settle(first[1].replace(day=1), first[0]), 1)
    return calendar.add_time(next_month, timedelta(days=-1))
