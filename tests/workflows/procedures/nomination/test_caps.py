"""Shares apply to single nominations and lists alike, in the body or the legal person; holds bind and free at once."""

from datetime import timedelta

import pytest

from engine.base import clock as clock_room
from engine.model.base import new_id
from tests.workflows.procedures.nomination.office import UNIT, Office
from workflows.procedures.nomination.caps import Proposed, cap_check
from workflows.procedures.nomination.holding.hold import hold_nomination, release_nomination
from workflows.procedures.nomination.store import get_nomination
from workflows.registers.awards.facts import facts_for, find_subject
from workflows.registers.awards.model import TitleRecord, YearRecord
from workflows.registers.nominations.model import LIST, NominationEntry
from workflows.registers.organisation.model import Unit


@pytest.fixture
def crowd(office):
    """Let forty more people work in the department, nobody having anything."""
    people = [Office._person(new_id(), f"Người {n} (ví dụ)", UNIT) for n in range(40)]
    office.give(*people)
    return people


def titles(award, subjects, year=2019):
    now = {"recorded_at": clock_room.now(), "recorded_by": "test", "award_code": award, "year": year}
    return [
        TitleRecord(unit_code=one, **now) if isinstance(one, str) else TitleRecord(person_id=one.id, **now)
        for one in subjects
    ]


def cap(office, award, unit=UNIT, subject=None, regime="R2017", year=2019):
    with office.database.read() as session:
        found = cap_check(session, Proposed(award, year, unit, regime), subject)
    return (found[0]["met"], found[0]["text"].rpartition(": ")[2], found[0]["status"]) if found else None


def test_a_share_of_advanced_workers_binds_each_single_nomination(office, crowd):
    office.give(*titles("LDTT", crowd[:20]))  # fifteen per cent of twenty are three
    office.give(*titles("CSTDCS", crowd[:2]))
    assert cap(office, "CSTDCS", subject=crowd[1]) == (True, "2/3", "verified")
    assert cap(office, "CSTDCS", subject=crowd[2]) == (True, "3/3", "verified")
    office.propose_person("CSTDCS")  # a third, whether it is handed in or not
    assert cap(office, "CSTDCS", subject=crowd[2]) == (False, "4/3", "verified")
    assert cap(office, "CSTDCS", subject=crowd[2], year=2018)[:2] == (True, "chưa ghi số này của năm 2018")
    assert cap(office, "CSTDCS", subject=crowd[2], regime="R2025")[2] == "unverified"


def test_the_check_stands_among_the_findings_of_a_nomination(office):
    code = office.propose_person("CSTDCS")
    office.hand_in(code)
    checks = office.variables(code, "nomination")["eligibility"]["checks"]
    shares = [(c["met"], c["source"]) for c in checks if c["rule"] == "ty-le"]
    assert shares == [(True, "NĐ 91/2017/NĐ-CP Điều 9 khoản 3")]  # what it is a share of is not on record yet
    found = office.variables(code, "nomination")["eligibility"]
    assert {part["part"] for part in found["parts"]} >= {"achievement_report", "minutes", "initiative_certificate"}
    assert found["filing"]["handed_in_on"] == clock_room.today()


def test_the_army_reckons_of_headcount_and_caps_advanced_soldiers_too(office):
    office.give(Unit(code="BQP.F1", name="Đơn vị F1", kind="department", parent_code="BQP", legal_person=True))
    office.give(YearRecord(unit_code="BQP.F1", year=2019, rating="GOOD", members=20))
    soldiers = [Office._person(new_id(), f"Chiến sĩ {n} (ví dụ)", "BQP.F1") for n in range(15)]
    office.give(*soldiers)
    office.give(*titles("LDTT", soldiers[:13]), *titles("CSTDCS", soldiers[:2]))
    assert cap(office, "LDTT", "BQP.F1", soldiers[13]) == (True, "14/14", "verified")
    assert cap(office, "CSTDCS", "BQP.F1", soldiers[2]) == (False, "3/2", "verified")
    office.give(*titles("LDTT", soldiers[13:14]))
    assert cap(office, "LDTT", "BQP.F1", soldiers[14]) == (False, "15/14", "verified")
    assert cap(office, "LDTT") is None


def test_a_body_may_propose_a_fifth_of_its_leading_collectives_for_the_flag(office):
    codes = [f"VKSNDTC.D{n}" for n in range(10)]
    office.give(*[Unit(code=one, name=one, kind="department", parent_code="VKSNDTC") for one in codes])
    office.give(*[YearRecord(unit_code=one, year=2019, rating="EXCELLENT", leads_cluster=True) for one in codes[:6]])
    office.give(*titles("CTDB", codes[4:9]))  # nine in all, so one flag
    with office.database.read() as session:
        first, second = (find_subject(session, unit=one) for one in codes[:2])
        body = find_subject(session, unit="VKSNDTC")
    assert cap(office, "CTDCP", codes[0], first) == (True, "1/1", "verified")
    office.give(*titles("CTDCP", codes[:1]))
    assert cap(office, "CTDCP", codes[1], second) == (False, "2/1", "verified")
    assert cap(office, "CTDCP", "VKSNDTC", body) is None  # the leader of the Central Council's bloc is no part of it


def on_hold(office, person):
    with office.database.read() as session:
        return facts_for(session, "LDTT", find_subject(session, person=str(person)), 2019)["on_hold"]


def test_a_hold_frees_at_once_and_two_holds_are_two(office):
    first, second = office.propose_person("LDTT"), office.propose_person("BKB")
    with office.database.transaction() as session:
        for code in (first, second):
            hold_nomination(session, get_nomination(session, code), "đang xác minh")
    assert on_hold(office, office.subject)
    with office.database.transaction() as session:
        release_nomination(session, get_nomination(session, first))
    assert on_hold(office, office.subject)
    with office.database.transaction() as session:
        release_nomination(session, get_nomination(session, second))
    assert not on_hold(office, office.subject)


def test_a_held_list_holds_the_people_on_it(office, crowd):
    code = office.propose_unit("TTLDTT")
    with office.database.transaction() as session:
        letter = get_nomination(session, code)
        letter.subject_kind = LIST
        states = ("proposed", "passed", "withdrawn")
        for no, state in enumerate(states, start=1):
            entry = {"nomination": code, "no": no, "person_id": crowd[no].id, "name": crowd[no].full_name}
            session.add(NominationEntry(**entry, state=state, findings=[]))
        session.flush()
        hold_nomination(session, letter, "đang xác minh")
    assert [on_hold(office, crowd[no].id) for no in (1, 2, 3)] == [True, True, False]
    with office.database.transaction() as session:
        release_nomination(session, get_nomination(session, code))
    assert [on_hold(office, crowd[no].id) for no in (1, 2, 3)] == [False, False, False]
    with clock_room.travel_to(clock_room.now() - timedelta(days=1)):
        assert not on_hold(office, crowd[1].id)


def test_a_woman_in_charge_needs_a_third_less_time(office):
    office.give(
        *[YearRecord(person_id=office.subject, year=y, rating="GOOD", post="vu_truong") for y in range(2015, 2019)]
    )
    with office.database.transaction() as session:
        person = find_subject(session, person=str(office.subject))
        person.sex = "female"
        found = facts_for(session, "HCLD3", person, 2019)
        assert (found["post"], found["post_years"], found["post_years_less_third"]) == ("vu_truong", 4, True)
        assert facts_for(session, "HCLD3", person, 2016)["post_years"] == 2
        person.sex = "male"
        assert facts_for(session, "HCLD3", person, 2019)["post_years_less_third"] is False
