"""Narrowing and ordering the inbox, saved filters, chosen columns, and the workbook of a view."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from tests.web.conftest import Browser, Office
from web.inbox import store


def listed(browser: Browser, query: str = "") -> list[str]:
    return re.findall(r'data-row="([^"]+)"', browser.get(f"/{query}").text)


def save(browser: Browser, name: str, **more: str) -> int:
    return browser.post("/bo-loc", {"name": name, **more}).status_code


@pytest.mark.parametrize(("deadline", "expected"), [("week", ["late", "soon"]), ("month", ["late", "soon", "far"])])
def test_deadlines_narrow_the_list(
    browser: Browser, office: Office, clock: Any, deadline: str, expected: list[str]
) -> None:
    days = {"late": -1, "soon": 5, "far": 20, "later": 60}
    found = {str(office.start(name, due=clock.now() + timedelta(days=n))): name for name, n in days.items()}
    found[str(office.start("never"))] = "never"
    browser.sign_in("hanh")
    assert [found[row] for row in listed(browser, f"?deadline={deadline}")] == expected
    assert [found[row] for row in listed(browser, "?deadline=none")] == ["never"]


def test_every_order_pages_without_gap_or_repeat(
    browser: Browser, office: Office, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PAGE", 2)
    started = []
    for n in range(5):
        started.append(str(office.start(f"HS-{n}", due=clock.now() + timedelta(days=n % 2))))
        clock.advance(timedelta(minutes=1))
    browser.sign_in("hanh")
    for order in ("due", "name", "newest", "priority"):
        seen: list[str] = []
        after = ""
        while True:
            page = browser.get(f"/?order={order}{after}").text
            seen += re.findall(r'data-row="([^"]+)"', page)
            more = re.search(r'after=([0-9a-f-]{36})">Trang sau', page)
            if not more:
                break
            after = f"&after={more[1]}"
        assert sorted(seen) == sorted(started), order
        assert len(seen) == len(set(seen)), order
    monkeypatch.setattr(store, "PAGE", 50)
    assert listed(browser, "?order=newest") == started[::-1]


def test_a_saved_filter_shows_its_count_and_leads_back(browser: Browser, office: Office, clock: Any) -> None:
    late = office.start("HS-1", due=clock.now() - timedelta(days=1))
    office.start("HS-2")
    browser.sign_in("hanh")
    assert save(browser, "Việc trễ hạn", segment="overdue") == 303
    page = browser.get("/").text
    link = re.search(r'href="(/\?segment=overdue)"[^>]*>.{0,400}?Việc trễ hạn<em>1</em>', page, re.DOTALL)
    assert link
    assert listed(browser, "?segment=overdue") == [str(late)]


def test_the_same_name_again_replaces_the_filter_and_a_name_is_needed(browser: Browser, office: Office) -> None:
    browser.sign_in("hanh")
    assert save(browser, "Của tôi", segment="overdue") == 303
    assert save(browser, "Của tôi", segment="today") == 303
    assert save(browser, "   ", segment="today") == 422
    page = browser.get("/bo-loc").text
    assert page.count("<b>Của tôi</b>") == 1
    assert "/?segment=today" in page


def test_a_filter_is_shared_within_one_s_own_body_only(browser: Browser, office: Office, app: Flask) -> None:
    browser.sign_in("hanh")
    assert save(browser, "Chung", segment="overdue", share="VKSNDTC") == 303
    assert save(browser, "Lạ", segment="overdue", share="BCA") == 422
    colleague, stranger = Browser(app.test_client()), Browser(app.test_client())
    colleague.sign_in("lan")
    stranger.sign_in("thanh")
    assert "Chung" in colleague.get("/").text
    assert "Chung" not in stranger.get("/").text
    filter_id = re.search(r"/bo-loc/([0-9a-f-]{36})/xoa", browser.get("/bo-loc").text)
    assert filter_id
    assert "/xoa" not in colleague.get("/bo-loc").text
    assert colleague.post(f"/bo-loc/{filter_id[1]}/xoa").status_code == 404
    assert browser.post(f"/bo-loc/{filter_id[1]}/xoa").status_code == 303
    assert "Chung" not in colleague.get("/").text


def test_columns_are_kept_for_the_person_on_every_device(browser: Browser, office: Office, app: Flask) -> None:
    office.start("HS-1")
    browser.sign_in("hanh")
    browser.post("/bo-loc/cot", {"column": ["due", "received", "nonsense"]})
    other = Browser(app.test_client())
    other.sign_in("hanh")
    page = other.get("/").text
    assert 'class="c-received"' in page
    assert 'class="c-award' not in page
    assert "nonsense" not in page


def test_the_workbook_holds_the_view_as_text_and_no_formula(browser: Browser, office: Office, clock: Any) -> None:
    office.start("HS-1", title='=HYPERLINK("http://x")', due=clock.now() - timedelta(days=1))
    office.start("HS-2", title="Không trễ")
    browser.sign_in("hanh")
    answer = browser.get("/hop-viec.xlsx?segment=overdue")
    assert answer.status_code == 200
    rows = list(load_workbook(BytesIO(answer.data)).active.iter_rows())
    assert [cell.value for cell in rows[1]][:2] == ['=HYPERLINK("http://x")', "HS-1"]
    assert {cell.data_type for cell in rows[1] if cell.value} == {"s"}
    assert len(rows) == 2
