"""How much comes over the wire: what a page costs on a first visit, and on the next."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.serving import Server
from tests.journeys.visitor import Visitor

KB = 1_000


class Scale:
    """Adds up what reaches the browser, heads of answers included."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.bytes = 0
        network = page.context.new_cdp_session(page)
        network.on("Network.loadingFinished", self._add)
        network.send("Network.enable")

    def weigh(self, address: str) -> int:
        """Return how many bytes come until a page has all it asks for."""
        self.bytes = 0
        self.page.goto(address, wait_until="networkidle")
        return self.bytes

    def _add(self, told: dict[str, Any]) -> None:
        self.bytes += int(told["encodedDataLength"])


@pytest.mark.parametrize(
    ("path", "cold", "warm"), [("/", 125 * KB, 15 * KB), ("/quy-trinh/nomination/soan", 900 * KB, 100 * KB)]
)
def test_a_page_keeps_to_its_budget(page: Page, looked_at: Server, path: str, cold: int, warm: int) -> None:
    Visitor(page, looked_at).sign_in("quantri" if "soan" in path else "vksndtc.vutdkt")
    scale = Scale(page)
    first, again = scale.weigh(f"{looked_at.address}{path}"), scale.weigh(f"{looked_at.address}{path}")
    assert 5 * KB < first < cold
    assert 0 < again < warm


WATCH_SHIFTS = """window.shifted = 0; new PerformanceObserver(list => {
  for (const one of list.getEntries()) window.shifted += one.value;
}).observe({type: "layout-shift", buffered: true})"""
LETTER = """() => {
  const width = (text, family) => {
    const drawn = document.createElement("canvas").getContext("2d");
    drawn.font = `40px ${family}`;
    return drawn.measureText(text).width;
  };
  const ours = '"Be Vietnam Pro"';
  return [..."ạằễộữỹđĐƯỞẶỆ₫"].filter(one => width(one, `${ours}, monospace`) !== width(one, `${ours}, serif`));
}"""


def test_nothing_moves_as_letters_come_and_no_viewer_comes_with_a_diagram(page: Page, looked_at: Server) -> None:
    Visitor(page, looked_at).sign_in("vksndtc.vutdkt")
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    page.add_init_script(WATCH_SHIFTS)
    page.goto(f"{looked_at.address}/", wait_until="networkidle")
    assert page.evaluate("window.shifted") <= 0.01
    assert page.evaluate(LETTER) == []  # each Vietnamese letter is the page's own, not another font's
    assert page.evaluate("[...document.fonts].filter(one => one.status === 'loaded').length") == 3
    assert page.evaluate("typeof window.bvDiagram") == "undefined"
    page.locator("#detail [data-diagram]").scroll_into_view_if_needed()
    page.wait_for_selector("#detail [data-diagram][data-drawn=yes] img")
    assert page.evaluate("window.shifted") <= 0.01
    assert page.evaluate("typeof window.bvDiagram") == "undefined"  # a picture asks for no viewer
