"""What is typed into a form is there again after leaving the page, without pressing anything."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.accessibility import DESKTOP, PHONE, problems_now
from tests.journeys.serving import Server
from tests.journeys.visitor import Visitor

OPINION = "Hồ sơ đủ thành phần, đề nghị trình Hội đồng."


def test_a_draft_is_kept_while_typing_and_when_leaving(page: Page, worked_on: Server, tmp_path: Path) -> None:
    visitor = Visitor(page, worked_on)
    visitor.sign_in("vksndtc.vutdkt")
    visitor.visit("/")
    address = page.locator("tr[data-row] a[data-page]").first.get_attribute("data-page")
    page.goto(f"{worked_on.address}{address}")
    words = page.locator("#task-form textarea").first
    words.press_sequentially(OPINION)
    expect(page.locator("[data-draft-status]")).to_contain_text("Đã lưu nháp")
    words.press_sequentially(" Gấp.")
    page.goto(f"{worked_on.address}/")
    for _attempt in range(20):  # what was typed last is sent in the background while the page is left
        page.goto(f"{worked_on.address}{address}")
        if words.input_value().endswith("Gấp."):
            break
        page.wait_for_timeout(250)
    expect(words).to_have_value(f"{OPINION} Gấp.")
    for size in (DESKTOP, PHONE):
        assert problems_now(page, f"{worked_on.address}{address}", size, "light") == []
        page.screenshot(path=tmp_path / f"draft-{size['width']}.png")
    page.get_by_role("button", name="Bỏ bản nháp").click()
    expect(words).to_have_value("")
