"""Asking somebody about a task: they answer on a page of their own, and the process stays where it is."""

from uuid import UUID, uuid4

import pytest

from engine.store import tasks
from tests.web.conftest import Browser, Staff
from tests.workflows.procedures.nomination.office import Office


@pytest.fixture
def office(database, clock) -> Office:
    return Office(database)


@pytest.fixture
def task(office: Office, staff: Staff) -> UUID:
    code = office.propose_person("LDTT")
    office.submit(code)
    staff.hire("vu", "emulation_dept@VKSNDTC", name="Trần Vụ Trưởng")
    staff.hire("ngoai", "unit_officer@BCA", unit="BCA", name="Lê Thị Ngoài")
    with office.database.read() as session:
        [found] = tasks.tasks_of(session, code, open_only=True)
    return found.id


def ask(browser: Browser, task: UUID, code: str = "@ngoai", text: str = "Có vi phạm gì không?"):
    return browser.post(f"/viec/{task}/hoi", {"_key": str(uuid4()), "code": code, "text": text})


def test_who_is_asked_answers_and_the_asker_is_told(browser: Browser, office: Office, task: UUID) -> None:
    browser.sign_in("vu")
    assert "Lê Thị Ngoài" in browser.get(ask(browser, task).location).text
    assert "đang chờ trả lời" in browser.get(f"/viec/{task}").text
    browser.sign_in("ngoai")
    notices = browser.get("/thong-bao").text
    assert "hỏi bạn về một hồ sơ" in notices
    address = "/hoi/" + notices.partition('href="/hoi/')[2].partition('"')[0]
    assert "Có vi phạm gì không?" in browser.get(address).text
    assert browser.get(f"/viec/{task}").status_code == 404  # the file itself stays closed to them
    answer = browser.post(address, {"_key": str(uuid4()), "text": "Không có."})
    assert "Không có." in browser.get(answer.location).text
    again = browser.post(address, {"_key": str(uuid4()), "text": "Khác"})
    assert "đã được trả lời" in browser.get(again.location).text
    browser.sign_in("vu")
    assert "Câu hỏi của bạn đã được trả lời" in browser.get("/thong-bao").text
    page = browser.get(f"/viec/{task}").text
    assert "Không có." in page
    assert "→ Lê Thị Ngoài: Có vi phạm gì không?" in page
    with office.database.read() as session:
        assert tasks.find_task(session, task).state == "open"


@pytest.mark.parametrize(
    ("code", "text", "said"), [("@khong", "Hỏi", "@khong"), ("@ngoai", "  ", "Hãy viết"), ("@vu", "Hỏi", "@vu")]
)
def test_what_is_wrong_is_said(browser: Browser, task: UUID, code: str, text: str, said: str) -> None:
    browser.sign_in("vu")
    assert said in browser.get(ask(browser, task, code, text).location).text


def test_a_question_is_for_two(browser: Browser, staff: Staff, task: UUID) -> None:
    staff.hire("khac", "unit_officer@BTP", unit="BTP")
    browser.sign_in("vu")
    ask(browser, task)
    browser.sign_in("ngoai")
    address = "/hoi/" + browser.get("/thong-bao").text.partition('href="/hoi/')[2].partition('"')[0]
    browser.sign_in("vu")
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"_key": str(uuid4()), "text": "Tự trả lời"}).status_code == 403
    browser.sign_in("khac")
    assert browser.get(address).status_code == 404
    assert ask(browser, task).status_code == 404
