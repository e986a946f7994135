"""Every way through the nomination's diagram, with the processes it talks to."""

from datetime import date

import pytest

from engine.base.actor import Absent, Actor
from engine.base.errors import NotAllowedError
from engine.commands import complete_task
from engine.model.base import new_id
from engine.store import tasks
from tests.workflows.procedures.nomination.office import APPROVE, DOSSIER, UNIT, after, submitted
from workflows.procedures.nomination.commands import withdraw_nomination
from workflows.procedures.nomination.standing.rules import NominationRefusedError
from workflows.registers.organisation.model import Person


def officer(office):
    return office.actor(f"unit_officer@{UNIT}")


def head(office):
    return office.actor(f"unit_head@{UNIT}")


def withdraw(office, code, by):
    with office.database.transaction() as session:
        withdraw_nomination(session, code, "Đơn vị xin rút", by=by, key=str(new_id()))
    office.run()


def test_a_title_of_the_body_is_awarded_when_its_leader_signs(office):
    code = office.propose_person("LDTT")
    assert office.waiting(code) == {"prepare_dossier"}
    office.submit(code)
    assert office.nomination(code).stage == "appraisal"
    office.review(code)
    nomination = office.nomination(code)
    assert (nomination.stage, nomination.outcome, nomination.regime) == ("decided", "awarded", "R2017")
    assert office.states(code) == {"nomination": "completed", "unit_review": "completed"}
    assert {"awarded", "announce"} <= office.passed(code)
    assert (f"unit_officer@{UNIT}", "awarded") in office.notices(code)


def test_an_ineligible_nomination_shows_the_rule_and_its_source_and_can_be_withdrawn(office):
    code = office.propose_person("CSTDCS")
    office.hand_in(code)
    assert office.waiting(code) == {"review_findings"}
    checks = office.variables(code, "nomination")["eligibility"]["checks"]
    missed = [check for check in checks if not check["met"]]
    assert [check["rule"] for check in missed] == ["cstdcs-sang-kien"]
    assert "Chưa tính được tỷ lệ 15%" in next(check["text"] for check in checks if check["rule"] == "ty-le")
    assert "91/2017" in missed[0]["source"]
    office.do(code, "review_findings", officer(office), decision="withdraw", comment="Chưa có sáng kiến")
    assert "withdrawn_by_unit" in office.passed(code)
    assert (office.nomination(code).outcome, office.nomination(code).reason) == ("withdrawn", "Chưa có sáng kiến")


def test_an_ineligible_nomination_can_be_corrected_and_is_checked_again(office):
    code = office.propose_person("CSTDCS")
    office.hand_in(code)
    office.do(code, "review_findings", officer(office), decision="fix")
    assert office.waiting(code) == {"prepare_dossier"}
    office.give_initiative("base")
    office.hand_in(code)
    assert office.waiting(code) == {"endorse"}


def test_the_law_in_force_is_pinned_on_the_day_the_dossier_is_first_handed_in(office, clock):
    code = office.propose_person("LDTT")
    office.hand_in(code)
    office.later(days=5 * 365)
    office.do(code, "endorse", head(office), decision="return", comment="Thiếu biên bản")
    office.hand_in(code)
    assert office.variables(code, "nomination")["regime"] == "R2017"
    assert office.nomination(code).regime == "R2017"


def test_a_case_of_2019_that_ends_after_2024_is_judged_by_the_law_it_began_under_to_its_end(office, clock):
    with office.database.transaction() as session:
        session.get(Person, office.subject).recruited_on = date(2019, 5, 20)  # seven months: enough since 2024 only
    code = office.propose_person("LDTT")
    office.hand_in(code)
    assert office.waiting(code) == {"review_findings"}
    office.later(days=5 * 365)
    office.do(code, "review_findings", officer(office), decision="fix")
    office.hand_in(code)
    missed = [check for check in office.variables(code, "nomination")["eligibility"]["checks"] if not check["met"]]
    assert [check["rule"] for check in missed] == ["ldtt-thoi-gian"]
    with office.database.transaction() as session:
        session.get(Person, office.subject).recruited_on = date(2018, 5, 20)
    office.do(code, "review_findings", officer(office), decision="fix")
    office.submit(code)
    office.review(code)
    nomination = office.nomination(code)
    assert (nomination.outcome, nomination.regime) == ("awarded", "R2017")
    assert clock.today().year >= 2024
    assert {office.variables(code, process)["regime"] for process in ("nomination", "unit_review")} == {"R2017"}


def test_the_head_returns_a_dossier_to_the_unit_with_the_dossier_kept(office):
    code = office.propose_person("LDTT")
    office.hand_in(code)
    office.do(code, "endorse", head(office), decision="return", comment="Thiếu biên bản")
    assert office.waiting(code) == {"prepare_dossier"}
    assert office.variables(code, "nomination")["dossier"] == DOSSIER["dossier"]
    office.hand_in(code)
    assert office.waiting(code) == {"endorse"}


def test_the_head_refuses_a_nomination(office):
    code = office.propose_person("LDTT")
    office.hand_in(code)
    office.do(code, "endorse", head(office), decision="reject", comment="Chưa tiêu biểu")
    assert "refused_by_head" in office.passed(code)
    assert office.nomination(code).outcome == "rejected"
    assert office.states(code) == {"nomination": "completed"}


