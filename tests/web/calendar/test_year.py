"""The page of the calendar of work."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from engine.base import clock as clock_room
from engine.feel import workdays
from tests.web.conftest import Browser, Staff
from web.base.config import Settings
from web.shell.app import create_app


def test_an_administrator_gives_a_day_off_and_puts_it_back(browser: Browser, staff: Staff) -> None:
    staff.hire("quantri", "administrator@*")
    browser.sign_in("quantri")
    asked = {"day": "05/11/2019", "is_working": "0", "decision": "QĐ 12/QĐ-BNV", "_key": str(uuid4())}
    assert browser.post("/lich-lam-viec", asked).status_code == 303
    assert "QĐ 12/QĐ-BNV" in browser.get("/lich-lam-viec?nam=2019").text
    assert not workdays.is_working_day(date(2019, 11, 5))
    assert browser.post("/lich-lam-viec/bo", {"day": "2019-11-05", "_key": str(uuid4())}).status_code == 303
    assert workdays.is_working_day(date(2019, 11, 5))


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


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_zone_in_which_days_begin_is_a_setting(database: Any, tmp_path: Path) -> None:
    given = {"BANGVANG_DATA_DIR": str(tmp_path), "BANGVANG_TIME_ZONE": "Pacific/Auckland"}
    try:
        create_app(Settings.from_environment(given), database)
        with clock_room.travel_to(datetime(2026, 3, 1, 12, 30, tzinfo=UTC)):
            assert clock_room.today() == date(2026, 3, 2)
    finally:
        clock_room.live_in("Asia/Ho_Chi_Minh")
    with pytest.raises(ValueError, match="BANGVANG_TIME_ZONE"):
        Settings.from_environment({**given, "BANGVANG_TIME_ZONE": "Mars/Base"})


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_weekends_worked_in_exchange_are_shown(browser: Browser, staff: Staff) -> None:
    staff.hire("hanh", "unit_officer@VKSNDTC")
    browser.sign_in("hanh")
    assert "Ngày cuối tuần làm bù" in browser.get("/lich-lam-viec?nam=2025").text
