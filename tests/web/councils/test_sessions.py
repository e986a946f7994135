"""Pages of sessions of councils: who sees them, calling one, its agenda and its entry for calendars."""

from urllib.parse import quote
from uuid import uuid4

import pytest

from engine.store import tasks
from tests.conftest import INSTANT
from tests.web.conftest import Browser, Staff
from tests.workflows.procedures.nomination.office import Office


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
