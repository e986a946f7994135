"""The pages of incidents: administrators see what is stuck, why and where, and have it tried again for a reason."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from engine.base import clock as clock_room
from engine.base.actor import SYSTEM
from engine.base.errors import BusinessError
from engine.base.text import Text
from engine.commands import send_mail
from engine.jobs import worker
from engine.ports.actions import ActionCall, OutsideCall, action
from engine.ports.mail import Mail, use_sender
from engine.store import events, instances
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import Play, key
from tests.mailbox import Mailbox
from tests.web.conftest import Browser, Staff

BROKEN = {"on": True}


@action("test.web_break", title="Hỏng")
def break_down(call: ActionCall) -> None:
    if BROKEN["on"]:
        raise RuntimeError


@action("test.web_outside", title="Gọi ra ngoài", outside=True)
def call_out(call: OutsideCall) -> None:
    if BROKEN["on"]:
        raise ConnectionRefusedError


@action("test.web_weigh", title="Cân")
def weigh(call: ActionCall, *, weight: int) -> None:
    raise BusinessError("heavy", Text("%(name)s is too heavy", {"name": weight}))


def calling(name: str) -> bytes:
    return d.diagram(
        d.start(), d.service("work", name), d.user("after"), d.end(), d.path("begin", "work", "after", "done")
    )


@pytest.fixture
def play(database: Database, clock: Any, staff: Staff) -> Play:
    BROKEN["on"] = True
    staff.hire("quantri", "administrator@*")
    staff.hire("canbo", "unit_officer@VKSNDTC")
    return Play(database)


@pytest.fixture
def stuck(play: Play) -> Any:
    play.deploy(calling("test.web_break"))
    return play, play.start()


def incident_page(browser: Browser) -> str:
    """Return the address of the first incident in the list."""
    found = re.search(r'href="(/van-hanh/su-co/[^"]+)"', browser.get("/van-hanh").text)
    assert found
    return found.group(1)


def retry_path(page: str) -> str:
    return page.replace("/su-co", "") + "/thu-lai"


def test_an_incident_is_shown_with_its_reason_and_tried_again(stuck: Any, browser: Browser) -> None:
    play, instance = stuck
    browser.sign_in("quantri")
    assert "RuntimeError" in browser.get("/van-hanh").text
    page = incident_page(browser)
    text = browser.get(page).text
    assert "RuntimeError" in text
    assert "work" in text
    BROKEN["on"] = False
    sent = browser.post(retry_path(page), {"_key": "retry-00001", "reason": "Đã sửa máy chủ"})
    assert sent.status_code == 303
    assert play.names(instance) == ["after"]
    assert "RuntimeError" not in browser.get("/van-hanh").text
    assert "Đã sửa máy chủ" in browser.get(page).text
    with play.database.read() as s:
        (retried,) = [e for e in events.events_of(s, instance_id=instance) if e.kind == "incident_retried"]
        assert retried.data == {"reason": "Đã sửa máy chủ"}


def test_what_failed_is_told_without_the_values_of_the_case(play: Play, browser: Browser) -> None:
    """An operator sees how a case stands, not what it holds: until the content is opened, with a reason."""
    play.deploy(calling("test.web_weigh"))
    instance = play.start({"weight": "Cao Thu Chi", "person": "Trần Thị Lan"})
    browser.sign_in("quantri")
    page = incident_page(browser)
    pages = ["/van-hanh", page, f"/van-hanh/dang-chay/{instance}"]
    assert "test.web_weigh" in browser.get(page).text, "what the diagram names is told"
    assert [one for one in pages if "Cao Thu Chi" in browser.get(one).text] == []
    opened = f"/van-hanh/dang-chay/{instance}/mo-noi-dung"
    assert browser.post(opened, {"_key": "open-00001", "reason": "tra soát sự cố"}).status_code == 303
    assert "Cao Thu Chi" in browser.get(page).text


def test_nothing_is_tried_again_without_a_reason(stuck: Any, browser: Browser) -> None:
    play, instance = stuck
    BROKEN["on"] = False
    browser.sign_in("quantri")
    refused = browser.post(retry_path(incident_page(browser)), {"_key": "retry-00002", "reason": " "})
    assert refused.status_code == 422
    assert play.names(instance) == []


def test_an_incident_says_where_it_stands_on_the_diagram(stuck: Any, browser: Browser) -> None:
    browser.sign_in("quantri")
    page = incident_page(browser)
    assert browser.get(f"{page}/so-do.json").json["current"] == ["work"]
    assert "Task after — Chưa tới" in browser.get(f"{page}/hinh").text
    assert b"bpmn:serviceTask" in browser.get(f"{page}/so-do.bpmn").data


def test_work_that_is_tried_again_by_itself_is_shown_with_its_next_attempt(play: Play, browser: Browser) -> None:
    play.deploy(calling("test.web_outside"))
    instance = play.start()
    play.settle()
    browser.sign_in("quantri")
    assert "ConnectionRefusedError" not in browser.get("/van-hanh").text
    assert "ConnectionRefusedError" in browser.get("/van-hanh?trang-thai=thu-lai").text
    assert "ConnectionRefusedError" not in browser.get("/van-hanh?trang-thai=thu-lai&loai=mail").text
    for _ in range(2):
        clock_room.advance(timedelta(minutes=2))
        play.settle()
    assert "ConnectionRefusedError" in browser.get("/van-hanh?loai=action").text
    with play.database.read() as s:
        assert len(instances.open_incidents(s, instance)) == 1


def test_all_incidents_of_a_kind_are_tried_again_at_once(play: Play, browser: Browser) -> None:
    play.deploy(calling("test.web_break"))
    made = [play.start(business_key=f"K-{n}") for n in range(3)]
    BROKEN["on"] = False
    browser.sign_in("quantri")
    data = {"_key": "all-000001", "kind": "element"}
    assert browser.post("/van-hanh/thu-lai-tat-ca", data | {"reason": ""}).status_code == 422
    assert browser.post("/van-hanh/thu-lai-tat-ca", data | {"reason": "Đã sửa"}).status_code == 303
    assert [play.names(i) for i in made] == [["after"]] * 3
    with play.database.read() as s:
        assert instances.open_incidents(s) == []


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox(*(ConnectionRefusedError() for _ in range(8)))
    use_sender(box)
    yield box
    use_sender(None)


def test_a_mail_that_cannot_be_sent_is_dropped_for_a_reason(play: Play, browser: Browser, mailbox: Mailbox) -> None:
    letter = Mail(["a@b.vn"], "Thông báo", "…")
    play.database.perform(lambda s: send_mail(s, letter, by=SYSTEM, key=key()))
    for _ in range(8):
        worker.run_until_idle(play.database)
        clock_room.advance(timedelta(days=2))
    browser.sign_in("quantri")
    page = incident_page(browser)
    assert "Thông báo" in browser.get(page).text
    path = page.replace("/su-co", "") + "/bo"
    assert browser.post(path, {"_key": "drop-00001", "reason": ""}).status_code == 422
    assert browser.post(path, {"_key": "drop-00001", "reason": "Gửi bằng công văn"}).status_code == 303
    assert worker.run_until_idle(play.database) == 0
    with play.database.read() as s:
        assert instances.open_incidents(s) == []


def test_others_may_not_see_incidents(stuck: Any, browser: Browser) -> None:
    browser.sign_in("quantri")
    page = incident_page(browser)
    browser.get("/dang-nhap")
    other = Browser(browser.client.application.test_client())
    other.sign_in("canbo")
    for path in ("/van-hanh", page, f"{page}/so-do.bpmn", f"{page}/so-do.json"):
        assert other.get(path).status_code == 403
    assert other.post(retry_path(page), {"_key": "retry-00003", "reason": "x"}).status_code == 403
