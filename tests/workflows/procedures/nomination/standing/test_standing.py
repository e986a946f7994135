"""On what ground somebody is proposed; a feat is commended once, in one form, and several feats in a year."""

from datetime import date, timedelta

import pytest

from engine.base import clock
from engine.base.actor import Actor
from engine.model.base import new_id
from engine.store.instances import instances_for, variables_of
from tests.workflows.procedures.nomination.office import DOSSIER, UNIT
from web.cases.asked import Asked
from web.cases.store import find_page
from web.movements.store import count_outcomes, nominations_for
from web.register.asked import Asked as Register
from web.register.views import list_titles
from workflows.procedures.nomination.commands import create_nomination
from workflows.procedures.nomination.standing.rules import NominationRefusedError
from workflows.procedures.nomination.store import get_nomination
from workflows.registers.awards.achievement import Achievement
from workflows.registers.awards.catalogue import load_catalogue
from workflows.registers.awards.facts import facts_for, find_subject
from workflows.registers.awards.model import AwardCalled, TitleRecord, YearRecord
from workflows.registers.awards.register import record_title
from workflows.registers.awards.store import count_holders, name_on_papers
from workflows.registers.decisions.decide import decide
from workflows.registers.movements.model import Movement

FIRE = Achievement("adhoc", "Cứu ba người khỏi đám cháy", date(2019, 9, 20))
FLOOD = Achievement("adhoc", "Cứu hộ trong trận lũ", date(2019, 8, 2))
RACE = Achievement("movement", "Phong trào thi đua yêu nước", movement="PT-2019-001")


@pytest.fixture(autouse=True)
def race(office):
    """Let a movement of the body be launched."""
    texts = dict.fromkeys(("goals", "criteria", "subjects", "drafted_by", "drafted_by_name"), "x")
    days = {"begins_on": date(2019, 1, 1), "ends_on": date(2019, 12, 31), "final_due": date(2020, 1, 31)}
    named = {"code": RACE.movement, "name": RACE.feat, "search": "", "unit_code": "VKSNDTC", "state": "launched"}
    with office.database.transaction() as session:
        session.add(Movement(**named, **texts, **days, drafted_at=clock.now()))


def propose(office, award, achievement=None, year=2019):
    asked = {"award": award, "year": year, "unit": UNIT, "person": str(office.subject), "achievement": achievement}
    with office.database.transaction() as session:
        return create_nomination(session, **asked, by=office.writer(UNIT), key=str(new_id()))


@pytest.mark.parametrize(
    ("award", "told", "kind"),
    [("BKB", None, "merit"), ("KNC", None, "contribution"), ("LDTT", None, "merit"), ("BKB", RACE, "movement")],
)
def test_a_nomination_says_on_what_ground(office, award, told, kind):
    made = propose(office, award, told)
    assert made.commendation_type == kind
    with office.database.read() as session:
        (instance,) = instances_for(session, made.code)
        assert variables_of(session, instance.id)["commendation_type"] == kind


def test_the_name_of_a_case_says_a_ground_that_is_not_the_usual_one(office):
    assert instance_title(office, propose(office, "BKB").code) == "Bằng khen cấp Bộ 2019: Trần Thị Ví Dụ (ví dụ)"
    code = propose(office, "BKB", FIRE).code
    assert instance_title(office, code) == "Bằng khen cấp Bộ 2019 (đột xuất): Trần Thị Ví Dụ (ví dụ)"


def instance_title(office, code):
    with office.database.read() as session:
        return instances_for(session, code)[0].title


@pytest.mark.parametrize(
    ("award", "achievement", "why"),
    [
        ("LDTT", FIRE, "is not given for this type"),
        ("HCLD2", Achievement("contribution"), "is not given for this type"),
        ("BKB", Achievement("adhoc", "Cứu ba người khỏi đám cháy"), "give its day"),
        ("BKB", Achievement("adhoc", "ngắn quá", date(2019, 9, 20)), "Describe the feat"),
        ("BKB", Achievement("adhoc", FIRE.feat, date(2018, 9, 20)), "not in this year"),
        ("BKB", Achievement("movement", RACE.feat), "Choose a movement"),
        ("BKB", Achievement("movement", movement="PT-2019-009"), "Choose a movement"),
    ],
)
def test_what_it_is_for_must_be_told(office, award, achievement, why):
    with pytest.raises(NominationRefusedError) as refused:
        propose(office, award, achievement)
    assert why in refused.value.text.msgid


