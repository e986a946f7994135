from datetime import date, timedelta

import pytest

from engine.base.actor import SYSTEM
from engine.base.errors import NotFoundError
from tests.prepared import begin_with
from workflows.registers.awards import award_catalogue, facts_for, regime_on, titles_of
from workflows.registers.awards.catalogue import load_catalogue
from workflows.registers.awards.facts import months_employed, run_length, times_running
from workflows.registers.awards.model import Hold, Initiative, YearRecord
from workflows.registers.awards.register import record_title
from workflows.registers.organisation.folding import fold_text, name_sort_key
from workflows.registers.organisation.model import Bloc, BlocMember, BlocYear, Person, Unit


def person(code, **more):
    name = f"Lê {code}"
    keys = {"sort_key": name_sort_key(name), "search": fold_text(name)}
    return Person(code=code, full_name=name, unit_code="BTP.V1", **keys, **more)


def load_twice(database):
    with database.transaction() as session:
        load_catalogue(session)
        load_catalogue(session)


@pytest.fixture
def found(database, clock):
    begin_with(database, load_twice)
    with database.transaction() as session:
        session.add(Unit(code="BTP", name="Bộ Tư pháp", kind="body"))
        session.flush()
        session.add(Unit(code="BTP.V1", name="Vụ Một", kind="department", parent_code="BTP"))
        session.add(Bloc(code="NC", name="Khối nội chính"))
        session.flush()
        people = {code: person(code) for code in ("an", "ba", "ca")}
        session.add_all(people.values())
        session.add(BlocYear(scope="NC-2019", bloc_code="NC", year=2019, head_code="BTP"))
        session.flush()
        session.add(BlocMember(scope="NC-2019", body_code="BTP"))
    return people


def facts(database, award, subject, year=2019):
    with database.read() as session:
        return facts_for(session, award, session.merge(subject, load=False), year)


def unit(database, code):
    with database.read() as session:
        return session.get(Unit, code)


def enter(database, subject, award, *years):
    with database.transaction() as session:
        for year in years:
            record_title(session, subject, award, year, by=SYSTEM)


def rate(database, subject, ratings, **more):
    with database.transaction() as session:
        for year, rating in ratings.items():
            session.add(YearRecord(person_id=subject.id, year=year, rating=rating, **more))


@pytest.mark.parametrize(
    ("day", "regime"),
    [
        (date(2017, 10, 1), "R2017"),
        (date(2019, 7, 30), "R2017"),
        (date(2023, 12, 31), "R2017"),
        (date(2024, 1, 1), "R2024"),
        (date(2025, 6, 30), "R2024"),
        (date(2025, 7, 1), "R2025"),
        (date(2026, 11, 23), "R2025"),
    ],
)
def test_the_law_of_a_day_is_found(database, found, day, regime):
    with database.read() as session:
        assert regime_on(session, day) == regime


def test_no_law_is_known_before_the_first(database, found):
    with database.read() as session, pytest.raises(NotFoundError):
        regime_on(session, date(2017, 9, 30))


def test_the_catalogue_says_who_decides_and_how_surely(database, found):
    with database.read() as session:
        rules = {rule.award_code: rule for rule in award_catalogue(session, date(2024, 5, 1))}
    assert sum(rule.award.is_given_in("VKSNDTC") for rule in rules.values()) == 16
    assert sum(rule.award.is_given_in("BQP") for rule in rules.values()) == 20
    assert {rules[code].through for code in ("HCLD3", "AHLLVT", "HCSV")} == {"Thủ tướng Chính phủ"}
    assert rules["CTDCP"].authority == "Thủ tướng Chính phủ"
    assert rules["CTDCP"].award.subjects == ["collective"]
    assert rules["LDTT"].status == "verified"
    assert rules["CTDCP"].status == "unverified"


def test_a_title_is_entered_once(database, found):
    enter(database, found["an"], "CSTDCS", 2018, 2018)
    with database.read() as session:
        assert [(t.award_code, t.year) for t in titles_of(session, found["an"])] == [("CSTDCS", 2018)]


def test_consecutive_years_end_with_the_year_asked(database, found):
    enter(database, found["an"], "CSTDCS", 2014, 2016, 2017, 2018, 2019)
    known = facts(database, "CSTDB", found["an"])
    assert known["consecutive_cstdcs"] == 4
    assert known["cstdcs_count"] == 5
    assert facts(database, "CSTDB", found["an"], 2020)["consecutive_cstdcs"] == 0


@pytest.mark.parametrize(("years", "last", "length"), [(set(), 2019, 0), ({2019}, 2019, 1), ({2017, 2019}, 2019, 1)])
def test_a_run_stops_at_the_first_gap(years, last, length):
    assert run_length(years, last) == length


@pytest.mark.parametrize(
    ("given", "between", "times"),
    [
        (set(), {2019}, 0),
        ({2018}, {2019}, 0),
        ({2019}, {2017, 2018}, 1),
        ({2018, 2019}, set(), 2),
        ({2016, 2019}, {2014, 2015, 2017, 2018}, 2),
        ({2016, 2019}, {2014, 2015, 2017}, 1),
        ({2013, 2016, 2019}, set(range(2011, 2020)), 3),
    ],
)
def test_a_title_given_every_third_year_runs_while_the_lower_one_has_no_gap(given, between, times):
    assert times_running(given, between, 2019) == times


