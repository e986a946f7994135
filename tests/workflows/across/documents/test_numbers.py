"""One number of a paper: the register of papers, the award and the paper carry the same number, day and authority."""

from datetime import timedelta

import pytest

from engine.base import clock
from workflows.across.documents.commands import issue_document
from workflows.across.documents.contents.offices import office_named
from workflows.across.documents.dating import DayRefusedError
from workflows.procedures.council_session.store import find_session
from workflows.registers.awards.store import titles_from
from workflows.registers.organisation.model import CouncilMember


def granted(office):
    """Return the code of a nomination that the procuracy granted, headed by who sits first on its council."""
    with office.database.transaction() as session:
        head = office.seat(session, 1)
        session.query(CouncilMember).filter_by(council_code="VKSNDTC", person_id=head).one().role = "chair"
        post = office.post(head, "body_leader", "VKSNDTC")
        post.title = "Viện trưởng"
        session.add(post)
    code = office.propose_person("LDTT")
    office.submit(code)
    office.review(code)
    return code


def issue(office, code, day=None, void_reason="", kind="decision"):
    by = office.actor("emulation_dept@VKSNDTC", "council_secretary@VKSNDTC", name="văn thư")
    with office.database.transaction() as session:
        more = {"void_reason": void_reason, "issued_on": day}
        made = issue_document(session, kind, code, by=by, key=f"{kind}{day}{void_reason}", **more)
        return made.symbol, made.issued_on


def entered(office, code):
    with office.database.read() as session:
        [title] = titles_from(session, "LDTT", 2019, code)
        return title.decision_no, title.decided_on, title.authority


def test_the_award_carries_number_day_and_authority_of_its_decision(office):
    code = granted(office)
    assert entered(office, code)[0] == "45/TTr"
    symbol, day = issue(office, code)
    assert entered(office, code) == (symbol, day, "Viện trưởng VKSNDTC")
    clock.advance(timedelta(days=3))
    again = issue(office, code, void_reason="Sai tên")
    assert again == ("02/QĐ-VKSNDTC", day + timedelta(days=3))
    assert entered(office, code)[:2] == again


def test_minutes_carry_the_number_and_day_of_their_paper(office):
    code = office.propose_person("LDTT")
    office.submit(code)
    office.appraise(code)
    key = office.meet(code)
    symbol, day = issue(office, key, kind="minutes")
    with office.database.read() as session:
        sitting = find_session(session, key)
        assert (sitting.document_no, sitting.signed_on) == (symbol, day)


def test_a_paper_is_dated_between_what_it_records_and_today_in_the_order_of_numbers(office):
    code = granted(office)
    signed = clock.today()
    clock.advance(timedelta(days=5))
    for day in (signed - timedelta(days=1), clock.today() + timedelta(days=1)):
        with pytest.raises(DayRefusedError):
            issue(office, code, day)
    assert issue(office, code, signed + timedelta(days=2)) == ("01/QĐ-VKSNDTC", signed + timedelta(days=2))
    with pytest.raises(DayRefusedError):
        issue(office, code, signed + timedelta(days=1), "Sớm hơn số trước")
    assert entered(office, code)[:2] == ("01/QĐ-VKSNDTC", signed + timedelta(days=2))
    assert issue(office, code, signed + timedelta(days=2), "Cùng ngày")[0] == "02/QĐ-VKSNDTC"


@pytest.mark.parametrize(
    ("post", "body", "office"),
    [
        ("Bộ trưởng", "Bộ Tư pháp", "Bộ trưởng Bộ Tư pháp"),
        ("Viện trưởng", "Viện kiểm sát nhân dân tối cao", "Viện trưởng Viện kiểm sát nhân dân tối cao"),
        ("Tổng Thanh tra", "Thanh tra Chính phủ", "Tổng Thanh tra Chính phủ"),
        ("Tổng Kiểm toán nhà nước", "Kiểm toán nhà nước", "Tổng Kiểm toán nhà nước"),
        ("Trưởng ban", "Ban Quản lý Lăng", "Trưởng ban Quản lý Lăng"),
    ],
)
def test_an_office_says_no_word_twice(post, body, office):
    assert office_named(post, body) == office
