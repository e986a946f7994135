"""Values of FEEL that Python has no type for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any


@dataclass(frozen=True, order=True)
class YearsMonthsDuration:
    """A duration in whole months (DMN 1.5 section 10.3.2.3.8, xs:yearMonthDuration)."""

    months: int

    def __neg__(self) -> "YearsMonthsDuration":
        return YearsMonthsDuration(-self.months)


@dataclass(frozen=True)
class Range:
    """An interval of comparable values; None is an end that is open to infinity (DMN 1.5 section 10.3.2.7)."""

    start: Any
    end: Any
    start_included: bool = True
    end_included: bool = True


class FineTime(time):
    """A time with nanoseconds below its microsecond."""

    nanos: int = 0


class FineDateTime(datetime):
    """A date and time with nanoseconds below its microsecond."""

    nanos: int = 0


class FineDuration(timedelta):
    """A duration with nanoseconds on top of its microseconds: 1 to 999, of a negative one as well."""

    nanos: int = 0


#: The Gregorian calendar repeats, days of the week included, every 400 years.
CYCLE_YEARS = 400


@dataclass(frozen=True)
class FarDate:
    """A date, or date and time, outside the years 1 to 9999: `near` with whole 400-year cycles added."""

    cycles: int
    near: date | datetime

    @property
    def year(self) -> int:
        """Return the astronomical year."""
        return self.near.year + CYCLE_YEARS * self.cycles
