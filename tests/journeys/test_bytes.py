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
    ("path", "cold", "warm"), [("/", 300 * KB, 20 * KB), ("/quy-trinh/nomination/soan", 900 * KB, 100 * KB)]
)
def test_a_page_keeps_to_its_budget(page: Page, looked_at: Server, path: str, cold: int, warm: int) -> None:
    Visitor(page, looked_at).sign_in("quantri" if "soan" in path else "vksndtc.vutdkt")
    scale = Scale(page)
    first, again = scale.weigh(f"{looked_at.address}{path}"), scale.weigh(f"{looked_at.address}{path}")
    assert 5 * KB < first < cold
    assert 0 < again < warm
