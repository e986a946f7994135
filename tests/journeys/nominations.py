"""Opening nominations and looking where they stand, by the pages."""

import re

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

CODE = re.compile(r"TĐKT-\d{4}-\d{5}")


def open_nomination(visitor: Visitor, unit: str, kind: str, subject: str, award: str, ground: str = "merit") -> str:
    """Open a nomination by the form, of one type of commendation, and return its code."""
    page = visitor.page
    visitor.visit(f"/ho-so/moi?unit={unit}&year=2026&kind={kind}&type={ground}")
    option = page.locator("#subject option").filter(has_text=subject).first
    with page.expect_navigation():
        page.locator("#subject").select_option(value=option.get_attribute("value"))
    page.locator(f'input[name="award"][value="{award}"]').check()
    with page.expect_navigation():
        page.get_by_role("button", name="Lập hồ sơ").click()
    found = CODE.search(page.locator("body").inner_text())
    assert found, page.url
    return found.group()


def expect_open_task(visitor: Visitor, code: str, step: str, *, looks: int = 60) -> None:
    """See on a nomination's page which task is open, waiting for the background work."""
    tasks = visitor.page.locator("section, .card-plain").filter(has_text="Việc đang mở").last
    for _attempt in range(looks):
        visitor.visit(f"/ho-so/{code}")
        if step in tasks.inner_text():
            break
        visitor.page.wait_for_timeout(250)
    expect(tasks).to_contain_text(step)