def test_what_is_proposed_in_a_movement_is_counted_on_its_page_and_narrowed_to(office):
    made = propose(office, "BKB", Achievement("movement", "tên khác", movement=RACE.movement))
    propose(office, "BKB")
    assert (made.achievement, made.feat) == (RACE, RACE.feat)
    auditor = Actor("k", "Kiểm toán", frozenset({"auditor@*"}))
    with office.database.read() as session:
        assert [one.code for one in nominations_for(session, auditor, RACE.movement, limit=9)] == [made.code]
        assert count_outcomes(session, auditor, RACE.movement) == {"going_on": 1}
        assert count_outcomes(session, Actor("x", "Người lạ"), RACE.movement) == {}
        assert find_page(session, auditor, Asked(movement=RACE.movement)).total == 1


def test_a_feat_of_tomorrow_is_refused(office):
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(NominationRefusedError, match="future"):
        propose(office, "BKB", Achievement("adhoc", FIRE.feat, tomorrow), tomorrow.year)


def test_several_feats_of_a_year_are_commended_and_the_year_itself_too(office):
    assert len({propose(office, "BKB", what).code for what in (None, FIRE, FLOOD, RACE)}) == 4
    with pytest.raises(NominationRefusedError, match="for this award and achievement: TĐKT-2019-00002"):
        propose(office, "BKB", Achievement("adhoc", "Cùng ngày, kể cách khác", FIRE.feat_on))


def test_two_feats_of_one_day_are_told_apart_by_their_number(office):
    second = Achievement("adhoc", "Bắt kẻ trộm xe máy", FIRE.feat_on, 2)
    first, other = propose(office, "BKB", FIRE), propose(office, "BKB", second)
    assert (first.achievement, other.achievement) == (FIRE, second)
    with pytest.raises(NominationRefusedError, match=other.code):
        propose(office, "BKB", second)
    with pytest.raises(NominationRefusedError) as refused:
        propose(office, "BKB", Achievement("adhoc", FIRE.feat, FIRE.feat_on, 10))
    assert "from 1" in refused.value.text.msgid


@pytest.mark.parametrize("what", [FIRE, RACE, None])
def test_one_achievement_is_commended_in_one_form_and_the_refusal_names_the_other(office, what):
    first = propose(office, "GK", what)
    with pytest.raises(NominationRefusedError) as refused:
        propose(office, "BKB", what)
    assert str(refused.value.text).endswith(f"Giấy khen ({first.code}).")
    assert propose(office, "BKB", FLOOD)
    assert propose(office, "LDTT")  # an emulation title is no form of commendation


def test_a_feat_needs_no_rating_and_must_be_handed_in_within_its_days(office):
    with office.database.transaction() as session:
        find_subject(session, person=str(office.subject)).recruited_on = date(2019, 9, 1)
    day = clock.today()
    for days, is_met in ((45, True), (46, False)):
        feat = Achievement("adhoc", FIRE.feat, day - timedelta(days=days))
        code = propose(office, "GK", feat, feat.feat_on.year).code
        office.do(code, "prepare_dossier", office.writer(UNIT), **DOSSIER)
        found = {check["rule"]: check["met"] for check in checks(office, code)}
        assert found["dot-xuat-han"] is is_met
        assert "khen-hoan-thanh" not in found


def checks(office, code):
    with office.database.read() as session:
        (instance,) = instances_for(session, code)
        return variables_of(session, instance.id)["eligibility"]["checks"]


