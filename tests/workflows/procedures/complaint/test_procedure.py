"""Every way through the diagram of a complaint, and what it does to the nomination it is about."""

from datetime import timedelta

import pytest

from engine.base import clock as clock_room
from engine.base.errors import NotAllowedError, NotFoundError
from engine.model.base import new_id
from engine.store import tasks
from tests.workflows.procedures.nomination.office import APPROVE, BODIES, UNIT, after, submitted
from workflows.procedures.complaint.actions import STOPPED
from workflows.procedures.complaint.commands import ComplaintRefusedError, Raised, raise_complaint
from workflows.procedures.complaint.store import complaints_of, find_complaint, get_complaint
from workflows.procedures.nomination.holding.actions import HeldError
from workflows.procedures.nomination.store import pauses_of, waiting_for_bloc
from workflows.registers.awards.store import is_on_hold
from workflows.registers.organisation.store import find_person


@pytest.fixture
def code(office):
    return office.told


def department(office, body="VKSNDTC"):
    return office.actor(f"emulation_dept@{body}", name=f"{body} appraises")


def leader(office, body="VKSNDTC"):
    return office.actor(f"body_leader@{body}")


def complain(office, code, kind="complaint", *, body="VKSNDTC", **changes):
    """Take up a complaint about a nomination and return its code."""
    raised = Raised(kind, "Kê khai chưa đúng", clock_room.today(), sender="Người gửi (ví dụ)")
    with office.database.transaction() as session:
        made = raise_complaint(session, code, raised, by=department(office, body), key=str(new_id())).code
    office.run()
    accepted = {"decision": "accept", "holds": True, "comment": None} | changes
    office.do(made, "classify", verifier(office, body), **accepted)
    return made


def verifier(office, body="VKSNDTC"):
    """Return somebody of the department who did not appraise the nomination."""
    return office.actor(f"emulation_dept@{body}", name="verifies")


def settle(office, made, decision, *, body="VKSNDTC", comment="Đã xác minh"):
    finding = "founded" if decision == "founded" else "unfounded"
    office.do(made, "verify", verifier(office, body), finding=finding, summary="Đối chiếu hồ sơ gốc", files=[])
    office.do(
        made, "conclude", office.actor(f"body_leader@{body}", name="concludes"), decision=decision, comment=comment
    )


def is_held(office, code):
    return office.nomination(code).held_at is not None


@after(submitted)
def test_an_unfounded_complaint_holds_the_review_and_lets_it_go_on_with_its_time(office, code):
    office.do(code, "intake", department(office), **APPROVE)
    with office.database.read() as session:
        [before] = [t.due_at for t in tasks.tasks_of(session, code, open_only=True)]
    made = complain(office, code)
    assert is_held(office, code)
    assert ("unit_officer@VKSNDTC.V15", "case_held") in office.notices(code)
    with pytest.raises(HeldError):
        office.do(code, "appraisal", department(office), opinion="qualified", note="x")
    office.later(days=7)
    settle(office, made, "unfounded")
    assert office.waiting(made) == {"answer"}
    office.do(made, "answer", department(office), document_no="12/TL", answered_on=clock_room.today())
    assert office.states(made) == {"complaint": "completed"}
    assert not is_held(office, code)
    with office.database.read() as session:
        [after] = [t.due_at for t in tasks.tasks_of(session, code, open_only=True)]
        [pause] = pauses_of(session, code)
        closed = get_complaint(session, made)
    # A week has five working days.
    assert (after - before).days == 7
    assert (pause.kind, pause.until is not None) == ("held", True)
    assert (closed.outcome, closed.document_no, closed.closed_at is not None) == ("unfounded", "12/TL", True)
    office.do(code, "appraisal", department(office), opinion="qualified", note="Đủ điều kiện.")
    office.meet(code)
    office.sign(code)
    assert office.nomination(code).outcome == "awarded"


@after(submitted)
def test_a_founded_one_ends_the_review_and_the_unit_reads_a_neutral_reason(office, code):
    made = complain(office, code, "denunciation")
    settle(office, made, "founded", comment="Khai man thành tích")
    nomination = office.nomination(code)
    assert (nomination.stage, nomination.outcome) == ("decided", "failed")
    assert nomination.reason == STOPPED
    assert "stopped_by_hold" in office.passed(code, "unit_review")
    assert office.waiting(code) == set()
    assert office.waiting(made) == {"answer"}


@after(submitted)
def test_a_founded_one_that_held_nothing_ends_the_review_all_the_same(office, code):
    made = complain(office, code, "investigation", holds=False)
    assert not is_held(office, code)
    settle(office, made, "founded")
    assert office.nomination(code).outcome == "failed"
    # Nobody waits for an answer to an investigation.
    assert office.states(made) == {"complaint": "completed"}


def test_a_founded_one_ends_a_nomination_that_is_still_with_its_unit(office):
    code = office.propose_person("LDTT")
    office.hand_in(code)
    made = complain(office, code, "discipline")
    with pytest.raises(HeldError):
        office.endorse(code)
    settle(office, made, "founded")
    assert office.nomination(code).outcome == "failed"
    assert "record_stop" in office.passed(code, "nomination")
    assert set(office.states(code).values()) == {"completed"}


