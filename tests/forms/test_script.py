"""The script of forms in a real browser: what it adds, and that nothing typed is lost."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from forms import Form
from tests.forms.page import form
from tests.forms.serving import FILE_ID, FormServer, serve
from tests.journeys.accessibility import axe_violations

pytestmark = pytest.mark.journey

VALUES = [{"label": "Đồng ý", "value": "approve"}, {"label": "Trả lại", "value": "return"}]


@pytest.fixture
def subject() -> Form:
    member = [
        {"type": "textfield", "key": "name", "label": "Họ tên", "validate": {"required": True}},
        {"type": "filepicker", "key": "paper", "label": "Giấy tờ"},
    ]
    return form(
        {"type": "textfield", "key": "title", "label": "Tên hồ sơ", "validate": {"required": True}},
        {"type": "radio", "key": "decision", "label": "Kết quả", "values": VALUES, "validate": {"required": True}},
        {"type": "textarea", "key": "reason", "label": "Lý do", "conditional": {"hide": '=decision != "return"'}},
        {"type": "datetime", "key": "day", "label": "Ngày"},
        {"type": "number", "key": "votes", "label": "Số phiếu"},
        {"type": "filepicker", "key": "files", "label": "Tài liệu"},
        {"type": "dynamiclist", "path": "members", "label": "Thành viên", "components": member},
        {"type": "text", "text": "Phiếu: {{votes}}"},
    )


@pytest.fixture
def server(subject: Form) -> Iterator[FormServer]:
    with serve(subject) as shown:
        yield shown


@pytest.fixture
def page(browser: Browser, server: FormServer) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    context.set_default_timeout(10_000)
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.goto(server.address)
    yield opened
    context.close()
    assert problems == []


def test_an_answer_shows_what_depends_on_it_without_losing_focus_or_files(page: Page, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 %%EOF")
    page.fill("#f-title", "Cờ thi đua")
    page.set_input_files("#f-files", tmp_path / "a.pdf")
    page.check("#f-decision-1")
    expect(page.locator("#f-reason")).to_be_visible()
    expect(page.locator("#f-decision-1")).to_be_focused()
    expect(page.locator("#f-decision-1")).to_be_checked()
    expect(page.locator("#f-title")).to_have_value("Cờ thi đua")
    assert page.evaluate("document.querySelector('#f-files').files.length") == 1
    page.check("#f-decision-0")
    expect(page.locator("#f-reason")).to_have_count(0)


def test_what_is_typed_while_the_form_is_updated_stays(page: Page) -> None:
    page.route("**/*", lambda route: (page.wait_for_timeout(300), route.continue_())[1])
    page.check("#f-decision-1")
    page.focus("#f-title")
    page.keyboard.type("đang gõ", delay=60)
    expect(page.locator("#f-reason")).to_be_visible()
    page.keyboard.type(" tiếp", delay=20)
    expect(page.locator("#f-title")).to_have_value("đang gõ tiếp")
    expect(page.locator("#f-title")).to_be_focused()


def test_items_are_added_and_removed_in_place(page: Page, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    page.fill("#f-members-0-name", "Lan")
    page.click("[name='_add:members']")
    expect(page.locator("#f-members-1-name")).to_be_focused()
    page.keyboard.type("Hoa")
    page.set_input_files("#f-members-1-paper", tmp_path / "a.png")
    page.click("[name='_remove:members:0']")
    expect(page.locator("#f-members-1-name")).to_have_count(0)
    expect(page.locator("#f-members-0-name")).to_have_value("Hoa")
    expect(page.locator(f"[name='members.0.paper'][value='{FILE_ID}']")).to_be_checked()
    expect(page.locator("#f-members")).to_be_focused()


def test_texts_follow_the_answers(page: Page) -> None:
    page.fill("#f-votes", "12,5")
    page.press("#f-votes", "Tab")
    expect(page.locator(".f-prose").last).to_have_text("Phiếu: 12,5")


def test_enter_in_a_line_sends_nothing(page: Page, server: FormServer) -> None:
    page.press("#f-title", "Enter")
    page.wait_for_timeout(300)
    assert server.sent == []


def test_errors_take_the_focus_lead_to_their_fields_and_stay_until_corrected(page: Page, server: FormServer) -> None:
    page.fill("#f-day", "31/02/2026")
    page.click("[name='_send']")
    expect(page.locator("[data-form-errors]")).to_be_focused()
    page.click("[data-form-errors] a >> text=Ngày")
    expect(page.locator("#f-day")).to_be_focused()
    expect(page.locator("#f-day")).to_have_value("31/02/2026")
    page.check("#f-decision-1")
    expect(page.locator("#f-reason")).to_be_visible()
    expect(page.locator("[data-form-errors] a >> text=Kết quả")).to_have_count(0)
    expect(page.locator("#f-day")).to_have_attribute("aria-invalid", "true")
    assert axe_violations(page) == []


def test_the_calendar_writes_the_day_as_people_do(page: Page) -> None:
    page.evaluate("() => { HTMLInputElement.prototype.showPicker = function () { window.shown = this.value } }")
    page.fill("#f-day", "3/11/2026")
    page.click(".f-pick")
    native = page.locator(".f-picker input")
    assert page.evaluate("window.shown") == "2026-11-03"
    native.evaluate("input => { input.value = '2026-12-31'; input.dispatchEvent(new Event('change')) }")
    expect(page.locator("#f-day")).to_have_value("31/12/2026")
    expect(page.locator("#f-day")).to_be_focused()


def test_a_server_that_does_not_answer_is_said(page: Page) -> None:
    page.route("**/*", lambda route: route.abort())
    page.check("#f-decision-1")
    expect(page.locator("[data-form-status]")).to_contain_text("cập nhật được biểu mẫu")
    expect(page.locator("#f-decision-1")).to_be_checked()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_form_is_accessible_and_no_wider_than_its_screen(
    page: Page, server: FormServer, width: int, theme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{server.address}?theme={theme}")
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_all_works_without_the_script(browser: Browser, server: FormServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(server.address)
    opened.fill("#f-title", "Cờ thi đua")
    opened.check("#f-decision-1")
    opened.fill("#f-members-0-name", "Lan")
    opened.click("noscript [name='_preview']")
    opened.fill("#f-reason", "Thiếu tờ trình")
    opened.click("[name='_add:members']")
    opened.fill("#f-members-1-name", "Hoa")
    opened.fill("#f-votes", "7")
    opened.click("[name='_send']")
    context.close()
    done = server.sent[-1]
    assert done.is_complete
    assert done.answers["decision"] == "return"
    assert done.answers["reason"] == "Thiếu tờ trình"
    assert [member["name"] for member in done.answers["members"]] == ["Lan", "Hoa"]
    assert done.answers["votes"] == Decimal(7)
