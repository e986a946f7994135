"""Every kind of page that links lead to from a person's inbox."""

import re
from collections import deque
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page

NAMED = {"ho-so", "kiem-tra", "hoi-dong", "quy-trinh", "bao-cao", "khoi-thi-dua", "nam-thi-dua", "phong-trao"}
NAMED |= {"kiem-tra-giam-sat", "thiet-lap"}
"""The first part of addresses whose second is a name; pages of two names are of one kind."""
FIXED = {"moi", "danh-sach", "ban-nhap"}
VARIES = re.compile(r"^([0-9a-f-]{36}|\d+|[^/]*\.(bpmn|dmn|form\.json|csv))$")
NOT_PAGES = re.compile(r"\.(xlsx|csv|json|bpmn|dmn|ics|pdf|docx|png|svg|zip)$")


def kind_of(address: str) -> str:
    """Return an address with everything that varies left out, so that pages of one kind have the same."""
    parts = [unquote(part) for part in urlsplit(address).path.strip("/").split("/")]
    shown = [parts[0]]
    for before, part in pairwise(parts):
        is_named = before == parts[0] and before in NAMED and part not in FIXED
        shown.append("*" if is_named or VARIES.match(part) else part)
    return "/".join(shown)


def crawl(page: Page, start: str, most: int, met: set[str]) -> Iterator[str]:
    """Yield the address of one page of each kind, as links lead there; kinds met before are left out.

    Whoever takes an address goes there: the links are read from the page as it then is.
    """
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(start))
    waiting = deque([start])
    met.add(kind_of(start))
    while waiting and len(met) <= most:
        address = waiting.popleft()
        yield address
        links = page.eval_on_selector_all("a[href]:not([download])", "found => found.map(a => a.href.split('#')[0])")
        for link in links:
            kind = kind_of(link)
            if link.startswith(f"{origin}/") and kind not in met and not NOT_PAGES.search(urlsplit(link).path):
                met.add(kind)
                waiting.append(link)
