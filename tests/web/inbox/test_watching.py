"""Watching a nomination: its open tasks stand in a segment, whoever does them."""

import pytest

from tests.web.conftest import Browser, Staff
from tests.workflows.procedures.nomination.office import Office


@pytest.fixture
def office(database, clock) -> Office:
    return Office(database)


@pytest.fixture
def code(office: Office, staff: Staff) -> str:
    found = office.propose_person("LDTT")
    office.submit(found)
    staff.hire("canbo", "unit_officer@VKSNDTC.V15", unit="VKSNDTC.V15")
    staff.hire("khac", "unit_officer@BCA", unit="BCA")
    return found


def test_what_is_watched_stands_in_its_segment_until_one_ceases(browser: Browser, office: Office, code: str) -> None:
    browser.sign_in("canbo")
    assert code not in browser.get("/?segment=watching").text
    for _ in range(2):
        assert browser.post(f"/ho-so/{code}/theo-doi", {"watch": "yes"}).status_code == 303
    assert 'aria-pressed="true"' in browser.get(f"/ho-so/{code}").text
    page = browser.get("/?segment=watching").text
    assert code in page
    assert "Tiếp nhận, kiểm tra hồ sơ" in page
    assert "Chọn tất cả trên trang này" not in page  # the tasks are others' to do
    assert code not in browser.get("/").text
    browser.post(f"/ho-so/{code}/theo-doi", {"watch": "no"})
    browser.get("/thong-bao")  # where the message of what was done is shown once
    assert code not in browser.get("/?segment=watching").text


def test_nobody_watches_what_they_may_not_see(browser: Browser, office: Office, staff: Staff, code: str) -> None:
    browser.sign_in("khac")
    assert browser.post(f"/ho-so/{code}/theo-doi", {"watch": "yes"}).status_code == 404
