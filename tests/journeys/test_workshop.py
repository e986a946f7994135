"""A diagram is edited in the browser, approved by a second person and deployed; running nominations do not notice."""

from pathlib import Path

from playwright.sync_api import Page, Position, expect

from tests.journeys import answers
from tests.journeys.accessibility import is_mark_visible
from tests.journeys.nominations import expect_open_task, open_nomination
from tests.journeys.serving import Server
from tests.journeys.visitor import Visitor

NEW_NAME = "Thủ trưởng xem xét, ký"
CORNER: Position = {"x": 8, "y": 8}  # the middle may lie under the menu of what was selected before
NEW_CONDITION = 'eligibility.eligible and award != "GK"'


def select(page: Page, element: str, at: Position | None = None) -> None:
    """Select an element of the diagram by its id."""
    hit = page.locator(f'.djs-element[data-element-id="{element}"] .djs-hit').first
    hit.click(force=True, position=at)
    expect(page.locator('[data-entry-id="id"] input')).to_have_value(element)


def edit(page: Page) -> None:
    """Rename a task and change a gateway's condition in the properties panel."""
    select(page, "endorse", CORNER)
    name = page.locator('[data-entry-id="name"]').locator("textarea, input, [contenteditable]").first
    name.fill(NEW_NAME)
    select(page, "flow_eligible")
    condition = page.locator('[data-entry-id="conditionExpression"] .cm-content')
    condition.click()
    page.keyboard.press("Control+A")
    page.keyboard.type(NEW_CONDITION)
    page.keyboard.press("Escape")
    select(page, "endorse", CORNER)  # leaving the field keeps it


def submit(page: Page) -> None:
    """Check the draft, submit it with a reason, and see that it waits for somebody else."""
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.locator('[data-part="findings"]')).to_be_visible()
    page.get_by_role("button", name="Trình duyệt").click()
    page.locator("#note").fill("Giấy khen phải qua bước xem kết quả kiểm tra.")
    with page.expect_navigation():
        page.locator('[data-part="submit-form"] button[type="submit"]').click()


def propose(visitor: Visitor, report: Path, award: str, *, finished: bool = True) -> str:
    """Open a nomination of the office and, unless told otherwise, hand in its dossier."""
    code = open_nomination(visitor, "VKSNDTC.VP", "collective", "Văn phòng", award)
    if finished:
        visitor.complete(code, "Lập hồ sơ đề nghị", answers.dossier(report))
    return code


def test_new_nominations_follow_the_new_diagram_and_running_ones_the_old(
    page: Page, served: Server, tmp_path: Path
) -> None:
    visitor, report = Visitor(page, served), answers.report_file(tmp_path)
    visitor.sign_in("vksndtc.canbo")
    running = propose(visitor, report, "GK", finished=False)

    visitor.sign_in("quantri")
    visitor.visit("/quy-trinh/nomination/soan")
    page.wait_for_load_state("networkidle")
    edit(page)
    assert is_mark_visible(page)
    submit(page)
    draft = page.url
    expect(page.get_by_role("button", name="Duyệt")).to_have_count(0)

    visitor.sign_in("pheduyet")
    page.goto(draft)
    expect(page.locator("main")).to_contain_text(NEW_NAME)
    expect(page.locator("main")).to_contain_text(NEW_CONDITION)
    for weakened in page.locator('[name="noted"]').all():
        weakened.check()
    with page.expect_navigation():
        page.get_by_role("button", name="Duyệt").first.click()

    visitor.sign_in("vksndtc.canbo")
    visitor.complete(running, "Lập hồ sơ đề nghị", answers.dossier(report))
    expect_open_task(visitor, running, "Xem xét, ký đề nghị")
    stopped = propose(visitor, report, "TTLDTT")
    expect_open_task(visitor, stopped, NEW_NAME)
