"""Every page that links lead to can be read by everybody: axe-core, light and dark, and no page wider than a phone.

Each kind of page is looked at once, as the first who meets it; `make soak` looks at it as each of three groups.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import DESKTOP, NARROW, PHONE, problems_now
from tests.journeys.crawling import crawl, kind_of
from tests.journeys.serving import Server
from tests.journeys.visitor import Visitor
from tests.whole import WHOLE

MOST = 200
GROUPS = [["vksndtc.vutdkt", "banth.canbo"], ["quantri"], ["thanhtra", "vksndtc.lanhdao", "vksndtc.thuky"]]
VISITORS = GROUPS if WHOLE else [[one for group in GROUPS for one in group]]
CLOSE_AND_PICK = """() => {
  const pressed = new KeyboardEvent("keydown", {key: "x", bubbles: true, cancelable: true});
  document.querySelector("#keys").close();
  document.activeElement.dispatchEvent(pressed);
}"""
"""Close the dialog of keys and press X, where the focus still is, before the browser draws again: it was once lost."""
LOOKS = ((DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"))
FIRST = {"vksndtc.vutdkt": ["", "ho-so"], "thanhtra": ["kiem-tra"], "quantri": ["quy-trinh"]}
"""By who signs in, the kinds of pages that are looked at in the dark on a phone too."""


@pytest.mark.parametrize("usernames", VISITORS, ids=lambda names: names[0])
def test_every_page_can_be_read_by_everybody(page: Page, looked_at: Server, usernames: list[str]) -> None:
    found: dict[str, list[str]] = {}
    met: set[str] = set()
    for username in usernames:
        Visitor(page, looked_at).sign_in(username)
        page.goto("about:blank")  # what stands there is another's page of the same address
        for place, address in enumerate(crawl(page, f"{looked_at.address}/", MOST, met)):
            looks = looks_at(kind_of(address), username, place)
            said = [line for size, scheme in looks for line in problems_now(page, address, size, scheme, rules(size))]
            if said:
                found[address] = said
    assert found == {}
    assert len(met) > len(usernames) * 5
    assert {kind for username in usernames for kind in FIRST.get(username, ())} <= met


def looks_at(kind: str, username: str, place: int) -> tuple[tuple[dict[str, int], str], ...]:
    """Return how a kind of page is looked at: in the light on both sizes, every second one in the dark too."""
    if kind in FIRST.get(username, ()):
        return (*LOOKS, (PHONE, "dark"))
    return LOOKS if WHOLE or place % 2 else (LOOKS[0], LOOKS[-1])


def rules(size: dict[str, int]) -> list[str] | None:
    """Return against which rules a page is held in a size: against all on a desktop, where it is looked at first."""
    return NARROW if size == PHONE and not WHOLE else None


@pytest.mark.expected_errors("404")
def test_states_between_pages_can_be_read_by_everybody(page: Page, looked_at: Server) -> None:
    Visitor(page, looked_at).sign_in("vksndtc.vutdkt")
    for size, scheme in LOOKS:
        assert problems_now(page, f"{looked_at.address}/khong-co", size, scheme) == []
        assert problems_now(page, f"{looked_at.address}/?q=khong+co+viec+nao", size, scheme) == []
    page.set_viewport_size(DESKTOP)
    page.goto(looked_at.address)
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    assert problems_now(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("dialog#keys")).to_be_hidden()
    page.keyboard.press("j")
    expect(page.locator("tr.cur")).to_have_count(1)
    expect(page.locator("#detail[aria-busy]")).to_have_count(0)
    page.keyboard.press("?")
    page.evaluate(CLOSE_AND_PICK)
    expect(page.locator("[data-bulk]")).to_be_visible()
    expect(page.locator("#detail[aria-busy]")).to_have_count(0)
    assert problems_now(page) == []
    with page.expect_navigation():
        page.keyboard.press("a")
    expect(page.get_by_role("heading", level=1)).to_contain_text("việc")
    assert problems_now(page) == []
