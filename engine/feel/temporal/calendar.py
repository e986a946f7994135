"""Dates of any year, near ones as Python's and far ones as cycles beyond them."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from engine.base.text import N_, Text
from engine.feel.errors import FeelNullError
from engine.feel.temporal.spans import span_nanos
from engine.feel.values import CYCLE_YEARS, FarDate, FineDateTime, FineDuration, FineTime, YearsMonthsDuration

MAX_YEAR = 999_999_999
AnyDate = date | FarDate
Moment = TypeVar("Moment", bound=date)


def refusal() -> FeelNullError:
    """Return the error for a date that does not exist."""
    return FeelNullError(Text(N_("There is no such date or time.")))


def make_months(months: int) -> YearsMonthsDuration:
    """Return a duration of months, or raise FeelNullError if it is beyond all calendars."""
    if abs(months) > MAX_YEAR * 12:
        raise refusal()
    return YearsMonthsDuration(months)


def near_year(year: int) -> tuple[int, int]:
    """Return whole cycles and the year within Python's reach."""
    if 1 <= year <= 9999:
        return 0, year
    if abs(year) > MAX_YEAR:
        raise refusal()
    cycles = (year - 2000) // CYCLE_YEARS
    return cycles, year - cycles * CYCLE_YEARS


def settle(near: date, cycles: int) -> AnyDate:
    """Return the date itself if it is within reach, or a far one in its normal form."""
    if cycles == 0:
        return near
    more, year = near_year(near.year + cycles * CYCLE_YEARS)
    moved = fine_moment(near.replace(year=year), nanos_of(near))
    return moved if more == 0 else FarDate(more, moved)


def make_date(year: int, month: int, day: int) -> AnyDate:
    """Return a date, or raise FeelNullError if there is none."""
    cycles, near = near_year(year)
    try:
        return settle(date(near, month, day), cycles)
    except (ValueError, OverflowError):
        raise refusal() from None


def split(value: AnyDate) -> tuple[int, date]:
    """Return cycles and the date within Python's reach."""
    return (value.cycles, value.near) if isinstance(value, FarDate) else (0, value)


def date_part(value: AnyDate) -> AnyDate:
    """Return the date of a date and time."""
    cycles, near = split(value)
    return settle(near.date() if isinstance(near, datetime) else near, cycles)


def with_time(day: AnyDate, clock: time) -> AnyDate:
    """Return the day at a time."""
    cycles, near = split(day)
    return settle(fine_moment(datetime.combine(near, clock, clock.tzinfo), nanos_of(clock)), cycles)


def nanos_of(value: date | time) -> int:
    """Return the nanoseconds below the microsecond."""
    return value.nanos if isinstance(value, FineDateTime | FineTime) else 0


def fine_moment(moment: Moment, nanos: int) -> Moment:
    """Return a date and time with nanoseconds below its microsecond."""
    if not nanos or not isinstance(moment, datetime):
        return moment
    fine = FineDateTime.combine(moment.date(), moment.timetz())
    fine.nanos = nanos
    return fine  # type: ignore[return-value]


def fine_time(clock: time, nanos: int) -> time:
    """Return a time with nanoseconds below its microsecond."""
    if not nanos:
        return clock
    fine = FineTime(clock.hour, clock.minute, clock.second, clock.microsecond, clock.tzinfo)
    fine.nanos = nanos
    return fine


def add_months(value: AnyDate, months: int) -> AnyDate:
    """Return the same day some months on, or the last day of that month."""
    cycles, near = split(value)
    year, month = divmod(near.year * 12 + near.month - 1 + months, 12)
    more, year = near_year(year + cycles * CYCLE_YEARS)
    day = min(near.day, monthrange(year, month + 1)[1])
    return settle(fine_moment(near.replace(year=year, month=month + 1, day=day), nanos_of(near)), more)


def add_time(value: AnyDate, delta: timedelta) -> AnyDate:
    """Return the value moved by a duration; with a zone, by time that truly passes."""
    cycles, near = split(value)
    if isinstance(near, datetime) and (nanos_of(near) or isinstance(delta, FineDuration)):
        micros, nanos = divmod(nanos_of(near) + span_nanos(delta), 1_000)
        near, delta = fine_moment(near.replace(), nanos), timedelta(microseconds=micros)
    whole, rest = divmod(delta, timedelta(days=146_097))
    try:
        return settle(_moved(near, rest), cycles + whole) if cycles or whole else _moved(near, rest)
    except OverflowError:
        step = 1 if near.year > 5000 else -1
        inner = near.replace(year=near.year - step * CYCLE_YEARS)
        return settle(_moved(inner, rest), cycles + whole + step)


def _moved(near: date, delta: timedelta) -> date:
    if isinstance(near, datetime) and isinstance(near.tzinfo, ZoneInfo):
        return fine_moment((near.astimezone(UTC) + delta).astimezone(near.tzinfo), nanos_of(near))
    return fine_moment(near + delta, nanos_of(near))


def ordinal(value: AnyDate) -> tuple[int, int]:
    """Return a value's place on the time line: days (in UTC) and nanoseconds within the day."""
    cycles, near = split(value)
    days, nanos = near.toordinal(), 0
    if isinstance(near, datetime):
        micros = ((near.hour * 60 + near.minute) * 60 + near.second) * 1_000_000 + near.microsecond
        offset = near.utcoffset()
        nanos = (micros - (offset // timedelta(microseconds=1) if offset else 0)) * 1_000 + nanos_of(near)
    extra, nanos = divmod(nanos, 86_400_000_000_000)
    return days + cycles * 146_097 + extra, nanos
