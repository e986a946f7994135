"""Pages of sessions of councils: who sees them, calling one, its agenda and its entry for calendars."""

from urllib.parse import quote
from uuid import uuid4

import pytest
from sqlalchemy import select

from engine.model import AdminEvent
from engine.store import tasks
from tests.conftest import INSTANT
from tests.web.conftest import Browser, Staff
from tests.workflows.procedures.nomination.office import Office
from workflows.across.documents.kinds import KINDS
from workflows.procedures.council_session.store import find_session
from workflows.procedures.council_session.tellers.commands import TellersChosen


@pytest.fixture
def office(database, clock) -> Office:
    return Office(database)


@pytest.fixture
def code(office: Office) -> str:
    found = office.propose_person("LDTT")
    office.submit(found)
    office.appraise(found)
    return found


def test_the_secretary_calls_a_session_on_what_waits(browser: Browser, office: Office, staff: Staff, code: str) -> None:
    staff.hire("thuky", "council_secretary@VKSNDTC")
    browser.sign_in("thuky")
    assert "1 hồ sơ đang chờ" in browser.get("/hoi-dong").text
    answer = browser.post("/hoi-dong", {"council": "VKSNDTC", "_key": str(uuid4())})
    assert answer.status_code == 303
    assert "/viec/" in answer.location
    with office.database.read() as session:
        found = [task.element_id for task in tasks.tasks_of(session, "PH-VKSNDTC-2019-001", open_only=True)]
    assert found == ["plan_session"]


def test_a_session_shows_its_agenda_members_and_result_to_those_of_the_council_only(
    browser: Browser, office: Office, staff: Staff, code: str
) -> None:
    key = office.meet(code)
    staff.hire("khac", "council_secretary@BCA", unit="BCA")
    staff.hire("vu", "emulation_dept@VKSNDTC")
    browser.sign_in("vu")
    page = browser.get(f"/hoi-dong/{key}").text
    assert quote(code) in page
    assert "10 / 10" in page
    assert "thông qua" in page
    assert "theo mức cơ quan đang áp dụng" in page  # the share was read in no text of the law
    assert "Chưa xác minh" not in page
    browser.sign_in("khac")
    assert browser.get(f"/hoi-dong/{key}").status_code == 404
    assert browser.get(f"/hoi-dong/{key}/giay-moi.ics").status_code == 404


def test_the_counting_team_is_chosen_on_the_page_and_stands_on_the_record(
    browser: Browser, office: Office, staff: Staff, code: str
) -> None:
    key = office.call_session()
    office.convene(key)
    staff.hire("thuky", "council_secretary@VKSNDTC")
    browser.sign_in("thuky")
    assert "Chưa chọn ai kiểm phiếu" in browser.get(f"/hoi-dong/{key}").text

    def choose(*seats: str, leader: str) -> str:
        sent = {"seat": list(seats), "leader": leader, "_key": str(uuid4())}
        return browser.get(browser.post(f"/hoi-dong/{key}/to-kiem-phieu", sent).location).text

    for wrong in (choose("1", leader="1"), choose("1", "2", leader="3"), choose("1", "99999999", leader="1")):
        assert "ít nhất hai thành viên" in wrong
    assert "Tổ trưởng Tổ kiểm phiếu" in choose("1", "3", "4", leader="3")
    assert "Tổ trưởng Tổ kiểm phiếu" in choose("2", "4", leader="4")
    office.attend(key)

    def enter(invalid: str, note: str) -> str:
        sent = {"invalid": invalid, "note": note, "_key": str(uuid4())}
        return browser.get(browser.post(f"/hoi-dong/{key}/phieu-khong-hop-le", sent).location).text

    assert "sau khi kết thúc bỏ phiếu" in enter("1", "rách")
    office.cast_sheets(key, {}, but=(2,))
    office.later(days=30)
    browser.sign_in("thuky")
    for wrong in (enter("2", "rách"), enter("1", " ")):
        assert "Nhiều nhất 1 phiếu" in wrong
    assert "Số phiếu không hợp lệ: 1 (đánh dấu hai ô)" in enter("1", "đánh dấu hai ô")
    office.finish_session(key)
    with office.database.read() as session:
        content = KINDS["count"].content(session, key)
        names = {one.seat_no: one.name for one in find_session(session, key).members}
        acts = list(session.scalars(select(AdminEvent).where(AdminEvent.kind == TellersChosen.KIND)))
    assert content.sections[0].paragraphs[0] == (f"Tổ kiểm phiếu gồm 2 thành viên: {names[4]} (Tổ trưởng); {names[2]}.")
    assert (content.signatures[0].authority, content.signatures[0].name) == ("TM. TỔ KIỂM PHIẾU", names[4])
    given, valid = len(names), len(names) - 1
    sheets = f"Số phiếu phát ra: {given}. Số phiếu thu về: {given}. Số phiếu hợp lệ: {valid}. "
    assert content.sections[0].paragraphs[1] == f"{sheets}Số phiếu không hợp lệ: 1 (đánh dấu hai ô)."
    assert [one.subject for one in acts] == [key, key]
    assert "từ khi triệu tập" in choose("1", "2", leader="1")
    staff.hire("vu", "emulation_dept@VKSNDTC")
    browser.sign_in("vu")
    assert "Chọn người kiểm phiếu" not in browser.get(f"/hoi-dong/{key}").text
    assert browser.post(f"/hoi-dong/{key}/to-kiem-phieu", {"_key": str(uuid4())}).status_code == 403


def test_the_invitation_is_an_entry_for_calendars(browser: Browser, office: Office, staff: Staff, code: str) -> None:
    key = office.call_session()
    office.convene(key, place="Phòng họp số 1, tầng 3; trụ sở Viện kiểm sát nhân dân tối cao, Hà Nội")
    staff.hire("thuky", "council_secretary@VKSNDTC")
    browser.sign_in("thuky")
    entry = browser.get(f"/hoi-dong/{key}/giay-moi.ics")
    assert entry.mimetype == "text/calendar"
    lines = entry.text.split("\r\n")
    assert f"DTSTART:{INSTANT:%Y%m%dT%H%M%SZ}" in lines
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "Phòng họp số 1\\, tầng 3\\; trụ sở" in entry.text.replace("\r\n ", "")
