"""axe-core on a page, and what axe cannot see: a page wider than its screen, a covered mark."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Request

from tests.whole import WHOLE

AXE = Path(__file__).resolve().parents[2] / "web" / "assets" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE = {"width": 390, "height": 844}
COLOURS = ["color-contrast", "link-in-text-block"]
"""What can change when a page only turns dark."""
NARROW = [
    *COLOURS,
    "target-size",
    "scrollable-region-focusable",
    "label",
    "link-name",
    "button-name",
    "aria-hidden-focus",
]
"""What can change when a page that was looked at on a desktop is shown on a phone."""
QUIET = 50
"""Milliseconds in which a page that asks for nothing more has come to rest."""
LONGEST_WAIT = 30_000
DESKTOP = {"width": 1360, "height": 900}


def axe_violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """Return what axe-core finds against WCAG 2.2 AA, or against some rules only, one line for each element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))  # not a script tag: the pages' policy forbids those
    asked = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    options = {"runOnly": asked, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def is_wider_than_screen(page: Page) -> bool:
    """Tell whether a page must be moved sideways to be read."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width > 1


def problems_now(
    page: Page, address: str = "", size: Any = None, scheme: Any = None, rules: list[str] | None = None
) -> list[str]:
    """Return what is wrong with a page as it is, or after going to an address in a size and a scheme of colours.

    A page that is there in that size already only changes its colours, as when the system turns dark at night, and
    one that is there in another size is made smaller or larger, as a window is; the soak goes there anew.
    Where rules are given, only against these.
    """
    is_there = bool(address) and page.url == address and page.viewport_size == size
    if address:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        if not is_there:
            is_resized = page.url == address and not WHOLE
            page.set_viewport_size(size)
            if not is_resized:
                go_quietly(page, address)
    said = axe_violations(page, COLOURS if is_there else rules)
    if is_wider_than_screen(page):
        said.append("the page is wider than the screen")
    return [f"{size and size['width']}, {scheme}: {line}" for line in said]


def go_quietly(page: Page, address: str) -> None:
    """Go to an address and wait until its scripts have fetched what they want.

    A page without scripts that fetch is quiet at once; Playwright's own wait takes half a second on every page.
    """
    begun: list[Request] = []
    under_way: set[Request] = set()

    def note(request: Request) -> None:
        begun.append(request)
        under_way.add(request)

    def end(request: Request) -> None:  # Playwright takes no method of a set
        under_way.discard(request)

    listeners = {"request": note, "requestfinished": end, "requestfailed": end}
    for event, listener in listeners.items():
        page.on(event, listener)  # type: ignore[call-overload]
    page.goto(address)
    seen = -1
    for _ in range(LONGEST_WAIT // QUIET):
        if not under_way and len(begun) == seen:
            break
        seen = len(begun)
        page.wait_for_timeout(QUIET)
    else:
        raise AssertionError(f"{address} never comes to rest: {[request.url for request in under_way]}")
    for event, listener in listeners.items():
        page.remove_listener(event, listener)


def problems(page: Page, address: str) -> dict[str, list[str]]:
    """Return what is wrong with a page on a desktop and on a phone, in light and in dark."""
    found: dict[str, list[str]] = {}
    for name, size, schemes in (("desktop", DESKTOP, ("light", "dark")), ("phone", PHONE, ("dark", "light"))):
        for scheme in schemes:
            said = problems_now(page, address, size, scheme)
            if said:
                found[f"{name}, {scheme}"] = said
    return found


def is_mark_visible(page: Page) -> bool:
    """Tell whether the bpmn.io mark is whole and nothing lies over it, as its licence asks."""
    page.locator(".bjs-powered-by").first.wait_for()
    seen: bool = page.evaluate("""() => {
      const mark = document.querySelector('.bjs-powered-by');
      if (!mark) return false;
      mark.scrollIntoView({block: 'center', behavior: 'instant'});
      const box = mark.getBoundingClientRect();
      const points = [[.5, .5], [.1, .1], [.9, .1], [.1, .9], [.9, .9]];
      return box.width > 20 && box.height > 10 && points.every(([x, y]) =>
        mark.contains(document.elementFromPoint(box.left + box.width * x, box.top + box.height * y)));
    }""")
    return seen