def test_while_it_is_pending_the_subject_does_not_meet_the_conditions(office):
    code = office.propose_person("LDTT")
    complain(office, code, "discipline")
    office.hand_in(code)
    assert office.waiting(code) == {"review_findings"}


def test_what_is_held_is_on_no_agenda_of_the_council_or_the_bloc(office):
    code = office.bring_body_to_bloc("BCA")
    with office.database.read() as session:
        assert [one.code for one in waiting_for_bloc(session, "NC-2019")] == [code]
    made = complain(office, code, body="BCA")
    with office.database.read() as session:
        assert waiting_for_bloc(session, "NC-2019") == []
    settle(office, made, "founded", body="BCA")
    assert office.nomination(code).outcome == "failed"


def test_a_founded_one_ends_what_runs_at_the_central_board_too(office):
    code = office.bring_body_to_bloc("BCA")
    office.call_vote()
    office.set_agenda(code)
    for body in BODIES:
        office.vote(body)
    office.sign_minutes()
    assert office.waiting(code) == {"receive"}
    made = complain(office, code, body="BCA")
    officer = office.actor("central_officer@BTDKTTW")
    with pytest.raises(HeldError):
        office.do(code, "receive", officer, document_no="1", received_on=clock_room.today(), originals=1)
    settle(office, made, "founded", body="BCA")
    assert office.nomination(code).outcome == "failed"
    assert office.states(code)["central_submission"] == "cancelled"


@after(submitted)
def test_two_holds_end_with_the_second(office, code):
    first, second = complain(office, code), complain(office, code, "discipline")
    settle(office, first, "unfounded")
    assert is_held(office, code)
    settle(office, second, "unfounded")
    assert not is_held(office, code)
    with office.database.read() as session:
        in_eleven_years = clock_room.today() + timedelta(days=11 * 365)
        assert not is_on_hold(session, find_person(session, office.subject), in_eleven_years)
        assert len(pauses_of(session, code)) == 1


@after(submitted)
def test_what_is_not_taken_up_changes_nothing(office, code):
    made = complain(office, code, decision="refuse", holds=None, comment="Nặc danh, không có căn cứ")
    assert office.states(made) == {"complaint": "completed"}
    assert not is_held(office, code)
    with office.database.read() as session:
        one = get_complaint(session, made)
    assert (one.outcome, one.conclusion) == ("not_accepted", "Nặc danh, không có căn cứ")


@after(submitted)
def test_the_leader_asks_to_verify_again_and_a_slow_one_is_reminded(office, code):
    made = complain(office, code, holds=False)
    settle(office, made, "return", comment="Làm rõ thêm")
    assert office.waiting(made) == {"verify"}
    office.later(days=60)
    assert (f"matter_leader@{made}", "verification_late") in office.notices(made)
    settle(office, made, "unfounded")
    assert office.waiting(made) == {"answer"}


@after(submitted)
def test_a_founded_one_about_an_award_already_given_asks_to_revoke_it(office, code):
    office.review(code)
    assert office.nomination(code).outcome == "awarded"
    made = complain(office, code)
    assert not is_held(office, code)
    settle(office, made, "founded")
    assert (f"matter_dept@{made}", "to_revoke") in office.notices(code)


@pytest.mark.parametrize(
    "raised",
    [
        Raised("gossip", "Nội dung", clock_room.today()),
        Raised("complaint", " ", clock_room.today()),
        Raised("complaint", "Nội dung", clock_room.today().replace(year=2999)),
    ],
)
@after(submitted)
def test_nonsense_is_refused(office, code, raised):
    with pytest.raises(ComplaintRefusedError), office.database.transaction() as session:
        raise_complaint(session, code, raised, by=department(office), key="k")


@after(submitted)
def test_only_the_body_takes_up_and_sees_its_complaints(office, code):
    raised = Raised("complaint", "Nội dung", clock_room.today())
    with pytest.raises(NotAllowedError), office.database.transaction() as session:
        raise_complaint(session, code, raised, by=office.actor(f"unit_officer@{UNIT}"), key="k")
    made = complain(office, code)
    with office.database.read() as session:
        assert [one.code for one in complaints_of(session, department(office))] == [made]
        assert complaints_of(session, department(office, "BCA")) == []
        with pytest.raises(NotFoundError):
            find_complaint(session, made, department(office, "BCA"))


@after(submitted)
def test_the_same_key_takes_up_one_complaint(office, code):
    raised = Raised("complaint", "Nội dung", clock_room.today())
    codes = set()
    for _ in range(2):
        with office.database.transaction() as session:
            codes.add(raise_complaint(session, code, raised, by=department(office), key="same").code)
    assert len(codes) == 1


@after(submitted)
def test_who_sent_it_is_in_no_process_and_no_history(office, code):
    made = complain(office, code)
    assert "Người gửi" not in str(office.variables(made, "complaint"))
