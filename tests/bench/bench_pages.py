"""When pages are seen and how much moves on them, on a processor held to a quarter of its speed."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.bench.report import Report
from tests.browsing import CHROMIUM, QUIET
from tests.journeys.conftest import DESKTOP
from tests.journeys.serving import Server, run_command
from tests.journeys.visitor import Visitor

SLOWER = 4
TURNS = 3
PAGES = {
    "inbox": ("vksndtc.vutdkt", "/", ""),
    "task": ("vksndtc.vutdkt", "/", "#detail a[data-open]"),
    "processes": ("quantri", "/quy-trinh/", ""),
    "record": ("thanhtra", "/kiem-tra/TĐKT-2019-00025", ""),
    "editor": ("quantri", "/quy-trinh/nomination/soan", ""),
}
"""Who looks at a page, where it is, and the link on that page that leads to it."""
WATCH = """window.seen = 0; window.moved = 0; window.usable = 0;
const each = (type, take) =>
  new PerformanceObserver(list => list.getEntries().forEach(take)).observe({type, buffered: true});
each("largest-contentful-paint", one => { window.seen = one.startTime; });
each("layout-shift", one => { if (!one.hadRecentInput) window.moved += one.value; });
const waiting = setInterval(() => {
  if (!document.querySelector("[data-editor][data-state=ready]")) return;
  window.usable = performance.now();
  clearInterval(waiting);
}, 20);"""
EDITING = "[data-editor][data-state=ready]"


def measure(report: Report) -> None:
    """Record when the largest part of each page is seen, how much moved, and when the editor is usable."""
    with looked_at() as (page, server):
        for name, (person, path, link) in PAGES.items():
            Visitor(page, server).sign_in(person)
            page.goto(f"{server.address}{path}")
            address = f"{server.address}{page.locator(link).first.get_attribute('href')}" if link else page.url
            found = [look(page, address, name == "editor") for _ in range(TURNS)]
            report.record(f"pages.{name}.seen", [seen for seen, _, _ in found], "ms")
            report.record(f"pages.{name}.moved", [moved for _, moved, _ in found], "share")
            if name == "editor":
                report.record("pages.editor.usable", [usable for _, _, usable in found], "ms")


@contextmanager
def looked_at() -> Iterator[tuple[Page, Server]]:
    """Serve the example to a browser."""
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place) / "data"
        run_command(folder, "init", "--example")
        server = Server(folder, processes=1)
        server.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        try:
            page = browser.new_context(viewport=DESKTOP, locale="vi-VN").new_page()
            page.add_init_script(WATCH)
            yield page, server
        finally:
            browser.close()
            server.stop()


def look(page: Page, address: str, is_editor: bool) -> tuple[float, float, float]:
    """Open a page slowly with nothing kept from before; returns when it is seen, what moved, and when it is usable."""
    network = page.context.new_cdp_session(page)
    network.send("Network.clearBrowserCache")
    network.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="networkidle", timeout=120_000)
    if is_editor:
        page.wait_for_selector(EDITING, timeout=120_000)
        page.wait_for_function("window.usable > 0")
    seen, moved, usable = page.evaluate("[window.seen, window.moved, window.usable]")
    network.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    network.detach()
    return float(seen), float(moved), float(usable)