def test_what_was_given_for_a_feat_or_in_a_movement_counts_for_no_merit(office):
    with office.database.transaction() as session:
        subject = find_subject(session, person=str(office.subject))
        for what in (FIRE, FLOOD, RACE):
            record_title(session, subject, "BKB", 2019, by=office.writer(UNIT), achievement=what)
        auditor = Actor("k", "Kiểm toán", frozenset({"auditor@*"}))
        (listed,) = list_titles(session, auditor, Register(movement=RACE.movement))
        assert listed.feat == RACE.feat
        assert facts_for(session, "BKTTG", subject, 2024)["bkb_year"] is None
        assert facts_for(session, "BKB", subject, 2019)["already_awarded"] is False
        assert facts_for(session, "GK", subject, 2019, FIRE)["other_form"] == "Bằng khen cấp Bộ"
        assert facts_for(session, "BKB", subject, 2019, FIRE)["already_awarded"] is True
        record_title(session, subject, "BKB", 2019, by=office.writer(UNIT))
        assert facts_for(session, "BKTTG", subject, 2024)["bkb_year"] == 2019
        assert session.query(TitleRecord).count() == 4


def test_who_is_given_it_enters_the_register_with_the_feat(office):
    code = propose(office, "GK", FIRE).code
    with office.database.transaction() as session:
        told = get_nomination(session, code).achievement
        subject = find_subject(session, person=str(office.subject))
        made = record_title(session, subject, "GK", 2019, by=office.writer(UNIT), achievement=told)
        assert (made.commendation_type, made.feat, made.feat_on) == ("adhoc", FIRE.feat, FIRE.feat_on)


@pytest.mark.parametrize(
    ("award", "why"), [("CSTT", "not given in this body"), ("HCSV", "only be entered in the register")]
)
def test_a_body_proposes_what_it_gives(office, award, why):
    with pytest.raises(NominationRefusedError) as refused:
        propose(office, award)
    assert why in refused.value.text.msgid


def test_titles_of_the_armed_forces_count_as_those_whose_rules_they_follow(office):
    with office.database.transaction() as session:
        soldier = office._person(new_id(), "Lê Văn Lính (ví dụ)", "BQP")
        session.add(soldier)
        session.flush()
        session.add(YearRecord(person_id=soldier.id, year=2019, rating="GOOD"))
        session.flush()
        record_title(session, soldier, "CSTT", 2018, by=office.writer("BQP"))
        assert facts_for(session, "CSTDCS", soldier, 2018)["holds_ldtt"] is True
        assert facts_for(session, "LDTT", soldier, 2018)["already_awarded"] is True
        assert count_holders(session, "BQP", "LDTT", 2018) == 1
        asked = {"unit": "BQP", "year": 2019, "person": str(soldier.id), "by": office.writer("BQP")}
        made = create_nomination(session, award="CSTT", **asked, key="1")
        with pytest.raises(NominationRefusedError, match=made.code):
            create_nomination(session, award="LDTT", **asked, key="2")
        facts = facts_for(session, "CSTT", soldier, 2019)
        found = decide("eligibility.dmn", "eligibility", {"award": "CSTT", "regime": "R2017", "facts": facts})
        assert {one["rule"] for one in found["checks"]} >= {"ldtt-thoi-gian", "danh-muc"}
        assert found["eligible"] is True


def test_papers_call_an_award_as_the_body_does_once_that_is_verified(office):
    assert instance_title(office, office.propose_unit("CTDB")).startswith("Cờ thi đua ngành Kiểm sát nhân dân 2019")
    assert instance_title(office, propose(office, "CSTDB").code).startswith(
        "Chiến sĩ thi đua Bộ, ban, ngành, tỉnh 2019"
    )
    with office.database.transaction() as session:
        session.get(AwardCalled, ("CSTDB", "VKSNDTC")).status = "verified"
        load_catalogue(session)
        session.flush()
        assert name_on_papers(session, "CSTDB", "VKSNDTC") == "Chiến sĩ thi đua ngành Kiểm sát nhân dân"
        assert name_on_papers(session, "CSTDB", "BQLLANG") == "Chiến sĩ thi đua Bộ, ban, ngành, tỉnh"
