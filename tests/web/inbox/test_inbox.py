"""The inbox: what waits for whom, narrowed, searched and paged."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.web.conftest import Browser, Office
from web.inbox import store


def listed(browser: Browser, query: str = "") -> list[str]:
    page = browser.get(f"/{query}").text
    return [part.split('"')[0] for part in page.split('data-row="')[1:]]


def test_tasks_are_listed_by_deadline_and_only_for_those_they_are_offered_to(
    browser: Browser, office: Office, clock: Any
) -> None:
    later = office.start("HS-1", due=clock.now() + timedelta(days=9))
    never = office.start("HS-2")
    late = office.start("HS-3", due=clock.now() - timedelta(days=4))
    browser.sign_in("hanh")
    assert listed(browser) == [str(late), str(later), str(never)]
    assert "Quá 4 ngày" in browser.get("/").text
    browser.sign_in("thanh")
    assert listed(browser) == []
    assert "Không có việc nào chờ bạn." in browser.get("/").text


@pytest.mark.parametrize(
    ("segment", "expected"),
    [("overdue", ["late"]), ("today", ["today"]), ("mine", []), ("nonsense", ["late", "today"])],
)
def test_segments_narrow_the_list(
    browser: Browser, office: Office, clock: Any, segment: str, expected: list[str]
) -> None:
    found = {
        str(office.start("HS-1", due=clock.now() - timedelta(days=1))): "late",
        str(office.start("HS-2", due=clock.now() + timedelta(hours=3))): "today",
    }
    browser.sign_in("hanh")
    assert [found[row] for row in listed(browser, f"?segment={segment}")] == expected


def test_the_step_filter_offers_and_keeps_the_steps_waiting(browser: Browser, office: Office) -> None:
    task_id = office.start("HS-1")
    browser.sign_in("hanh")
    assert 'value="demo_review:review"' in browser.get("/").text
    assert listed(browser, "?step=demo_review:review") == [str(task_id)]
    assert listed(browser, "?step=demo_review:sign") == []
    assert "Không còn việc nào khớp bộ lọc." in browser.get("/?step=demo_review:sign").text


def test_pages_follow_one_another_without_gap_or_repeat(
    browser: Browser, office: Office, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PAGE", 3)
    started = [str(office.start(f"HS-{n}", due=clock.now() + timedelta(days=n % 2))) for n in range(7)]
    browser.sign_in("hanh")
    seen: list[str] = []
    query = ""
    for _page in range(3):
        rows = listed(browser, query)
        seen += rows
        query = f"?after={rows[-1]}"
    assert len(seen) == 7
    assert set(seen) == set(started)


def test_the_detail_beside_the_list_comes_as_a_fragment(browser: Browser, office: Office) -> None:
    task_id = office.start("HS-1", title="Vụ 15")
    browser.sign_in("hanh")
    fragment = browser.get(f"/hop-viec/{task_id}").text
    assert "<html" not in fragment
    assert "Vụ 15" in fragment
    assert f'href="/viec/{task_id}"' in fragment


def test_without_scripts_the_address_opens_the_detail(browser: Browser, office: Office) -> None:
    office.start("HS-1")
    second = office.start("HS-2", title="Vụ 16")
    browser.sign_in("hanh")
    assert "<h2>Vụ 16</h2>" in browser.get(f"/?open={second}").text


def test_a_task_from_elsewhere_named_in_the_address_is_not_there(browser: Browser, office: Office) -> None:
    browser.sign_in("hanh")
    assert browser.get(f"/?open={UUID(int=7)}").status_code == 404


def test_titles_are_shown_as_text_never_as_markup(browser: Browser, office: Office) -> None:
    office.start("HS-1", title="<img src=x onerror=alert(1)>")
    browser.sign_in("hanh")
    assert "<img src=x" not in browser.get("/").text
