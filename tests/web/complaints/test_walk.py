"""A complaint and a revocation, each through its pages from beginning to end."""

import pytest
from flask import Flask

from engine.base import clock as clock_room
from tests.web.conftest import Staff
from tests.web.walker import Walker
from tests.workflows.procedures.nomination.office import UNIT, Office
from workflows.registers.awards.store import titles_of
from workflows.registers.organisation.store import find_person


@pytest.fixture
def office(database, clock) -> Office:
    return Office(database)


@pytest.fixture
def walker(app: Flask, office: Office, staff: Staff) -> Walker:
    staff.hire("vu", "emulation_dept@VKSNDTC", name="Vụ (ví dụ)")
    staff.hire("vu2", "emulation_dept@VKSNDTC", name="Vụ hai (ví dụ)")
    staff.hire("thuky", "council_secretary@VKSNDTC", name="Thư ký (ví dụ)")
    staff.hire("lanhdao", "body_leader@VKSNDTC", name="Lãnh đạo (ví dụ)")
    staff.hire("canbo", f"unit_officer@{UNIT}", unit=UNIT, name="Cán bộ (ví dụ)")
    return Walker(office, app.test_client())


def day() -> str:
    return clock_room.today().strftime("%d/%m/%Y")


def test_a_complaint_is_taken_up_verified_and_answered_while_the_nomination_waits(
    walker: Walker, office: Office
) -> None:
    code = office.propose_person("LDTT")
    office.submit(code)
    walker.sign_in("vu")
    raised = {"kind": "complaint", "content": "Kê khai chưa đúng", "sender": "Bà B (ví dụ)", "received_on": day()}
    made = walker.press(f"/ho-so/{code}", "Tiếp nhận khiếu nại", **raised).rpartition("/")[2]
    walker.complete(made, "Phân loại, thụ lý", decision="accept", holds=True)
    assert "Hồ sơ đang được xem xét từ" in walker.text(f"/ho-so/{code}")
    walker.complete(made, "Xác minh", finding="unfounded", summary="Đối chiếu hồ sơ gốc")
    walker.sign_in("lanhdao")
    walker.complete(made, "Kết luận", decision="unfounded")
    walker.sign_in("vu")
    walker.complete(made, "Trả lời người gửi", document_no="12/TL", answered_on=day())
    assert "Hồ sơ đang được xem xét từ" not in walker.text(f"/ho-so/{code}")
    assert "12/TL" in walker.text(f"/khieu-nai/{made}")
    walker.sign_in("canbo")
    notices = walker.text("/thong-bao")
    assert "Hồ sơ đang được xem xét" in notices
    assert "Hồ sơ được xét tiếp" in notices


def test_an_award_is_revoked_from_the_register_and_what_came_with_it_recovered(walker: Walker, office: Office) -> None:
    office.give_titles("CSTDCS", 2019)
    walker.sign_in("vu")
    [entry] = walker.page("/so-danh-hieu").xpath("//td[@class='name']/a/@href")
    made = walker.press(entry, "Đề nghị thu hồi", ground="fraud").rpartition("/")[2]
    walker.complete(made, "Ghi kết luận vi phạm", document_no="5/KL", concluded_on=day(), summary="Khai man")
    walker.sign_in("thuky")
    opinion = {"opinion": "revoke", "yes": 9, "base": 10, "document_no": "3/BB", "held_on": day()}
    walker.complete(made, "Hội đồng cho ý kiến", **opinion)
    walker.sign_in("lanhdao")
    walker.complete(made, "Lãnh đạo quyết định", decision="approve", document_no="77/QĐ", signed_on=day())
    walker.sign_in("vu")
    walker.complete(made, "Thu hồi hiện vật, tiền thưởng", object="recovered", money=1490000)
    assert "đã hủy bỏ" in walker.text("/so-danh-hieu")
    page = walker.text(f"/so-danh-hieu/thu-hoi/{made}")
    assert "77/QĐ" in page
    assert "Đã thu hồi hiện vật" in page
    with office.database.read() as session:
        assert titles_of(session, find_person(session, office.subject)) == []
