"""Legal bases that a body adds to its papers: printed once a second person has confirmed them, and audited."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from engine.model import AdminEvent
from tests.web.conftest import Browser, Staff
from tests.workflows.procedures.nomination.office import Office
from workflows.across.documents.bases.model import LegalBase
from workflows.across.documents.bases.store import bases_printed
from workflows.across.documents.kinds import KINDS

PAGE = "/van-ban/can-cu"
BASE = "Quyết định số 50/QĐ-VKSTC về quy chế thi đua, khen thưởng"


@pytest.fixture
def office(database, clock) -> Office:
    return Office(database)


def send(browser: Browser, path: str, **sent: str) -> str:
    answer = browser.post(path, {"_key": str(uuid4()), **sent})
    assert answer.status_code == 303, answer.status_code
    return browser.get(answer.location).text


def bases(office: Office, code: str) -> list[str]:
    with office.database.read() as session:
        return KINDS["decision"].content(session, code).bases


def test_a_base_is_printed_between_its_confirmation_and_its_withdrawal(
    browser: Browser, office: Office, staff: Staff
) -> None:
    code = office.propose_person("LDTT")
    office.submit(code)
    office.review(code)
    shipped = bases(office, code)
    for username, role in (("vu", "emulation_dept"), ("vu2", "emulation_dept"), ("thuky", "council_secretary")):
        staff.hire(username, f"{role}@VKSNDTC")
    browser.sign_in("vu")
    said = {"unit": "VKSNDTC", "kind": "decision", "mark": "memory", "source": ""}
    assert "Chọn văn bản" in send(browser, PAGE, **said, text="ngắn")
    assert "chờ người thứ hai" in send(browser, PAGE, **said, text=f"Căn cứ {BASE};")
    assert "đã có trong danh sách" in send(browser, PAGE, **said, text=BASE)
    assert bases(office, code) == shipped
    assert "1 căn cứ pháp lý chưa ai xác nhận" in browser.get(f"/ho-so/{code}").text
    with office.database.read() as session:
        [added] = session.scalars(select(LegalBase))
    assert "Người khác với người thêm" in send(browser, f"{PAGE}/{added.id}/xac-nhan")
    browser.sign_in("thuky")
    assert browser.get(PAGE).status_code == 403
    browser.sign_in("vu2")
    assert "Căn cứ đã được xác nhận" in send(browser, f"{PAGE}/{added.id}/xac-nhan")
    assert bases(office, code) == [*shipped[:-1], f"Căn cứ {BASE};", shipped[-1]]
    assert "không còn chờ xác nhận" in send(browser, f"{PAGE}/{added.id}/xac-nhan")
    assert "Nêu lý do" in send(browser, f"{PAGE}/{added.id}/rut", reason=" ")
    assert "Hết hiệu lực" in send(browser, f"{PAGE}/{added.id}/rut", reason="Hết hiệu lực")
    assert bases(office, code) == shipped
    with office.database.read() as session:
        told = [one.kind for one in session.scalars(select(AdminEvent).order_by(AdminEvent.at, AdminEvent.id))]
    assert told[-3:] == ["legal_base_added", "legal_base_confirmed", "legal_base_withdrawn"]


def test_law_is_left_out_between_its_confirmation_and_its_withdrawal(
    browser: Browser, office: Office, staff: Staff
) -> None:
    code = office.propose_person("LDTT")
    office.submit(code)
    office.review(code)
    shipped = bases(office, code)
    law = shipped[0].removeprefix("Căn cứ ").rstrip(";")
    for username in ("vu", "vu2"):
        staff.hire(username, "emulation_dept@VKSNDTC")
    browser.sign_in("vu")
    said = {"unit": "VKSNDTC", "kind": "decision", "text": law}
    assert "Nêu lý do" in send(browser, f"{PAGE}/bo", **said, reason=" ")
    for wrong in ({"text": BASE}, {"kind": "year_launch"}):
        assert "không in căn cứ này" in send(browser, f"{PAGE}/bo", **said | wrong, reason="vì")
    assert "Đã ghi nhận" in send(browser, f"{PAGE}/bo", **said, reason="Nêu căn cứ riêng của ngành")
    assert "chỉ được bỏ một lần" in send(browser, f"{PAGE}/bo", **said, reason="vì")
    assert bases(office, code) == shipped
    with office.database.read() as session:
        [omitted] = session.scalars(select(LegalBase))
    browser.sign_in("vu2")
    send(browser, f"{PAGE}/{omitted.id}/xac-nhan")
    assert bases(office, code) == shipped[1:]
    send(browser, f"{PAGE}/{omitted.id}/rut", reason="Nêu lại")
    assert bases(office, code) == shipped


def test_papers_without_bases_in_their_layout_have_none(office: Office) -> None:
    with office.database.read() as session:
        printed = {kind: bases_printed(session, "VKSNDTC", kind, "R2024") for kind in KINDS}
    assert {kind for kind, found in printed.items() if found} == {"decision", "year_plan", "covenant"}
    decree = "Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ"
    assert printed["decision"] == ["Luật Thi đua, Khen thưởng số 06/2022/QH15", decree]


def test_others_bases_are_not_touched(browser: Browser, office: Office, staff: Staff) -> None:
    staff.hire("vu", "emulation_dept@VKSNDTC")
    staff.hire("khac", "emulation_dept@BTP", unit="BTP")
    browser.sign_in("vu")
    send(browser, PAGE, unit="VKSNDTC", kind="covenant", mark="read", text=BASE)
    with office.database.read() as session:
        [added] = session.scalars(select(LegalBase))
    form = {"unit": "VKSNDTC", "kind": "form:R2024:individual:merit", "mark": "read"}
    assert "chờ người thứ hai" in send(browser, PAGE, **form, text="Mẫu số 03, Phụ lục I Nghị định số 98/2023/NĐ-CP")
    assert "Chọn văn bản" in send(browser, PAGE, **form | {"kind": "form:R1:nobody:merit"}, text=BASE)
    browser.sign_in("khac")
    assert BASE not in browser.get(PAGE).text
    for act in ("xac-nhan", "rut"):
        sent = {"_key": str(uuid4()), "reason": "vì"}
        assert browser.post(f"{PAGE}/{added.id}/{act}", sent).status_code == 403
    sent = {"_key": str(uuid4()), "unit": "VKSNDTC", "kind": "decision", "mark": "read", "text": BASE}
    assert browser.post(PAGE, sent).status_code == 403
    assert browser.post(f"{PAGE}/{uuid4()}/xac-nhan", {"_key": str(uuid4())}).status_code == 404
