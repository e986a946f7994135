"""Counting years: in a row, since a commendation was given, since a discipline was over."""

from collections.abc import Mapping
from typing import Any

from workflows.registers.awards.model import YearRecord

# Commendations that higher ones ask for, and what is counted since the year they were given.
STEPS = ("BKB", "BKTTG", "HCLD3", "HCLD2")
_COUNTED = ("CSTDB", "CSTDTQ", "CTDB", "CTDCP", "BKTTG", "TTLDXS")
_GOOD = frozenset({"GOOD", "EXCELLENT"})


def run_length(years: set[int], last: int) -> int:
    """Return how many years without a gap end with `last`."""
    length = 0
    while last - length in years:
        length += 1
    return length


def times_running(given: set[int], between: set[int], last: int) -> int:
    """Return how many times running a title was given, the last time in `last`.

    A title that asks for years of a lower one is not given yearly: two times are running where the lower title was
    held in every year between them (Law 06/2022/QH15 Art. 21).
    """
    if last not in given:
        return 0
    times, year = 1, last - 1
    while year in given or year in between:
        times += year in given
        year -= 1
    return times


def disciplined_to(records: Mapping[int, YearRecord], year: int) -> int:
    """Return the last year, by a year, in which a discipline was in force; 0 where there was none.

    Achievements count from the end of a discipline (Decree 98/2023 and 152/2025, Art. 4): the years in which it is in
    force do not, nor does what was achieved before them.
    """
    disciplined = ((y, row.disciplined_until) for y, row in records.items() if y <= year and row.discipline != "NONE")
    return max((max(y, until.year if until else y) for y, until in disciplined), default=0)


def facts_since(
    step: str, titles: Mapping[str, set[int]], records: Mapping[int, YearRecord], year: int
) -> dict[str, Any]:
    """Count what was achieved after a commendation was given, and after a discipline: good years without a gap.

    Given twice, the first counts: all that is asked since then is a least, so a later one would only take years away.
    “Three times Grassroots Fighter in that time” is asked of those good years (Law 06/2022/QH15 Art. 44, 73).
    """
    name = step.lower()
    given = min((y for y in titles.get(step, set()) if y < year), default=None)
    begin = max(given or year, disciplined_to(records, year))
    after = {y: row for y, row in records.items() if begin < y <= year}
    good = run_length({y for y, row in after.items() if row.rating in _GOOD}, year)
    run = set(range(year - good + 1, year + 1))
    excellent = {y for y in run if after[y].rating == "EXCELLENT"}
    found: dict[str, Any] = {
        f"{name}_year": given,
        f"years_good_since_{name}": good,
        f"years_excellent_since_{name}": len(excellent),
        f"consecutive_excellent_since_{name}": run_length(excellent, year),
        f"cstdcs_since_{name}": len(run & titles.get("CSTDCS", set())),
    }
    for award in _COUNTED:
        found[f"{award.lower()}_since_{name}"] = sum(begin < y <= year for y in titles.get(award, set()))
    return found
