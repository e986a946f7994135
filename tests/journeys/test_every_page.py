"""Every page that links lead to can be read by everybody: axe-core, light and dark, and no page wider than a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import DESKTOP, PHONE, problems_now
from tests.journeys.crawling import crawl
from tests.journeys.serving import Server
from tests.journeys.visitor import Visitor

MOST = 60
VISITORS = [["quantri"], ["vksndtc.vutdkt", "banth.canbo"], ["thanhtra", "vksndtc.lanhdao", "vksndtc.thuky"]]
LOOKS = ((DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"))


@pytest.mark.parametrize("usernames", VISITORS, ids=lambda names: names[0])
def test_every_page_can_be_read_by_everybody(page: Page, served: Server, usernames: list[str]) -> None:
    found: dict[str, list[str]] = {}
    met: set[str] = set()
    for username in usernames:
        Visitor(page, served).sign_in(username)
        for address in crawl(page, f"{served.address}/", MOST, met):
            said = [line for size, scheme in LOOKS for line in problems_now(page, address, size, scheme)]
            if said:
                found[address] = said
    assert found == {}
    assert len(met) > len(usernames) * 5


@pytest.mark.expected_errors("404")
def test_states_between_pages_can_be_read_by_everybody(page: Page, served: Server) -> None:
    Visitor(page, served).sign_in("vksndtc.vutdkt")
    for size, scheme in LOOKS:
        assert problems_now(page, f"{served.address}/khong-co", size, scheme) == []
        assert problems_now(page, f"{served.address}/?q=khong+co+viec+nao", size, scheme) == []
    page.set_viewport_size(DESKTOP)
    page.goto(served.address)
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    assert problems_now(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("dialog#keys")).to_be_hidden()
    page.keyboard.press("j")
    expect(page.locator("tr.cur")).to_have_count(1)
    page.keyboard.press("x")
    expect(page.locator("[data-bulk]")).to_be_visible()
    expect(page.locator("#detail[aria-busy]")).to_have_count(0)
    assert problems_now(page) == []
    with page.expect_navigation():
        page.keyboard.press("a")
    expect(page.get_by_role("heading", level=1)).to_contain_text("việc")
    assert problems_now(page) == []
