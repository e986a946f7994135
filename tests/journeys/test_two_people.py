"""A double click, or two people at one task, have one effect, and the second is told who was first."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import answers
from tests.journeys.conftest import DESKTOP
from tests.journeys.nominations import expect_open_task, open_nomination
from tests.journeys.serving import Server
from tests.journeys.visitor import Visitor, fill_form


@pytest.mark.expected_errors("409")
def test_one_effect_for_a_double_click_and_for_two_people(
    page: Page, browser: Browser, served_by_many: Server, tmp_path: Path
) -> None:
    visitor = Visitor(page, served_by_many)
    visitor.sign_in("vksndtc.canbo")
    code = open_nomination(visitor, "VKSNDTC.VP", "collective", "Văn phòng", "GK")
    visitor.complete(code, "Lập hồ sơ đề nghị", answers.dossier(answers.report_file(tmp_path)))

    visitor.sign_in("vksndtc.truong")
    visitor.open_task(code, "Xem xét, ký đề nghị")
    fill_form(page, answers.APPROVE)
    page.locator("form:has([data-form]) button.btn-primary").last.dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hộp việc của tôi")
    expect_open_task(visitor, code, "Tiếp nhận, kiểm tra hồ sơ")
    expect(page.locator("main").get_by_text("hoàn thành “Xem xét, ký đề nghị”")).to_have_count(1)

    with browser.new_context(viewport=DESKTOP, locale="vi-VN") as other:
        second = Visitor(other.new_page(), served_by_many)
        second.sign_in("vksndtc.vutdkt2")
        second.open_task(code, "Tiếp nhận, kiểm tra hồ sơ")
        visitor.sign_in("vksndtc.vutdkt")
        visitor.complete(code, "Tiếp nhận, kiểm tra hồ sơ", answers.APPROVE)
        second.page.bring_to_front()  # as who looks at it does; Chromium lets pages behind others sleep
        fill_form(second.page, answers.APPROVE)
        expect(second.page.locator("[data-form-status]")).to_contain_text("Cao Thu Chi (ví dụ) đã")
        second.answer(answers.APPROVE)  # what is typed stays, and sending it is refused
        expect(second.page.locator("body")).to_contain_text("Cao Thu Chi (ví dụ) đã")
        expect_open_task(second, code, "Thẩm định, lập phiếu thẩm định")
