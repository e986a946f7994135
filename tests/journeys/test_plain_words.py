"""All that approvers read in the example, pages in both languages and papers: words, without notes, ids and codes."""

from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select

from engine.store.database import Database
from tests.journeys.crawling import NOT_PAGES, kind_of
from tests.journeys.papers import NOT_SHOWN, papers_in
from tests.web.conftest import Browser
from tests.web.documents.plain import found_on, refused_in
from tests.whole import taken
from web.cli.example import PASSWORD
from workflows.across.documents.content import content_of
from workflows.across.documents.kinds import KINDS
from workflows.across.documents.model import Document

ROLES = ("canbo", "truong", "vutdkt", "thuky", "lanhdao", "khoi")
APPROVERS = (*(f"vksndtc.{role}" for role in ROLES), "btp.lanhdao", "bca.vutdkt", "banth.canbo", "banth.truong")
READERS = {"vi": APPROVERS, "en": taken(APPROVERS, ("vksndtc.vutdkt", "vksndtc.lanhdao", "banth.truong"))}
OF_A_KIND = 2
"""How many pages of one kind are read as one person."""
SAID = "//main//text()[not(ancestor::script or ancestor::style or ancestor::template)]"
SPOKEN = "//main//@title | //main//@aria-label | //main//@placeholder | //main//@alt"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_approvers_read_words_alone(site: tuple[Flask, Database], language: str) -> None:
    found: dict[str, set[str]] = {}
    kinds: set[str] = set()
    for username in READERS[language]:
        browser = Browser(site[0].test_client())
        assert browser.sign_in(username, PASSWORD).status_code == 303
        browser.post("/ngon-ngu", {"language": language, "next": "/"})
        for address, page in walk(browser):
            kinds.add(kind_of(address))
            wrong = refused_in(" \n".join(page.xpath(f"{SAID} | {SPOKEN}")), page.xpath("//@data-rule"))
            if wrong:
                found[f"{username} {address}"] = wrong
    assert found == {}
    assert {"", "ho-so", "ho-so/*", "viec/*", "hoi-dong/*", "nam-thi-dua/*", "so-danh-hieu", "khieu-nai"} <= kinds


def walk(browser: Browser) -> Iterator[tuple[str, html.HtmlElement]]:
    """Yield the pages that links lead to from the inbox of who is signed in, a few of each kind."""
    waiting, seen, met = deque(["/"]), {"/"}, Counter[str]()
    while waiting:
        address = waiting.popleft()
        answer = browser.get(address)
        assert answer.status_code < 500, address
        if answer.status_code != 200 or "html" not in str(answer.content_type):
            continue
        page = html.fromstring(answer.text)
        yield address, page
        for link in page.xpath("//a[@href][not(@download)]/@href"):
            leads = urljoin(address, link.partition("#")[0])
            kind, parts = kind_of(leads), urlsplit(leads)
            if not (parts.netloc or NOT_PAGES.search(parts.path) or leads in seen or met[kind] >= OF_A_KIND):
                seen.add(leads)
                met[kind] += 1
                waiting.append(leads)


def test_papers_are_written_in_words_alone(site: tuple[Flask, Database]) -> None:
    found: dict[str, set[str]] = {}
    read = set()
    with site[0].test_request_context(), site[1].read() as session:
        for kind in KINDS.values():
            for about, content in papers_in(session, kind):
                read.add(kind.key)
                if wrong := found_on(content):
                    found[f"{kind.key} {about}"] = wrong
        for one in session.scalars(select(Document)):
            if wrong := found_on(content_of(one.content)):
                found[one.symbol] = wrong
    assert found == {}
    assert read == set(KINDS) - NOT_SHOWN
