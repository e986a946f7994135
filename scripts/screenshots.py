"""Take the pictures of docs/screenshots: the example bloc, served by a real server, seen by Debian's Chromium.

Each view is taken on a desktop, on a phone and in the dark. The example is loaded anew, so two runs show the same.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402 - the path comes first

from tests.browsing import CHROMIUM, QUIET  # noqa: E402
from tests.journeys.serving import Server, run_command  # noqa: E402
from tests.journeys.visitor import Visitor  # noqa: E402

PICTURES = HOME / "docs" / "screenshots"
DESKTOP = {"width": 1360, "height": 860}
PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Look:
    """How a page is looked at."""

    name: str
    size: dict[str, int]
    scheme: str


LOOKS = (Look("desktop", DESKTOP, "light"), Look("phone", PHONE, "light"), Look("dark", DESKTOP, "dark"))


@dataclass(frozen=True)
class View:
    """A page worth a picture: who looks, and how they get there."""

    name: str
    username: str
    path: str
    link: str = ""
    ready: str = "main"
    height: int | None = None


VIEWS = (
    View("inbox", "banth.canbo", "/", ready="#detail [data-diagram]"),
    View("task", "banth.canbo", "/", link="tr[data-row] a[data-page]", ready="[data-form]"),
    View("nomination", "vksndtc.vutdkt", "/ho-so/TĐKT-2019-00025", ready="[data-drawn=yes] img", height=1500),
    View("editor", "quantri", "/quy-trinh/unit_review/soan", ready=".djs-container svg"),
    View(
        "history", "thanhtra", "/kiem-tra/TĐKT-2019-00025", link='main a[href*="/buoc/"]', ready="[data-drawn=yes] img"
    ),
)


def main(arguments: list[str]) -> None:
    """Take all pictures, or those of the views named."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    wanted = [view for view in VIEWS if not arguments or view.name in arguments]
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        run_command(data, "init", "--example")
        server = Server(data)
        server.start()
        try:
            for name, picture in take(server, wanted):
                (PICTURES / f"{name}.png").write_bytes(picture)
                print(name)
        finally:
            server.stop()


def take(server: Server, views: list[View]) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures with their names."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for view in views:
            for look in LOOKS:
                yield f"{view.name}-{look.name}", take_one(browser, server, view, look)
        browser.close()


def take_one(browser: Browser, server: Server, view: View, look: Look) -> bytes:
    """Sign in, go to the page, wait for its diagram and take the picture."""
    place = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", "device_scale_factor": 1}
    size = {**look.size, "height": view.height or look.size["height"]}
    context = browser.new_context(viewport=size, color_scheme=look.scheme, reduced_motion="reduce", **place)
    page = context.new_page()
    visitor = Visitor(page, server)
    visitor.sign_in(view.username)
    visitor.visit(view.path)
    if view.link:
        follow(page, view.link)
    page.wait_for_load_state("networkidle")
    if page.locator(view.ready).count():
        page.locator(view.ready).first.wait_for(state="attached")
    page.wait_for_timeout(600)  # the diagram fits itself into its frame
    picture = page.screenshot()
    context.close()
    return picture


def follow(page: Page, link: str) -> None:
    """Open what the first such link leads to: the page itself, not its preview."""
    first = page.locator(link).first
    target = first.get_attribute("data-page") or first.get_attribute("href")
    page.goto(page.url.partition("/")[0] + "//" + page.url.split("/")[2] + str(target))


if __name__ == "__main__":
    main(sys.argv[1:])
