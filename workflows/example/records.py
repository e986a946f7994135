"""What people and units of the example achieved: some may be proposed in 2019 and 2026, some fail a rule."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import uuid5

from engine.base import clock
from workflows.example.bases import BASE
from workflows.example.bodies import member_bodies
from workflows.example.people import NAMESPACE, Somebody, everybody, find_somebody
from workflows.registers.awards.model import Hold, Initiative, TitleRecord, YearRecord

FIRST, LAST = 2012, 2026
PROPOSED = (2019, 2026)  # the years for which the example proposes
ALL = frozenset(range(FIRST, LAST + 1))
BEFORE = ALL - frozenset(PROPOSED)


@dataclass(frozen=True)
class Profile:
    """What somebody of a kind holds: years by award, excellent years, and initiatives by year."""

    titles: dict[str, Iterable[int]] = field(default_factory=dict)
    excellent: Iterable[int] = ()
    initiatives: dict[int, str] = field(default_factory=dict)


_EVERY_YEAR = dict.fromkeys(range(2013, LAST + 1), "base")
_LATELY = (2019, 2026)
_SPREADING = {2018: "ministry", 2025: "ministry"}
PROFILES = {
    # Passes every step from grassroots fighter to the Labour Order, Third Class.
    "leader": Profile({"LDTT": ALL, "CSTDCS": ALL, "BKB": [2012], "BKTTG": [2013]}, ALL),
    "deputy_1": Profile({"LDTT": ALL, "CSTDCS": ALL, "BKTTG": [2013]}, (2016, 2023)),
    # Five good years and no excellent one: the Labour Order fails (Law 2022 Art. 44(1)(e)).
    "deputy_2": Profile({"LDTT": ALL, "CSTDCS": ALL, "BKTTG": [2013]}),
    # Twice running a ministerial fighter, with nationwide initiatives: may become a national one.
    "head": Profile(
        {"LDTT": ALL, "CSTDCS": ALL, "CSTDB": (2018, 2019, 2025, 2026), "BKB": [2012]},
        ALL,
        _EVERY_YEAR | {2018: "nation", 2025: "nation"},
    ),
    # Three grassroots titles running: may become a ministerial fighter, not yet a national one.
    "vice": Profile(
        {"LDTT": ALL, "CSTDCS": (2017, 2018, 2019, 2024, 2025, 2026)},
        (2019, 2026),
        {2018: "ministry", 2025: "ministry"},
    ),
    "vice_gap": Profile({"LDTT": ALL, "CSTDCS": (2017, 2019, 2024, 2026)}, _LATELY, _SPREADING),
    "officer": Profile({"LDTT": ALL}, (), {2019: "base", 2026: "base"}),
    "staff": Profile({"LDTT": BEFORE}),
    "newcomer": Profile({"LDTT": ALL - {2019}}),
}
# A body that did its work well but not excellently cannot win the Government's flag.
_MERELY_GOOD = {("BQLLANG", 2019), ("TTCP", 2026)}
_DISCIPLINED = {"btp.hshc.cv1": "REPRIMAND", "bqp.th.cv1": "WARNING"}
_AUTHORITY = {"LDTT": 1, "CSTDCS": 1, "BKTTG": 3}
_AUTHORITIES = {1: "Thủ trưởng đơn vị", 2: "Thủ trưởng bộ, ban, ngành", 3: "Thủ tướng Chính phủ"}


def _years_in_service(who: Somebody, years: Iterable[int]) -> list[int]:
    recruited = who.place.recruited_on.year
    return sorted(year for year in years if year > recruited or (year == recruited and year in PROPOSED))


def make_titles() -> list[TitleRecord]:
    """Return the register of awards."""
    return [*_personal_titles(), *_unit_titles()]


def _personal_titles() -> Iterator[TitleRecord]:
    for who in everybody():
        for award, years in PROFILES[who.place.profile].titles.items():
            for year in _years_in_service(who, years):
                if year != who.place.recruited_on.year and not _is_disciplined(who, year):
                    yield _title(award, year, who)


def _unit_titles() -> Iterator[TitleRecord]:
    """Yield the titles of units: each office leads its cluster, the others were excellent before."""
    for body in member_bodies():
        for unit in body.departments:
            years = ALL if unit.endswith(".VP") else BEFORE
            yield from (_title("TTLDXS", year, unit) for year in sorted(years))


def _title(award: str, year: int, subject: Somebody | str) -> TitleRecord:
    unit = subject if isinstance(subject, str) else subject.place.unit
    serial = uuid5(NAMESPACE, f"{award}/{year}/{unit}").int % 900 + 100
    return TitleRecord(
        person_id=None if isinstance(subject, str) else subject.id,
        unit_code=subject if isinstance(subject, str) else None,
        award_code=award,
        year=year,
        decision_no=f"{serial}/QĐ-{unit.partition('.')[0]}",
        decided_on=date(year, 11, 15),
        authority=_AUTHORITIES[_AUTHORITY.get(award, 2)],
        source="ví dụ",
        recorded_at=clock.now(),
        recorded_by="example",
    )


def _is_disciplined(who: Somebody, year: int) -> bool:
    return who.place.code in _DISCIPLINED and year in PROPOSED


def make_years() -> list[YearRecord]:
    """Return how everybody did in every year."""
    return [
        *(_personal_year(who, year) for who in everybody() for year in _years_in_service(who, ALL)),
        *_unit_years(),
        *_base_years(),
    ]


def _personal_year(who: Somebody, year: int) -> YearRecord:
    is_excellent = year in set(PROFILES[who.place.profile].excellent)
    return YearRecord(
        person_id=who.id,
        year=year,
        rating="EXCELLENT" if is_excellent else "GOOD",
        discipline=_DISCIPLINED[who.place.code] if _is_disciplined(who, year) else "NONE",
    )


def _unit_years() -> Iterator[YearRecord]:
    for body in member_bodies():
        for year in sorted(ALL):
            rating = "GOOD" if (body.code, year) in _MERELY_GOOD else "EXCELLENT"
            yield YearRecord(unit_code=body.code, year=year, rating=rating, discipline="NONE")
            for unit in body.departments:
                leads = unit.endswith(".VP")
                yield YearRecord(unit_code=unit, year=year, rating="EXCELLENT", discipline="NONE", leads_cluster=leads)


def _base_years() -> Iterator[YearRecord]:
    """Yield what the unit that decides itself stated of its year, of which its share of fighters is taken."""
    everybody_there = sum(who.place.unit.startswith(BASE) for who in everybody())
    for year in PROPOSED:
        stated = {"members": everybody_there, "members_done": everybody_there, "ldtt_members": everybody_there - 1}
        yield YearRecord(unit_code=BASE, year=year, rating="EXCELLENT", discipline="NONE", **stated)


def make_initiatives() -> list[Initiative]:
    """Return the recognised initiatives."""
    return [
        Initiative(
            person_id=who.id,
            year=year,
            name=f"Giải pháp nâng cao chất lượng công tác năm {year} (ví dụ)",
            scope=scope,
            decision_no=f"{year % 100}/QĐ-SK",
        )
        for who in everybody()
        for year, scope in PROFILES[who.place.profile].initiatives.items()
    ]


def make_holds() -> list[Hold]:
    """Return those for whom nothing may be proposed for now."""
    who, reason = find_somebody("ktnn.tccb.truong"), "Đang xác minh đơn tố cáo (ví dụ)"
    ended = Hold(person_id=who.id, reason=reason, valid_from=date(2019, 10, 1), valid_to=date(2020, 6, 30))
    return [ended, Hold(person_id=who.id, reason=reason, valid_from=date(2026, 10, 1))]
