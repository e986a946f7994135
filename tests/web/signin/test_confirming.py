"""The password once more before a signature, a vote or an issued decision."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from engine import commands
from engine.base.actor import SYSTEM
from tests.web.conftest import HERE, PASSWORD, REVIEW, Browser, Office
from web.inbox.batch.work import run_due_batches
from web.inbox.drafts.model import TaskDraft
from web.inbox.pending.model import Batch
from web.signin.commands import MAX_FAILURES

ASKED = 'name="_password"'
QUARTER = timedelta(minutes=15)
FINAL = '<zeebe:property name="final" value="true"/></zeebe:properties>'


@pytest.fixture
def signing(office: Office) -> Office:
    """Return an office whose review is a signature."""
    files = {name: (HERE / name).read_bytes() for name in REVIEW}
    files["review.bpmn"] = files["review.bpmn"].replace(b"</zeebe:properties>", FINAL.encode())
    with office.database.transaction() as session:
        commands.deploy(session, files, procedure="demo", author=SYSTEM, approver=None, key="final")
    return office


def sign(browser: Browser, task: UUID, password: str | None = None, key: str = "", **answers: str) -> TestResponse:
    given = {"_password": password} if password is not None else {}
    sent = {"_key": key or str(uuid4()), "decision": "approve", "opinion": "Đủ điều kiện", **given, **answers}
    return browser.post(f"/viec/{task}", sent)


def test_who_has_just_signed_in_is_not_asked(browser: Browser, signing: Office, clock: Any) -> None:
    task = signing.start("HS-1")
    browser.sign_in("hanh")
    clock.advance(QUARTER - timedelta(seconds=1))
    assert ASKED not in browser.get(f"/viec/{task}").text
    assert sign(browser, task).status_code == 303
    assert signing.task(task).state == "completed"


def test_later_a_signature_asks_and_loses_nothing_typed(browser: Browser, signing: Office, clock: Any) -> None:
    task = signing.start("HS-1")
    browser.sign_in("hanh")
    clock.advance(QUARTER)
    assert ASKED in browser.get(f"/viec/{task}").text
    for password, said in ((None, "Nhập mật khẩu để xác nhận"), ("sai", "Mật khẩu không đúng")):
        refused = sign(browser, task, password)
        assert refused.status_code == 422
        assert said in refused.text
        assert "Đủ điều kiện" in refused.text
        assert ASKED in refused.text
        assert signing.task(task).state == "open"
    assert sign(browser, task, PASSWORD).status_code == 303
    assert signing.task(task).state == "completed"


def test_a_password_given_counts_for_the_next_quarter_of_an_hour(browser: Browser, signing: Office, clock: Any) -> None:
    first, second, third = (signing.start(f"HS-{n}") for n in range(3))
    browser.sign_in("hanh")
    clock.advance(QUARTER)
    assert sign(browser, first, PASSWORD).status_code == 303
    clock.advance(QUARTER - timedelta(seconds=1))
    assert sign(browser, second).status_code == 303
    clock.advance(timedelta(seconds=1))
    assert sign(browser, third).status_code == 422


def test_a_confirmation_is_of_one_session_only(app: Flask, browser: Browser, signing: Office, clock: Any) -> None:
    task, other = signing.start("HS-1"), Browser(app.test_client())
    browser.sign_in("hanh")
    other.sign_in("hanh")
    clock.advance(QUARTER)
    assert sign(browser, task, PASSWORD).status_code == 303
    assert sign(other, signing.start("HS-2")).status_code == 422


def test_an_ordinary_step_never_asks(browser: Browser, office: Office, clock: Any) -> None:
    task = office.start("HS-1")
    browser.sign_in("hanh")
    clock.advance(QUARTER)
    assert ASKED not in browser.get(f"/viec/{task}").text
    assert sign(browser, task).status_code == 303


def test_guessing_ends_after_ten_attempts_also_here(browser: Browser, signing: Office, clock: Any) -> None:
    task = signing.start("HS-1")
    browser.sign_in("hanh")
    clock.advance(QUARTER)
    for _ in range(MAX_FAILURES):
        assert sign(browser, task, "sai").status_code == 422
    refused = sign(browser, task, PASSWORD)
    assert refused.status_code == 422
    assert "15 phút" in refused.text
    assert signing.task(task).state == "open"
    clock.advance(timedelta(minutes=16))
    assert sign(browser, task, PASSWORD).status_code == 303


def test_a_password_of_any_length_is_only_wrong(browser: Browser, signing: Office, clock: Any) -> None:
    task = signing.start("HS-1")
    browser.sign_in("hanh")
    clock.advance(QUARTER)
    assert "Mật khẩu không đúng" in sign(browser, task, "x" * 5000).text
    assert signing.task(task).state == "open"


def test_the_password_is_never_kept_with_what_was_typed(browser: Browser, signing: Office, clock: Any) -> None:
    task = signing.start("HS-1")
    browser.sign_in("hanh")
    clock.advance(QUARTER)
    browser.post(f"/viec/{task}/ban-nhap", {"opinion": "đang viết", "_password": PASSWORD})
    answers = {"_key": str(uuid4()), "_send": "yes", "decision": "approve", "_password": PASSWORD}
    browser.post("/xu-ly-loat/gui", {"task": [str(task)], **answers})
    with signing.database.read() as session:
        draft, batch = session.scalars(select(TaskDraft)).one(), session.scalars(select(Batch)).one()
    assert draft.answers == {"opinion": ["đang viết"]}
    assert "_password" not in batch.sent
    assert PASSWORD not in str(batch.sent)


def test_many_signatures_ask_once_and_name_those_that_need_it(browser: Browser, signing: Office, clock: Any) -> None:
    tasks = [signing.start(f"HS-{n}") for n in range(3)]
    chosen = {"task": [str(task) for task in tasks]}
    browser.sign_in("hanh")
    clock.advance(QUARTER)
    page = browser.post("/xu-ly-loat", chosen).text
    assert page.count("cần mật khẩu của bạn") == 3
    assert page.count(ASKED) == 1
    answers = {**chosen, "_key": str(uuid4()), "_send": "yes", "decision": "approve", "opinion": "Đồng ý cả"}
    for password in ({}, {"_password": "sai"}):
        refused = browser.post("/xu-ly-loat/gui", {**answers, **password})
        assert refused.status_code == 422
        assert "Đồng ý cả" in refused.text
    assert browser.post("/xu-ly-loat/gui", {**answers, "_password": PASSWORD}).status_code == 303
    run_due_batches(signing.database)  # a signature is not held: it cannot be undone
    assert {signing.task(task).state for task in tasks} == {"completed"}


def test_a_key_beside_the_list_leads_to_the_page_that_asks(browser: Browser, signing: Office, clock: Any) -> None:
    task = signing.start("HS-1")
    browser.sign_in("hanh")
    clock.advance(QUARTER)
    asked = {"_key": str(uuid4()), "decision": "approve", "comment": "Đồng ý"}
    led = browser.post(f"/xu-ly-loat/nhanh/{task}", asked)
    assert led.location == f"/viec/{task}?decision=approve&comment=%C4%90%E1%BB%93ng+%C3%BD"
    page = browser.get(led.location).text
    assert "Bước này cần mật khẩu của bạn." in page
    assert ASKED in page
    assert "Đồng ý" in page
    assert signing.task(task).state == "open"