def test_a_late_dossier_and_a_late_head_are_reminded_and_nothing_stops(office):
    code = office.propose_person("LDTT")
    office.later(days=20)
    assert (f"unit_head@{UNIT}", "dossier_late") in office.notices(code)
    assert office.waiting(code) == {"prepare_dossier"}
    office.hand_in(code)
    office.later(days=10)
    assert ("emulation_dept@VKSNDTC", "endorsement_late") in office.notices(code)
    office.endorse(code)
    assert office.waiting(code) == {"intake"}


@after(submitted)
def test_a_dossier_returned_by_the_body_is_supplemented_and_goes_on(office):
    code = office.told
    department = office.actor("emulation_dept@VKSNDTC")
    office.do(code, "intake", department, decision="return", comment="Thiếu báo cáo", missing=["report"])
    assert office.waiting(code) == {"supplement_review"}
    office.do(code, "supplement_review", officer(office), decision="resubmit", note="Đã bổ sung")
    assert office.waiting(code) == {"intake"}
    assert office.variables(code, "unit_review")["supplement"]["note"] == "Đã bổ sung"
    office.review(code)
    assert office.nomination(code).outcome == "awarded"


@after(submitted)
def test_a_unit_may_withdraw_instead_of_supplementing(office):
    code = office.told
    office.do(code, "intake", office.actor("emulation_dept@VKSNDTC"), decision="return", comment="Thiếu báo cáo")
    office.do(code, "supplement_review", officer(office), decision="withdraw", comment="Không kịp bổ sung")
    assert "withdrawn_at_supplement" in office.passed(code)
    assert office.states(code) == {"nomination": "completed", "unit_review": "cancelled"}


@after(submitted)
def test_a_unit_withdraws_while_the_body_reviews_and_the_review_stops(office):
    code = office.told
    withdraw(office, code, officer(office))
    assert "withdrawn_during_review" in office.passed(code)
    assert office.states(code) == {"nomination": "completed", "unit_review": "cancelled"}
    assert office.waiting(code) == set()
    with pytest.raises(NominationRefusedError):
        withdraw(office, code, officer(office))


@after(submitted)
def test_a_nomination_that_fails_the_council_ends_without_an_award(office):
    code = office.told
    office.appraise(code)
    office.meet(code, yes=7, lower="GK")
    nomination = office.nomination(code)
    assert nomination.outcome == "failed"
    assert nomination.reason == "Hội đồng: 7/10 phiếu đồng ý, chưa đạt tỷ lệ"
    assert office.variables(code, "nomination")["review"]["lower_award"] == "GK"
    assert "not_awarded" in office.passed(code)


def test_nobody_endorses_or_appraises_what_they_proposed(office):
    code = office.propose_body("VKSNDTC")
    proposer = office.writer("VKSNDTC")
    office.submit(code, "VKSNDTC")
    with office.database.read() as session:
        task = tasks.tasks_of(session, code, open_only=True)[0]
    assert task.element_id == "intake"
    with pytest.raises(NotAllowedError), office.database.transaction() as session:
        complete_task(session, task.id, APPROVE, by=proposer, key=str(new_id()))


def test_a_state_award_of_a_person_goes_straight_to_the_central_board(office):
    office.give_titles("CSTDB", 2018, 2019)
    office.give_initiative("nation")
    office.later(days=59)
    code = office.propose_person("CSTDTQ")
    office.submit(code)
    office.appraise(code)
    assert office.waiting(code) == set()
    office.later(days=20)
    office.do(code, "publication_comments", office.actor("emulation_dept@VKSNDTC"), has_complaint=False)
    office.meet(code)
    office.sign(code)
    assert office.waiting(code) == {"receive"}
    assert office.nomination(code).stage == "central"
    assert "enter_bloc" not in office.passed(code)


def test_a_body_withdraws_while_it_waits_for_the_bloc(office):
    code = office.bring_body_to_bloc("VKSNDTC")
    assert (office.nomination(code).stage, office.waiting(code)) == ("bloc_vote", set())
    withdraw(office, code, office.writer("VKSNDTC"))
    assert "withdrawn_before_vote" in office.passed(code)
    assert office.nomination(code).outcome == "withdrawn"


def endorse(office, code, by):
    with office.database.transaction() as session:
        task_id = next(t.id for t in tasks.tasks_of(session, code, open_only=True) if t.element_id == "endorse")
        complete_task(session, task_id, APPROVE, by=by, key=str(new_id()))


def test_nobody_endorses_their_own_nomination_nor_through_a_substitute(office):
    code = office.propose_person("LDTT")
    office.hand_in(code)
    subject = Actor(id=str(office.subject), name="Trần Thị Ví Dụ", principals=frozenset({f"unit_head@{UNIT}"}))
    absent = Absent(subject.id, subject.name, subject.principals)
    substitute = Actor(id=str(new_id()), name="Người xử lý thay", stands_in_for=(absent,))
    for somebody in (subject, substitute):
        with pytest.raises(NotAllowedError, match="concerns"):
            endorse(office, code, somebody)
    endorse(office, code, head(office))
    assert "endorse" not in office.waiting(code)
