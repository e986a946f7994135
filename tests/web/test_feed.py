"""Deadlines in a calendar program: a secret address, read back by the library that others use, taken back at will."""

import re
from datetime import UTC, datetime

from icalendar import Calendar
from sqlalchemy import select

from tests.web.conftest import Browser, Office
from web.feed.model import CalendarFeed

DUE = datetime(2019, 11, 20, 9, 30, tzinfo=UTC)


def given(browser: Browser) -> str:
    found = re.search(r'value="http://localhost(/lich/[\w-]+\.ics)"', browser.post("/lich").text)
    assert found
    return found[1]


def test_a_calendar_holds_the_deadlines_of_its_owner_and_leads_to_the_tasks(browser: Browser, office: Office) -> None:
    task = office.start("HS-1", title="Vụ 15; Phòng 2, tầng 3", due=DUE)
    office.start("HS-2")
    browser.sign_in("hanh")
    address = given(browser)
    browser.client.delete_cookie("bangvang")  # a calendar program signs in nowhere
    answer = browser.get(address)
    assert answer.mimetype == "text/calendar"
    assert "no-store" in answer.headers["Cache-Control"]
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert event["summary"] == "Thẩm định hồ sơ: Vụ 15; Phòng 2, tầng 3"
    assert event.decoded("dtstart") == DUE
    assert event["url"] == f"http://localhost/viec/{task}"


def test_another_address_takes_the_place_of_the_one_before_and_all_can_be_taken_back(
    browser: Browser, office: Office
) -> None:
    browser.sign_in("hanh")
    first, second = given(browser), given(browser)
    assert browser.get(first).status_code == 404
    assert browser.get(second).status_code == 200
    assert "Đã cấp địa chỉ" in browser.get("/lich").text
    assert browser.post("/lich/tat").status_code == 303
    assert browser.get(second).status_code == 404
    assert browser.get("/lich/khong-co.ics").status_code == 404
    assert office.hanh


def test_the_address_itself_is_kept_nowhere(browser: Browser, office: Office) -> None:
    browser.sign_in("hanh")
    token = given(browser).removeprefix("/lich/").removesuffix(".ics")
    with office.database.read() as session:
        (feed,) = session.scalars(select(CalendarFeed))
    assert token not in (feed.token_hash, str(feed.account_id))
    assert token not in browser.get("/lich").text


def test_one_deadline_is_an_entry_of_its_own(browser: Browser, office: Office) -> None:
    task = office.start("HS-1", due=DUE)
    browser.sign_in("hanh")
    assert f"/lich/viec/{task}.ics" in browser.get(f"/viec/{task}").text
    (event,) = Calendar.from_ical(browser.get(f"/lich/viec/{task}.ics").data).walk("VEVENT")
    assert event.decoded("dtstart") == DUE
    browser.sign_in("thanh")
    assert browser.get(f"/lich/viec/{task}.ics").status_code == 404
