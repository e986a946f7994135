"""The page of the calendar of work."""

from datetime import date
from uuid import uuid4

from engine import calendar
from tests.web.conftest import Browser, Staff


def test_an_administrator_gives_a_day_off_and_puts_it_back(browser: Browser, staff: Staff) -> None:
    staff.hire("quantri", "administrator@*")
    browser.sign_in("quantri")
    asked = {"day": "05/11/2019", "is_working": "0", "decision": "QĐ 12/QĐ-BNV", "_key": str(uuid4())}
    assert browser.post("/lich-lam-viec", asked).status_code == 303
    assert "QĐ 12/QĐ-BNV" in browser.get("/lich-lam-viec?nam=2019").text
    assert not calendar.is_working_day(date(2019, 11, 5))
    assert browser.post("/lich-lam-viec/bo", {"day": "2019-11-05", "_key": str(uuid4())}).status_code == 303
    assert calendar.is_working_day(date(2019, 11, 5))


def test_wrong_days_and_missing_decisions_are_told(browser: Browser, staff: Staff) -> None:
    staff.hire("quantri", "administrator@*")
    browser.sign_in("quantri")
    for day, decision in (("31/02/2019", "QĐ"), ("05/11/2019", "")):
        asked = {"day": day, "is_working": "0", "decision": decision, "_key": str(uuid4())}
        assert browser.post("/lich-lam-viec", asked).status_code == 422


def test_everybody_reads_the_calendar_and_only_administrators_change_it(browser: Browser, staff: Staff) -> None:
    staff.hire("hanh", "unit_officer@VKSNDTC")
    browser.sign_in("hanh")
    page = browser.get("/lich-lam-viec?nam=2019")
    assert "05/02/2019" in page.text  # the first day of Tết
    assert browser.post("/lich-lam-viec", {"day": "05/11/2019", "_key": str(uuid4())}).status_code == 403
