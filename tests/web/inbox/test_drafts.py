"""What is typed into a task's form is kept until it is sent: for its writer alone, and gone when the task is done."""

import re
from uuid import uuid4

from sqlalchemy import func, select

from engine import commands
from tests.web.conftest import Browser, Office
from web.inbox.drafts.commands import MOST_LETTERS
from web.inbox.drafts.model import TaskDraft
from workflows.registers.organisation import actor_for

OPINION = "Đủ thành phần, còn thiếu <b>biên bản"
SHOWN = "Đủ thành phần, còn thiếu &lt;b&gt;biên bản"


def drafts(office: Office) -> int:
    with office.database.read() as session:
        return session.scalar(select(func.count()).select_from(TaskDraft)) or 0


def test_a_draft_is_filled_in_again_and_nothing_in_it_is_called_wrong(browser: Browser, office: Office) -> None:
    task = office.start("HS-1")
    browser.sign_in("hanh")
    answer = browser.post(f"/viec/{task}/ban-nhap", {"decision": "return", "opinion": OPINION})
    assert answer.headers["Location"] == f"/viec/{task}"
    page = browser.get(f"/viec/{task}").text
    assert SHOWN in page
    assert re.search(r'value="return"[^>]*checked', page)
    assert "Đã điền lại bản nháp bạn lưu lúc" in page
    assert 'id="form-errors"' not in page


def test_only_the_last_state_counts_and_a_script_is_told_when(browser: Browser, office: Office) -> None:
    task = office.start("HS-1")
    browser.sign_in("hanh")
    for text in ("một", "hai"):
        answer = browser.post(f"/viec/{task}/ban-nhap", {"opinion": text}, headers={"X-Draft": "1"})
        assert answer.json is not None
        assert answer.json["saved"].startswith("Đã lưu nháp")
    assert drafts(office) == 1
    page = browser.get(f"/viec/{task}").text
    assert re.search(r">\s*hai</textarea>", page)
    assert not re.search(r">\s*một</textarea>", page)


def test_a_colleague_sees_nothing_of_it_and_a_stranger_cannot_write_one(browser: Browser, office: Office) -> None:
    task = office.start("HS-1")
    browser.sign_in("hanh")
    browser.post(f"/viec/{task}/ban-nhap", {"opinion": OPINION})
    browser.sign_in("lan")
    assert SHOWN not in browser.get(f"/viec/{task}").text
    browser.sign_in("thanh")
    assert browser.post(f"/viec/{task}/ban-nhap", {"opinion": "x"}).status_code == 404
    assert browser.post(f"/viec/{task}/ban-nhap/bo").status_code == 404
    assert drafts(office) == 1


def test_it_goes_when_dropped_and_when_the_task_is_done_by_anybody(browser: Browser, office: Office) -> None:
    dropped, done = office.start("HS-1"), office.start("HS-2")
    browser.sign_in("hanh")
    for task in (dropped, done):
        browser.post(f"/viec/{task}/ban-nhap", {"opinion": OPINION})
    browser.post(f"/viec/{dropped}/ban-nhap/bo")
    assert SHOWN not in browser.get(f"/viec/{dropped}").text
    assert drafts(office) == 1
    browser.sign_in("lan")
    browser.post(f"/viec/{done}", {"_key": str(uuid4()), "decision": "approve"})
    assert drafts(office) == 0


def test_a_task_that_is_done_takes_no_draft_and_none_is_too_long(browser: Browser, office: Office) -> None:
    task = office.start("HS-1")
    browser.sign_in("hanh")
    long = browser.post(f"/viec/{task}/ban-nhap", {"opinion": "x" * MOST_LETTERS})
    assert long.status_code == 422
    assert "quá dài" in long.text
    with office.database.transaction() as session:
        by = actor_for(session, office.lan)
        commands.complete_task(session, task, {"decision": "approve"}, by=by, key="done")
    assert browser.post(f"/viec/{task}/ban-nhap", {"opinion": "x"}).status_code in (409, 422)
    assert drafts(office) == 0
