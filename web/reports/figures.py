"""The figures of a report, worked out from what the store finds."""

import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.base import clock
from engine.feel import workdays
from web.reports.store import Step

PARTS = ("passed", "awarded", "failed", "withdrawn", "going_on")
TENTHS = 0.9


@dataclass(frozen=True)
class Line:
    """What came of the nominations of one award, body, unit, bloc or year."""

    value: str
    name: str
    proposed: int
    passed: int
    awarded: int
    failed: int
    withdrawn: int
    going_on: int

    def share(self, part: str, most: int) -> float:
        """Return how long a part's bar is, in percent of the longest line."""
        return round(100 * int(getattr(self, part)) / most, 2) if most else 0.0


@dataclass(frozen=True)
class Pace:
    """How long a step took: how often it was done, and in working days the median and what nine of ten stay within."""

    name: str
    times: int
    median: float
    nine_of_ten: int


def lines(
    groups: Iterable[Any], name_of: Callable[[Any], str], value_of: Callable[[Any], Any] | None = None
) -> list[Line]:
    """Return one line for each value (or what `value_of` makes of it), the largest first; the same are added up."""
    sums: dict[Any, Counter[str]] = defaultdict(Counter)
    for group in groups:
        value = value_of(group.value) if value_of else group.value
        sums[value].update({name: int(group._mapping[name]) for name in ("proposed", *PARTS)})
    found = [
        Line(str(value or ""), name_of(value), **{name: counted[name] for name in ("proposed", *PARTS)})
        for value, counted in sums.items()
    ]
    return sorted(found, key=lambda line: (-line.proposed, line.name))


def total(found: Iterable[Line], name: str) -> Line:
    """Return all lines added up."""
    counted: Counter[str] = Counter()
    for line in found:
        counted.update({part: getattr(line, part) for part in ("proposed", *PARTS)})
    return Line("", name, **{part: counted[part] for part in ("proposed", *PARTS)})


def paces(steps: Iterable[Step], name_of: Callable[[Step], str]) -> list[Pace]:
    """Return how long each step took, in working days of the calendar, the slowest first."""
    days: dict[tuple[str, str], list[int]] = defaultdict(list)
    names: dict[tuple[str, str], str] = {}
    between: dict[tuple[date, date], int] = {}
    for step in steps:
        key = (step.process_id, step.element_id)
        began, ended = (clock.local_day(at) for at in (step.began, step.ended))
        if (began, ended) not in between:
            between[began, ended] = workdays.working_days_between(began, ended)
        days[key].append(between[began, ended])
        names.setdefault(key, name_of(step))
    found = [_pace(names[key], sorted(values)) for key, values in days.items()]
    return sorted(found, key=lambda pace: (-pace.median, -pace.nine_of_ten, pace.name))


def _pace(name: str, values: list[int]) -> Pace:
    return Pace(name, len(values), statistics.median(values), values[math.ceil(TENTHS * len(values)) - 1])


def names_from(known: Mapping[Any, str], none: str) -> Callable[[Any], str]:
    """Return what names a value: its name, its code where it has none, and other words where there is no value."""
    return lambda value: none if value in (None, "") else known.get(value, str(value))
