"""Remarks on a task: kept in the history, seen by those who work on the case, and told to those they mention."""

from uuid import uuid4

from sqlalchemy import select
from werkzeug.test import TestResponse

from engine.model import Event
from tests.web.conftest import Browser, Office
from workflows.registers.nominations.model import Notice


def write(browser: Browser, task: object, text: str, key: str = "") -> TestResponse:
    return browser.post(f"/viec/{task}/trao-doi", {"_key": key or str(uuid4()), "text": text})


def said(office: Office) -> list[tuple[str, dict[str, object]]]:
    with office.database.read() as session:
        found = session.scalars(select(Event).where(Event.kind == "task_commented").order_by(Event.seq))
        return [(event.actor_name, dict(event.data or {})) for event in found]


def notices(office: Office) -> list[tuple[str, str]]:
    with office.database.read() as session:
        return [(notice.recipient, notice.reason) for notice in session.scalars(select(Notice))]


def test_a_remark_is_in_the_history_and_tells_whom_it_mentions_once(browser: Browser, office: Office) -> None:
    task = office.start("HS-1")
    browser.sign_in("hanh")
    for _ in range(2):
        answer = write(browser, task, "Nhờ @lan xem <b>giúp</b>", key="the-same-key")
        assert answer.headers["Location"] == f"/viec/{task}#remarks"
    assert said(office) == [("Nguyễn Thị Hạnh", {"text": "Nhờ @lan xem <b>giúp</b>", "mentioned": ["Trần Thị Lan"]})]
    assert notices(office) == [(f"person:{office.lan}", "mentioned")]
    browser.sign_in("lan")
    assert "Nhờ @lan xem &lt;b&gt;giúp&lt;/b&gt;" in browser.get(f"/viec/{task}").text
    assert "nhắc đến bạn" in browser.get("/thong-bao").text


def test_who_is_not_there_or_may_not_see_the_case_is_named_and_nothing_typed_is_lost(
    browser: Browser, office: Office
) -> None:
    task = office.start("HS-1")
    browser.sign_in("hanh")
    nobody = write(browser, task, "Chào @khong.co")
    assert nobody.status_code == 422
    assert "@khong.co" in nobody.text
    assert "Chào @khong.co</textarea>" in nobody.text
    stranger = write(browser, task, "Chào @thanh")
    assert stranger.status_code == 422
    assert "Lê Văn Thành không được xem" in stranger.text
    assert write(browser, task, "   ").status_code == 422
    assert said(office) == []
    assert notices(office) == []


def test_an_address_of_mail_mentions_nobody(browser: Browser, office: Office) -> None:
    task = office.start("HS-1")
    browser.sign_in("hanh")
    assert write(browser, task, "Gửi về hanh@example.vn").status_code == 303
    assert notices(office) == []


def test_a_stranger_writes_nothing(browser: Browser, office: Office) -> None:
    task = office.start("HS-1")
    browser.sign_in("thanh")
    assert write(browser, task, "Xin chào").status_code == 404
    assert said(office) == []
