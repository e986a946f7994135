"""Every way through the diagram of the Central Board."""

from datetime import date

import pytest

from engine.base.actor import SYSTEM
from engine.commands import deploy
from engine.history import verify
from engine.store.instances import instances_for
from tests.workflows.procedures.nomination.office import BODIES, after
from workflows.registers.awards.store import find_title
from workflows.registers.organisation.store import find_unit
from workflows.shipped import procedures

CENTRAL = "BTDKTTW"
SHIPPED = next(one for one in procedures() if one.key == "central_submission").files()
MODEL = SHIPPED["central_council.dmn"].decode()


def require_council(office):
    """Let flags go through the Central Council too, as an administrator would by the table."""
    files = SHIPPED | {"central_council.dmn": HEROES.encode()}
    cases = SHIPPED["central_council.tests.csv"].decode().replace("CTDCP,R2017,false", "LDTT,R2025,false")
    files |= {"central_council.tests.csv": cases.encode()}
    with office.database.transaction() as session:
        deploy(session, files, procedure="central_submission", author=SYSTEM, approver=None, key="t", note="t")


def be_chosen(office):
    """Return a body's nomination that the bloc chose and that has just reached the Central Board."""
    found = office.bring_body_to_bloc("VKSNDTC")
    office.call_vote()
    office.set_agenda(found)
    for body in BODIES:
        office.vote(body)
    office.sign_minutes()
    return found


pytestmark = after(be_chosen)


@pytest.fixture
def code(office):
    """Return the nomination that the office has led here."""
    return office.told


def officer(office, name="reads"):
    return office.actor(f"central_officer@{CENTRAL}", name=name)


def head(office):
    return office.actor(f"central_head@{CENTRAL}")


def receive(office, code, day=date(2020, 3, 31)):
    office.do(code, "receive", officer(office), document_no="101", received_on=day, originals=2)


def accept(office, code):
    office.do(code, "check_completeness", officer(office), decision="approve")


def appraise(office, code):
    office.do(code, "appraise", officer(office), opinion="qualified", note="Đủ tiêu chuẩn")
    office.do(code, "consult", officer(office), bodies="Bộ Tài chính", answered="all", summary="Nhất trí")


def submit(office, code):
    office.do(code, "submit_pm", head(office), decision="approve", document_no="9/TTr", submitted_on=date(2020, 5, 4))


def decide(office, code, granted=True, **more):
    answers = {"granted": granted, "document_no": "77/QĐ-TTg", "decided_on": date(2020, 6, 1)} | more
    office.do(code, "record_decision", officer(office, "records"), **answers)


def test_a_flag_goes_from_receipt_to_the_decision_and_into_the_register(office, code):
    receive(office, code)
    accept(office, code)
    assert office.waiting(code) == {"appraise", "consult"}
    appraise(office, code)
    assert office.waiting(code) == {"submit_pm"}
    submit(office, code)
    decide(office, code)
    assert office.states(code) == dict.fromkeys(["nomination", "unit_review", "central_submission"], "completed")
    assert (office.nomination(code).stage, office.nomination(code).outcome) == ("decided", "awarded")
    with office.database.read() as session:
        title = find_title(session, find_unit(session, "VKSNDTC"), "CTDCP", 2019)
        assert title is not None
        for one in instances_for(session, code):
            assert verify(session, one.id).ok
        assert (title.decision_no, title.decided_on, title.source) == ("77/QĐ-TTg", date(2020, 6, 1), code)


def test_a_refusal_ends_without_an_award_and_with_the_reason(office, code):
    receive(office, code)
    accept(office, code)
    appraise(office, code)
    submit(office, code)
    decide(office, code, granted=False, comment="Chưa dẫn đầu toàn diện")
    nomination = office.nomination(code)
    assert (nomination.outcome, nomination.reason) == ("failed", "Chưa dẫn đầu toàn diện")
    with office.database.read() as session:
        assert find_title(session, find_unit(session, "VKSNDTC"), "CTDCP", 2019) is None


def test_a_late_dossier_is_brought_before_the_head_and_goes_on_all_the_same(office, code):
    receive(office, code, date(2020, 4, 1))
    assert office.waiting(code) == {"consider_late", "check_completeness"}
    accept(office, code)
    appraise(office, code)
    office.do(code, "consider_late", head(office), comment="Tiếp tục xử lý")
    submit(office, code)
    decide(office, code)
    assert office.nomination(code).outcome == "awarded"


def test_the_last_day_is_in_time(office, code):
    receive(office, code, date(2020, 3, 31))
    assert office.waiting(code) == {"check_completeness"}


def test_a_dossier_is_returned_once_and_supplemented(office, code):
    receive(office, code)
    office.do(code, "check_completeness", officer(office), decision="return", comment="Thiếu biên bản khối")
    assert office.waiting(code) == {"supplement_central"}
    office.do(code, "supplement_central", office.writer("VKSNDTC"), note="Đã gửi biên bản")
    assert office.waiting(code) == {"check_completeness"}
    assert office.variables(code, "central_submission")["supplement"]["note"] == "Đã gửi biên bản"
    office.do(code, "check_completeness", officer(office), decision="return", comment="Vẫn thiếu")
    assert office.waiting(code) == {"appraise", "consult"}


def test_a_slow_answer_of_consulted_bodies_is_reminded_and_told_to_the_head(office, code):
    receive(office, code)
    accept(office, code)
    office.later(days=15)
    assert (f"central_head@{CENTRAL}", "consultation_late") in office.notices(code)
    assert office.waiting(code) == {"appraise", "consult"}


def test_the_head_has_a_dossier_appraised_again(office, code):
    receive(office, code)
    accept(office, code)
    appraise(office, code)
    office.do(code, "submit_pm", head(office), decision="return", comment="Bổ sung số liệu")
    assert office.waiting(code) == {"appraise_again"}
    office.do(code, "appraise_again", officer(office), opinion="qualified", note="Đã bổ sung")
    submit(office, code)
    assert office.waiting(code) == {"record_decision"}


def test_the_central_board_sees_a_nomination_only_once_it_is_submitted(office, code):
    assert office.nomination(code).central_at is not None
    assert office.offered(code, "receive") == {f"central_officer@{CENTRAL}"}


HEROES = MODEL.replace('"AHLD"', '"AHLD", "CTDCP"', 1)


@pytest.mark.parametrize(("opinion", "outcome"), [("for", "awarded"), ("against", "failed")])
@after()
def test_where_the_table_asks_for_it_the_central_council_decides_first(office, opinion, outcome):
    require_council(office)
    found = office.bring_body_to_bloc("VKSNDTC")
    office.call_vote()
    office.set_agenda(found)
    for body in BODIES:
        office.vote(body)
    office.sign_minutes()
    receive(office, found)
    accept(office, found)
    appraise(office, found)
    assert office.waiting(found) == {"central_council"}
    said = {"opinion": opinion, "yes": 20, "base": 25, "document_no": "8/BB", "held_on": date(2020, 4, 20)}
    office.do(found, "central_council", head(office), **said, comment="Ý kiến Hội đồng")
    if opinion == "for":
        submit(office, found)
        decide(office, found)
    assert office.nomination(found).outcome == outcome
