"""The figures of simplicity, worked out from what the store finds."""

import math
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from engine.base import clock
from engine.feel import workdays
from web.reports.simplicity.asked import MEASURES
from web.reports.simplicity.store import Counted, Found

TENTHS = 0.9
COUNTED = MEASURES[1:]
"""What is counted in a case, but for its days."""


@dataclass(frozen=True)
class Case:
    """One case with its measures; what is counted is None where its steps are no longer kept."""

    found: Found
    days: int
    counts: Mapping[str, int] | None

    def measure(self, name: str) -> int:
        """Return one measure; -1 for what is no longer known."""
        if name == "days":
            return self.days
        return self.counts[name] if self.counts is not None else -1


@dataclass(frozen=True)
class Line:
    """The cases of one value: how many, their days (median, and what nine of ten stay within), and means of the rest.

    A mean is None where no case has its steps kept.
    """

    value: str
    name: str
    cases: int
    median: float
    nine_of_ten: int
    means: Mapping[str, float | None]

    def figure(self, name: str) -> float | None:
        """Return one figure: the median of the days, or a mean."""
        return self.median if name == "days" else self.means[name]


def measured(found: Iterable[Found], counted: Counted) -> list[Case]:
    """Return the cases with their measures, days in working days from hand-in to decision."""
    cases = list(found)
    worked = _days_worked([*(case.handed_in for case in cases), *(case.decided for case in cases)])
    return [
        Case(
            case,
            max(worked[clock.local_day(case.decided)] - worked[clock.local_day(case.handed_in)], 0),
            _counts(case.code, counted),
        )
        for case in cases
    ]


def _counts(code: str, counted: Counted) -> dict[str, int] | None:
    if code not in counted.steps:
        return None
    return {name: getattr(counted, name).get(code, 0) for name in COUNTED}


def _days_worked(moments: Iterable[Any]) -> dict[date, int]:
    """Return for each day between the first and the last how many working days there were until it."""
    days = {clock.local_day(at) for at in moments}
    if not days:
        return {}
    decided, first, number, worked = workdays.decided_days(), min(days), 0, {}
    for n in range((max(days) - first).days + 1):
        day = first + timedelta(days=n)
        number += workdays.is_working_day(day, decided)
        worked[day] = number
    return worked


def lines(cases: Iterable[Case], key: Callable[[Case], Any], name_of: Callable[[Any], str]) -> list[Line]:
    """Return one line for each value, the one of most cases first."""
    groups: dict[Any, list[Case]] = defaultdict(list)
    for case in cases:
        groups[key(case)].append(case)
    found = [line(group, str(value or ""), name_of(value)) for value, group in groups.items()]
    return sorted(found, key=lambda one: (-one.cases, one.name))


def line(cases: list[Case], value: str, name: str) -> Line:
    """Return the figures of some cases, of which there is at least one."""
    days = sorted(case.days for case in cases)
    counts = [case.counts for case in cases if case.counts is not None]
    means = {one: round(statistics.fmean(each[one] for each in counts), 2) if counts else None for one in COUNTED}
    nine = days[math.ceil(TENTHS * len(days)) - 1]
    return Line(value, name, len(cases), statistics.median(days), nine, means)


@dataclass(frozen=True)
class Change:
    """One measure before and after: both figures and the difference, None where one is not known."""

    name: str
    before: float | None
    after: float | None

    @property
    def difference(self) -> float | None:
        """Return how much more it became; less is simpler."""
        return None if self.before is None or self.after is None else round(self.after - self.before, 2)


@dataclass(frozen=True)
class Comparison:
    """Two lines side by side."""

    before: Line
    after: Line

    @property
    def changes(self) -> list[Change]:
        """Return what became of each measure."""
        both = [(name, self.before.figure(name), self.after.figure(name)) for name in MEASURES]
        nine = ("nine_of_ten", self.before.nine_of_ten, self.after.nine_of_ten)
        return [Change(*one) for one in (both[0], nine, *both[1:])]


def compare(found: Iterable[Line], before: str, after: str) -> Comparison | None:
    """Return the two lines asked for, of what is not asked for the last two; None where there are not two."""
    known = {one.value: one for one in sorted(found, key=_in_order) if one.value}
    last = [*known][-2:]
    if len(last) < len(("before", "after")):
        return None
    return Comparison(known[before if before in known else last[0]], known[after if after in known else last[1]])


def _in_order(one: Line) -> tuple[int, str]:
    return (int(one.value) if one.value.isdecimal() else 0, one.value)


def by_time(found: Iterable[Line]) -> list[Line]:
    """Return lines whose values are numbers, the first first."""
    return sorted(found, key=_in_order)


def widest(found: Iterable[Line]) -> float:
    """Return the largest median, by which bars are drawn; at least one."""
    return max([1.0, *(one.median for one in found)])
