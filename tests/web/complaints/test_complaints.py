"""Pages of complaints: who takes one up, who reads it, what the nomination's page says meanwhile."""

from urllib.parse import quote
from uuid import uuid4

import pytest

from engine.store import tasks
from tests.web.conftest import Browser, Staff
from tests.workflows.procedures.nomination.office import Office


@pytest.fixture
def office(database, clock) -> Office:
    return Office(database)


@pytest.fixture
def code(office: Office) -> str:
    found = office.propose_person("LDTT")
    office.submit(found)
    return found


def take_up(browser: Browser, code: str, **changes: str):
    asked = {"kind": "denunciation", "content": "Khai man", "sender": "Ông A (ví dụ)", "received_on": ""}
    return browser.post(f"/khieu-nai/ho-so/{code}", {"_key": str(uuid4())} | asked | changes)


def test_the_department_takes_one_up_on_the_nominations_page_and_follows_it(
    browser: Browser, office: Office, staff: Staff, code: str
) -> None:
    staff.hire("vu", "emulation_dept@VKSNDTC")
    browser.sign_in("vu")
    assert "Tiếp nhận khiếu nại" in browser.get(f"/ho-so/{code}").text
    answer = take_up(browser, code)
    assert answer.status_code == 303
    assert "VV-VKSNDTC-" in answer.location
    page = browser.get(answer.location).text
    assert "Ông A (ví dụ)" in page
    assert "Phân loại, thụ lý" in page
    assert "VV-VKSNDTC-" in browser.get("/khieu-nai").text
    made = answer.location.rpartition("/")[2]
    office.do(made, "classify", office.actor("emulation_dept@VKSNDTC"), decision="accept", holds=True, comment=None)
    page = browser.get(f"/ho-so/{code}").text
    assert "Hồ sơ đang được xem xét từ" in page
    assert "Thời gian không tính vào thời hạn" in page
    assert made in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": ""}, "Hãy chọn loại việc"),
        ({"content": " "}, "Hãy ghi nội dung"),
        ({"received_on": "32/1/2019"}, "lịch"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_begins(
    browser: Browser, office: Office, staff: Staff, code: str, changes: dict[str, str], said: str
) -> None:
    staff.hire("vu", "emulation_dept@VKSNDTC")
    browser.sign_in("vu")
    answer = take_up(browser, code, **changes)
    assert answer.location.endswith(quote(code))
    assert said in browser.get(answer.location).text
    assert "Chưa có vụ việc nào" in browser.get("/khieu-nai").text


def test_other_bodies_and_units_see_nothing_of_it(browser: Browser, office: Office, staff: Staff, code: str) -> None:
    staff.hire("vu", "emulation_dept@VKSNDTC")
    browser.sign_in("vu")
    made = take_up(browser, code).location
    staff.hire("khac", "emulation_dept@BCA", unit="BCA")
    browser.sign_in("khac")
    assert browser.get(made).status_code == 404
    assert "Chưa có vụ việc nào" in browser.get("/khieu-nai").text
    staff.hire("canbo", "unit_officer@VKSNDTC.V15", unit="VKSNDTC.V15")
    browser.sign_in("canbo")
    assert browser.get(made).status_code == 403
    assert "VV-VKSNDTC" not in browser.get(f"/ho-so/{code}").text
    assert take_up(browser, code).status_code == 403


def test_a_task_of_a_held_nomination_says_why_it_cannot_be_decided(
    browser: Browser, office: Office, staff: Staff, code: str
) -> None:
    staff.hire("vu", "emulation_dept@VKSNDTC")
    browser.sign_in("vu")
    made = take_up(browser, code).location.rpartition("/")[2]
    office.do(made, "classify", office.actor("emulation_dept@VKSNDTC"), decision="accept", holds=True, comment=None)
    with office.database.read() as session:
        [task] = tasks.tasks_of(session, code, open_only=True)
    answer = browser.post(f"/viec/{task.id}", {"_key": str(uuid4()), "decision": "approve"})
    assert answer.status_code in (409, 422)
    assert "đang được xem xét" in answer.text
    assert office.waiting(code) == {"intake"}