def test_a_second_certificate_takes_no_years_away(database, found):
    enter(database, found["an"], "BKB", 2013, 2018)
    rate(database, found["an"], dict.fromkeys(range(2014, 2020), "GOOD"))
    enter(database, found["an"], "CSTDCS", 2014, 2015, 2016)
    known = facts(database, "BKTTG", found["an"])
    assert (known["bkb_year"], known["years_good_since_bkb"], known["cstdcs_since_bkb"]) == (2013, 6, 3)


@pytest.mark.parametrize(
    ("recruited", "months"),
    [
        (None, 12),
        (date(2018, 12, 31), 12),
        (date(2019, 1, 1), 12),
        (date(2019, 3, 1), 10),
        (date(2019, 3, 2), 9),
        (date(2019, 6, 1), 7),
        (date(2020, 1, 1), 0),
    ],
)
def test_months_of_service_are_whole_months(recruited, months):
    assert months_employed(recruited, 2019) == months


def test_years_count_only_after_the_step_below_and_without_a_gap(database, found):
    enter(database, found["an"], "BKTTG", 2013)
    enter(database, found["an"], "CSTDCS", 2012, 2014, 2016, 2018)
    good = dict.fromkeys(range(2012, 2020), "GOOD") | {2014: "DONE", 2017: "EXCELLENT"}
    rate(database, found["an"], good)
    known = facts(database, "HCLD3", found["an"])
    assert known["bkttg_year"] == 2013
    assert known["years_good_since_bkttg"] == 5
    assert known["years_excellent_since_bkttg"] == 1
    assert known["cstdcs_since_bkttg"] == 2  # what was given for 2014 lies before the good years
    assert known["hcld3_year"] is None
    assert known["years_good_since_hcld3"] == 0


def test_discipline_breaks_the_run_of_good_years(database, found):
    enter(database, found["an"], "BKTTG", 2013)
    rate(database, found["an"], dict.fromkeys(range(2014, 2020), "GOOD"), discipline="NONE")
    with database.transaction() as session:
        session.add(YearRecord(person_id=found["ba"].id, year=2019, rating="GOOD", discipline="REPRIMAND"))
    assert facts(database, "HCLD3", found["an"])["years_good_since_bkttg"] == 6
    known = facts(database, "HCLD3", found["ba"])
    assert (known["discipline"], known["years_good_since_bkttg"]) == ("REPRIMAND", 0)


def test_the_widest_initiative_of_the_year_and_of_three_years_counts(database, found):
    with database.transaction() as session:
        for year, scope in [(2016, "nation"), (2017, "ministry"), (2019, "base")]:
            session.add(Initiative(person_id=found["an"].id, year=year, name="Sáng kiến", scope=scope))
    known = facts(database, "CSTDB", found["an"])
    assert (known["initiative_scope"], known["initiative_scope_3_years"]) == ("base", "ministry")
    assert facts(database, "CSTDB", found["ba"])["initiative_scope"] == "none"


def test_a_unit_is_counted_from_the_register(database, found):
    enter(database, found["an"], "LDTT", 2019)
    enter(database, found["ba"], "LDTT", 2019)
    enter(database, found["an"], "CSTDCS", 2019)
    rate(database, found["an"], {2019: "GOOD"})
    rate(database, found["ba"], {2019: "GOOD"})
    rate(database, found["ca"], {2019: "NOT_DONE"}, discipline="WARNING")
    known = facts(database, "TTLDXS", unit(database, "BTP.V1"))
    numbers = ("members", "members_done", "ldtt_members", "cstdcs_members", "members_warned")
    assert [known[name] for name in numbers] == [3, 2, 2, 1, 1]
    assert (known["is_body"], known["bloc"]) == (False, None)


def test_a_unit_may_state_its_own_numbers(database, found):
    with database.transaction() as session:
        session.add(YearRecord(unit_code="BTP", year=2019, rating="EXCELLENT", members=20, ldtt_members=14))
    known = facts(database, "CTDCP", unit(database, "BTP"))
    assert (known["members"], known["ldtt_members"], known["rating"]) == (20, 14, "EXCELLENT")
    assert (known["is_body"], known["bloc"], known["subject_kind"]) == (True, "NC-2019", "collective")


def test_a_hold_counts_on_its_days(database, found, clock):
    with database.transaction() as session:
        day = clock.today()
        session.add(Hold(person_id=found["an"].id, reason="xác minh tố cáo", valid_from=day, valid_to=day))
        session.add(
            Hold(person_id=found["ba"].id, reason="đã kết thúc", valid_from=day, valid_to=day - timedelta(days=1))
        )
    assert facts(database, "LDTT", found["an"])["on_hold"] is True
    assert facts(database, "LDTT", found["ba"])["on_hold"] is False


def test_no_fact_is_a_float(database, found):
    for subject in (found["an"], unit(database, "BTP")):
        assert not any(isinstance(value, float) for value in facts(database, "BKTTG", subject).values())


def test_facts_on_an_unknown_award_are_refused(database, found):
    with pytest.raises(NotFoundError):
        facts(database, "KHONG", found["an"])
