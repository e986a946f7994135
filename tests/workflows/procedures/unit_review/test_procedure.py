"""Every way through the diagram of a body's review."""

import pytest

from engine.base import clock as clock_room
from engine.feel import workdays
from tests.workflows.procedures.nomination.office import after, submitted
from workflows.registers.awards.store import find_title, titles_of
from workflows.registers.organisation.store import find_person

pytestmark = after(submitted)


@pytest.fixture
def code(office):
    return office.told


def department(office):
    return office.actor("emulation_dept@VKSNDTC", name="VKSNDTC appraises")


def leader(office):
    return office.actor("body_leader@VKSNDTC")


def test_a_title_decided_by_the_body_enters_the_register_with_its_decision(office, code):
    office.review(code)
    assert "review_passed" in office.passed(code, "unit_review")
    with office.database.read() as session:
        person = find_person(session, office.subject)
        title = find_title(session, person, "LDTT", 2019)
        assert title is not None
        assert (title.decision_no, title.decided_on) == ("45/TTr", clock_room.today())


def test_tasks_are_offered_to_the_department_the_council_and_the_leader_of_the_body(office, code):
    assert office.offered(code, "intake") == {"emulation_dept@VKSNDTC"}
    office.appraise(code)
    assert ("council_secretary@VKSNDTC", "council_waiting") in office.notices(code)
    office.meet(code)
    assert office.offered(code, "leader_sign") == {"body_leader@VKSNDTC"}


def test_a_slow_intake_is_reminded_and_the_leader_told(office, code):
    office.later(days=21)
    assert ("body_leader@VKSNDTC", "intake_late") in office.notices(code)
    assert office.waiting(code) == {"intake"}


def test_an_incomplete_dossier_goes_back_as_often_as_needed(office, code):
    for turn in ("Thiếu báo cáo", "Thiếu biên bản"):
        office.do(code, "intake", department(office), decision="return", comment=turn)
        assert office.variables(code, "nomination")["review_return"]["comment"] == turn
        officer = office.actor("unit_officer@VKSNDTC.V15")
        office.do(code, "supplement_review", officer, decision="resubmit", note=turn)
    assert office.waiting(code) == {"intake"}


def test_the_council_size_is_counted_from_its_seats(office, code):
    office.appraise(code)
    assert office.variables(code, "unit_review")["council_size"] == 10
    assert office.nomination(code).stage == "council"


@after()
@pytest.mark.parametrize(("yes", "waits"), [(9, {"leader_sign"}), (8, set())])
def test_a_ministerial_fighter_needs_nine_of_ten_members(office, yes, waits):
    office.give_titles("CSTDCS", 2017, 2018, 2019)
    office.give_initiative("ministry")
    code = office.propose_person("CSTDB")
    office.submit(code)
    office.appraise(code)
    office.meet(code, present=9, yes=yes)
    assert office.waiting(code) == waits
    assert office.nomination(code).outcome == (None if waits else "failed")


def test_the_leader_returns_a_case_to_the_department(office, code):
    office.appraise(code)
    office.meet(code)
    office.do(code, "leader_sign", leader(office), decision="return", comment="Làm rõ sáng kiến")
    assert office.waiting(code) == {"appraisal"}
    office.do(code, "appraisal", department(office), opinion="qualified", note="Đã làm rõ")
    office.meet(code)
    office.sign(code)
    assert office.nomination(code).outcome == "awarded"


def test_the_leader_refuses_and_the_unit_learns_why(office, code):
    office.appraise(code)
    office.meet(code)
    office.do(code, "leader_sign", leader(office), decision="reject", comment="Chưa tiêu biểu")
    nomination = office.nomination(code)
    assert (nomination.outcome, nomination.reason) == ("failed", "Lãnh đạo cơ quan: Chưa tiêu biểu")
    assert "leader_refused" in office.passed(code, "unit_review")
    with office.database.read() as session:
        assert titles_of(session, find_person(session, office.subject)) == []


def test_a_slow_leader_is_reminded_and_can_still_sign(office, code):
    office.appraise(code)
    office.meet(code)
    office.later(days=10)
    assert ("emulation_dept@VKSNDTC", "signature_late") in office.notices(code)
    office.sign(code)
    assert office.nomination(code).outcome == "awarded"


@after()
def test_a_national_fighter_is_published_ten_working_days_before_the_council_meets(office):
    office.give_titles("CSTDB", 2018, 2019)
    office.give_initiative("nation")
    office.later(days=59)  # TT 12/2019/TT-BNV is of 2020
    code = office.propose_person("CSTDTQ")
    office.submit(code)
    office.appraise(code)
    tenth = workdays.add_working_days(clock_room.today(), 10)
    office.later(days=(tenth - clock_room.today()).days - 1)
    assert office.waiting(code) == set()
    office.later(days=1)
    assert office.waiting(code) == {"publication_comments"}
    office.do(code, "publication_comments", department(office), has_complaint=False)
    assert office.nomination(code).council_at == clock_room.now()
