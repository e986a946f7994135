"""Diagrams without a drawing, half drawn and not drawable: each opens in the editor, or says why it does not."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.serving import Server
from tests.journeys.test_editor import Editor
from tests.journeys.visitor import Visitor
from tests.web.workshop.test_draft_files import UNDRAWN
from workflows.shipped import procedures


@pytest.mark.expected_errors("409", "failed to import")
def test_an_undrawn_diagram_opens_laid_out_and_a_half_drawn_one_names_what_is_left_out(
    page: Page, served: Server, tmp_path: Path
) -> None:
    visitor = Visitor(page, served)
    visitor.sign_in("quantri")
    half = procedures()[0].files()["nomination.bpmn"].decode()
    start = half.index("<bpmndi:BPMNShape", half.index('bpmnElement="check_eligibility"') - 200)
    end = half.index("</bpmndi:BPMNShape>", start) + len("</bpmndi:BPMNShape>")
    (tmp_path / "other.bpmn").write_text(UNDRAWN, encoding="utf-8")
    (tmp_path / "nomination.bpmn").write_text(half[:start] + half[end:], encoding="utf-8")
    visitor.visit("/quy-trinh/nomination/tai-len")
    page.locator("#files").set_input_files([tmp_path / "other.bpmn", tmp_path / "nomination.bpmn"])
    page.locator("main form button[type=submit]").click()
    page.locator("a[href*='/ban-nhap/']").first.click()
    expect(page.locator(".diagram[data-drawn=yes] [data-element-id=begin]").first).to_be_visible()
    editor = Editor(visitor, "nomination")
    expect(page.locator('[data-part="message"]')).to_contain_text("Chưa có trên hình vẽ")
    page.locator("#file").select_option("other.bpmn")
    expect(page.locator('[data-part="message"]')).to_have_text(re.compile("xếp tự động.*để giữ hình vẽ.$"))
    editor.choose("begin")
    editor.press("save")
    assert "BPMNShape" in page.evaluate("bvEditor.files['other.bpmn']")
    editor.press("check")
    expect(page.locator('[data-part="findings"]')).to_contain_text("Không phát hiện lỗi nào")
    page.evaluate("bvEditor.draft.version = 1")
    editor.press("save")
    expect(page.locator('[data-part="message"]')).to_contain_text("vừa lưu bản thảo này")
    expect(page.locator('[data-part="findings"]')).to_be_hidden()
    page.evaluate("bvEditor.dirty = false")
    page.evaluate("bvEditor.files['x.bpmn'] = '<a/>'; bvEditor.open('x.bpmn')")
    expect(page.locator('[data-part="message"]')).to_contain_text("Không vẽ được tệp này")
    expect(page.locator('[data-part="text"]')).to_have_value("<a/>")
