"""An approver clears two hundred tasks without touching the mouse, while a colleague works on some of them.

Every run takes seventy of them: as many as fill more than a page, each kind of step at least once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from engine.store.database import Database
from tests.journeys.conftest import DESKTOP
from tests.journeys.keyboard import Keyboard
from tests.journeys.serving import Server, run_command
from tests.journeys.two_hundred import CLERK, COLLEAGUE, Office, decisions, fill_inbox, happened, waiting
from tests.whole import WHOLE
from web.cli.example import PASSWORD

LIST = "/?step=unit_review:intake"
REASON = "Đề nghị bổ sung biên bản bình xét."
SINGLE, RETURNED, DELEGATED, COLLEAGUES, BULK = (30, 5, 5, 10, 150) if WHOLE else (8, 2, 1, 3, 56)
OWN = 5


@pytest.fixture
def database(data_dir: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{data_dir / 'bangvang.db'}")
    yield opened
    opened.dispose()


@pytest.fixture
def office(database: Database) -> Office:
    """Fill the inbox before the server starts."""
    return fill_inbox(database, SINGLE + RETURNED + DELEGATED + COLLEAGUES + BULK - OWN, OWN)


@pytest.mark.expected_errors("409")
def test_two_hundred_tasks_are_cleared_by_keyboard(
    office: Office, served_by_many: Server, database: Database, page: Page, browser: Browser
) -> None:
    clerk = Keyboard(page, served_by_many.address)
    clerk.sign_in(CLERK, PASSWORD)
    clerk.open_list(LIST)
    expect(page.locator("tr[data-row]")).to_have_count(50)

    undone = clerk.approve()
    expect(page.locator("tr[data-row]").filter(has_text=undone)).to_have_count(0)
    clerk.press("z")
    expect(page.locator("tr[data-row]").filter(has_text=undone)).to_have_count(1)
    clerk.open_list(LIST)

    with browser.new_context(viewport=DESKTOP, locale="vi-VN", reduced_motion="reduce") as window:
        colleague = Keyboard(window.new_page(), served_by_many.address)
        colleague.sign_in(COLLEAGUE, PASSWORD)
        colleague.open_list(LIST)
        did = _work_side_by_side(clerk, colleague)

    _wait_until_nothing_can_be_undone(database, did.theirs, page)
    assert undone in did.approved
    _decide_the_rest_together(clerk)
    _history_says(office, database, did)
    assert "0 nhật ký bị sai" in run_command(served_by_many.data_dir, "verify")


@dataclass
class Did:
    """The codes of what was done, by what was done with it."""

    approved: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    delegated: list[str] = field(default_factory=list)
    theirs: list[str] = field(default_factory=list)


def _work_side_by_side(clerk: Keyboard, colleague: Keyboard) -> Did:
    """Both work at once, the colleague from the other end of the page; return what each did."""
    did = Did()
    for _ in range(49):
        colleague.page.keyboard.press("j")
    for turn in range(SINGLE):
        did.approved.append(clerk.approve())
        if turn < COLLEAGUES:
            did.theirs.append(colleague.approve())
        if turn % 6 == 0:
            did.returned.append(clerk.send_back(REASON))
        if turn % 6 == 3:
            did.delegated.append(clerk.delegate("Đinh Kim", "Soạn ý kiến giúp tôi."))
            clerk.open_list(LIST)
    return did


def _wait_until_nothing_can_be_undone(database: Database, codes: list[str], page: Page) -> None:
    """Wait for what the colleague decided last: until then the clerk is offered it too."""
    for _attempt in range(120):
        if all(decisions(database, codes).values()):
            return
        page.wait_for_timeout(250)
    raise AssertionError(decisions(database, codes))


def _decide_the_rest_together(clerk: Keyboard) -> None:
    """Select all that is left, send one decision for all of it, and wait for the end."""
    page = clerk.page
    clerk.open_list(LIST)
    page.keyboard.press("j")
    page.keyboard.press("x")
    clerk.press_on(page.get_by_role("button", name="Chọn mọi việc khớp bộ lọc"))
    expect(page.get_by_role("heading", name=f"{OWN} việc sẽ bị bỏ qua")).to_be_visible()
    expect(page.get_by_role("heading", name=f"{BULK - OWN} việc sẽ được xử lý")).to_be_visible()
    clerk.go_to(page.locator('[name="decision"]:not([type="hidden"])'))
    page.keyboard.press("Space")
    clerk.press_on(page.locator('button[name="_send"]'))
    expect(page.locator("#progress")).to_contain_text("Đã xong", timeout=90_000)
    expect(page.locator("#progress")).to_contain_text(f"{BULK - OWN} việc đã xử lý")


def _history_says(office: Office, database: Database, did: Did) -> None:
    """Every nomination was decided once, by whom and as it was; those about the clerk were not."""
    found = decisions(database, office.of_others)
    assert {code for code, said in found.items() if not said} == set(did.delegated)
    once = {code: said[0] for code, said in found.items() if len(said) == 1}
    assert len(once) == len(did.approved + did.returned + did.theirs) + BULK - OWN
    assert {code for code, (who, _, _) in once.items() if who == office.colleague.id} == set(did.theirs)
    assert {code for code, (_, said, _) in once.items() if said == "return"} == set(did.returned)
    assert {once[code][2] for code in did.returned} == {REASON}
    assert {once[code][:2] for code in did.approved} == {(office.clerk.id, "approve")}
    assert happened(database, "task_delegated") >= set(did.delegated)
    assert {task.business_key for task in waiting(database, office.clerk)} == set(office.of_clerk)
