from typing import Any

import pytest
from lxml import html

from engine.base.text import Text
from forms import Form
from tests.forms.page import by_id, form, label_of, render

VALUES = [{"label": "Đồng ý", "value": "approve"}, {"label": "Trả lại", "value": "return"}]
LONE_INPUTS = {
    "textfield": {},
    "textarea": {},
    "number": {},
    "checkbox": {},
    "select": {"values": VALUES},
    "datetime": {},
    "filepicker": {},
}
SETS = {
    "radio": {"values": VALUES},
    "checklist": {"values": VALUES},
    "taglist": {"values": VALUES},
    "datetime": {"subtype": "datetime"},
}


def one(kind: str, more: dict[str, Any]) -> Form:
    rules = {"validate": {"required": True}, "description": "Gợi ý", "label": "Câu hỏi"}
    return form({"type": kind, "key": "x.y", "id": "x"} | rules | more)


def described(page: html.HtmlElement, element: html.HtmlElement) -> str:
    """Return the words of all that describes an element; every id must exist."""
    words = [by_id(page, one).text_content() for one in element.get("aria-describedby", "").split()]
    return " ".join(" ".join(words).split())


@pytest.mark.parametrize(("kind", "more"), LONE_INPUTS.items())
def test_an_input_has_a_label_a_hint_an_error_and_says_it_is_required(kind: str, more: dict[str, Any]) -> None:
    subject = one(kind, more)
    page = render(subject.view(None, None, {"x.y": Text("Sai rồi")}))
    field = by_id(page, "f-x-y")
    assert label_of(page, "f-x-y") == "Câu hỏi (required)"
    assert field.get("name") == ("x.y:file" if kind == "filepicker" else "x.y")
    assert field.get("aria-invalid") == "true"
    assert field.get("aria-required") == "true"
    assert "Gợi ý" in described(page, field)
    assert "Error: Sai rồi" in described(page, field)


@pytest.mark.parametrize(("kind", "more"), SETS.items())
def test_several_inputs_share_a_legend_and_each_has_its_label(kind: str, more: dict[str, Any]) -> None:
    page = render(one(kind, more).view(None, None, {"x.y": Text("Sai rồi")}))
    group = by_id(page, "f-x-y-set")
    assert group.tag == "fieldset"
    assert " ".join(group.find("legend").text_content().split()) == "Câu hỏi (required)"
    assert "Error: Sai rồi" in described(page, group)
    inputs = group.xpath(".//input[not(@type='hidden')]")
    assert len(inputs) == 2
    assert all(label_of(page, field.get("id")) for field in inputs)


@pytest.mark.parametrize(("kind", "more"), [*LONE_INPUTS.items(), *SETS.items()])
def test_the_summary_leads_to_an_input_that_can_have_the_focus(kind: str, more: dict[str, Any]) -> None:
    page = render(one(kind, more).view(None, None, {"x.y": Text("Sai rồi")}))
    (summary,) = page.xpath("//*[@data-form-errors]")
    (link,) = summary.xpath(".//a")
    assert (summary.get("tabindex"), summary.get("role")) == ("-1", "alert")
    assert link.text_content().strip() == "Câu hỏi: Sai rồi"
    assert by_id(page, link.get("href")[1:]).tag in {"input", "textarea", "select"}


def test_without_errors_nothing_is_marked_wrong() -> None:
    page = render(one("textfield", {}).view())
    assert not page.xpath("//*[@data-form-errors]")
    assert not page.xpath("//*[@aria-invalid]")


def test_errors_are_said_in_the_language_of_the_page() -> None:
    subject = form(
        {"type": "number", "key": "n", "label": "Số phiếu", "decimalDigits": 0, "properties": {"label:en": "Votes"}}
    )
    checked = subject.check({"n": ["1,5"]})
    vietnamese = render(subject.view(checked.raw, None, checked.errors, "vi"), "vi")
    english = render(subject.view(checked.raw, None, checked.errors, "en"), "en")
    assert vietnamese.xpath("//*[@data-form-errors]//a")[0].text_content() == "Số phiếu: Nhập số nguyên."
    assert english.xpath("//*[@data-form-errors]//a")[0].text_content() == "Votes: Enter a whole number."


def test_choices_show_what_is_chosen() -> None:
    for kind in ("radio", "checklist", "taglist"):
        given: Any = "return" if kind == "radio" else ["return"]
        page = render(form({"type": kind, "key": "x", "values": VALUES}).view({"x": given}))
        assert [field.get("value") for field in page.xpath("//input[@checked]")] == ["return"]
    page = render(form({"type": "select", "key": "x", "values": VALUES}).view({"x": "return"}))
    assert page.xpath("//option[@selected]/@value") == ["return"]


def test_a_number_and_a_day_ask_for_the_right_keyboard() -> None:
    page = render(
        form(
            {"type": "number", "key": "n", "decimalDigits": 0},
            {"type": "number", "key": "m"},
            {"type": "datetime", "key": "d"},
        ).view()
    )
    assert [by_id(page, f"f-{key}").get("inputmode") for key in "nmd"] == ["numeric", "decimal", "numeric"]
    assert by_id(page, "f-d").get("type") is None  # the browser's own date input follows the browser's language


def test_prefix_and_suffix_stand_beside_the_input() -> None:
    page = render(form({"type": "number", "key": "n", "label": "Tỷ lệ", "appearance": {"suffixAdorner": "%"}}).view())
    assert by_id(page, "f-n").getparent().text_content().split() == ["%"]


def test_components_of_a_row_stand_in_one_row_with_their_widths() -> None:
    page = render(
        form(
            {"type": "textfield", "key": "a", "layout": {"row": "r1", "columns": 4}},
            {"type": "textfield", "key": "b", "layout": {"row": "r1", "columns": None}},
            {"type": "textfield", "key": "c", "layout": {"row": "r1"}},
            {"type": "textfield", "key": "d", "layout": {"row": "r2"}},
            {"type": "textfield", "key": "e"},
        ).view()
    )
    rows = page.xpath("//div[starts-with(@class, 'f-row')]")
    assert [[cell.get("class").split()[1] for cell in row] for row in rows] == [
        ["f-cell-4", "f-cell-6", "f-cell-6"],
        ["f-cell-16"],
        ["f-cell-16"],
    ]


def test_a_locked_field_is_text_without_an_input() -> None:
    subject = form({"type": "select", "key": "x", "label": "Kết quả", "values": VALUES, "readonly": True})
    page = render(subject.view(None, {"x": "return"}))
    assert by_id(page, "f-x").text_content().strip() == "Trả lại"
    assert by_id(page, by_id(page, "f-x").get("aria-labelledby")).text_content() == "Kết quả"
    assert not page.xpath("//*[@name='x']")
    assert by_id(render(subject.view()), "f-x").text_content().strip() == "No answer"


def test_a_group_is_a_fieldset_with_a_legend() -> None:
    page = render(
        form(
            {
                "type": "group",
                "id": "g",
                "label": "Đơn vị",
                "showOutline": True,
                "components": [{"type": "textfield", "key": "a"}],
            }
        ).view()
    )
    group = by_id(page, "c-g")
    assert (group.tag, group.find("legend").text_content()) == ("fieldset", "Đơn vị")
    assert group.xpath(".//input[@name='a']")


def test_a_list_has_its_items_and_buttons_named_for_those_who_hear_the_page() -> None:
    subject = form(
        {
            "type": "dynamiclist",
            "path": "m",
            "label": "Thành viên",
            "components": [{"type": "textfield", "key": "name", "label": "Họ tên"}],
        }
    )
    page = render(subject.view({"m": [{"name": "Lan"}, {"name": "Hoa"}]}))
    assert [legend.text_content() for legend in page.xpath("//section[@id='f-m']/fieldset/legend")] == [
        "Thành viên 1",
        "Thành viên 2",
    ]
    assert page.xpath("//input[@name='_rows:m']/@value") == ["2"]
    assert page.xpath("//input[@name='m.1.name']/@value") == ["Hoa"]
    buttons = {button.get("name"): button.text_content() for button in page.xpath("//section//button")}
    assert buttons == {
        "_remove:m:0": "Remove Thành viên 1",
        "_remove:m:1": "Remove Thành viên 2",
        "_add:m": "Add: Thành viên",
    }


def test_a_fixed_list_has_no_buttons() -> None:
    subject = form(
        {"type": "dynamiclist", "path": "m", "isRepeating": False, "components": [{"type": "checkbox", "key": "ok"}]}
    )
    page = render(subject.view(None, {"m": [{}, {}, {}]}))
    assert len(page.xpath("//section/fieldset")) == 3
    assert not page.xpath("//section//button")


def test_a_table_shows_rows_of_the_process() -> None:
    subject = form(
        {
            "type": "table",
            "id": "t",
            "label": "Hồ sơ",
            "dataSource": "=files",
            "columns": [{"label": "Tên", "key": "name", "label:en": "Name"}, {"label": "Điểm", "key": "score"}],
        }
    )
    page = render(subject.view(None, {"files": [{"name": "<b>Lan</b>", "score": 12345}, {"name": "Hoa"}]}, None, "en"))
    assert [cell.text_content() for cell in page.xpath("//th")] == ["Name", "Điểm"]
    assert [cell.text_content() for cell in page.xpath("//td")] == ["<b>Lan</b>", "12,345", "Hoa", "–"]
    assert page.xpath("//td")[1].get("class") == "num"
    assert render(subject.view()).xpath("//td")[0].text_content() == "Nothing here yet."


def test_a_table_may_compute_its_columns() -> None:
    subject = form({"type": "table", "dataSource": "=rows", "columnsExpression": '=[{key: "a", label: "A"}]'})
    page = render(subject.view(None, {"rows": [{"a": "x"}]}))
    assert [page.xpath("//th")[0].text_content(), page.xpath("//td")[0].text_content()] == ["A", "x"]


def test_texts_and_gaps() -> None:
    page = render(
        form({"type": "text", "text": "**Lưu ý** {{ten}}"}, {"type": "separator"}, {"type": "spacer"}).view(
            None, {"ten": "<i>"}
        )
    )
    assert page.xpath("//strong")[0].text_content() == "Lưu ý"
    assert "<i>" in page.xpath("//div[contains(@class, 'f-prose')]")[0].text_content()
    assert len(page.xpath("//hr")) == 1


def test_files_attached_before_can_be_taken_off() -> None:
    class Known:
        name, size, url = "Báo cáo.pdf", 1_572_864, "/files/1"

    subject = form({"type": "filepicker", "key": "x", "multiple": True, "accept": ".pdf,.docx", "label": "Tài liệu"})
    page = render(subject.view({"x": ["id-1"]}, None, None, "vi", {"id-1": Known()}))
    (box,) = page.xpath("//input[@type='checkbox']")
    assert (box.get("name"), box.get("value"), box.get("checked")) == ("x", "id-1", "checked")
    assert label_of(page, box.get("id")) == "Báo cáo.pdf 1,5 MB"
    picker = by_id(page, "f-x")
    assert (picker.get("accept"), picker.get("multiple")) == (".pdf,.docx", "multiple")
    assert subject.has_files
    locked = form({"type": "filepicker", "key": "x", "readonly": True})
    assert render(locked.view(None, {"x": ["id-1"]}, None, "vi", {"id-1": Known()})).xpath("//a/@href") == ["/files/1"]


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}",
    "' autofocus onfocus=alert(1) x='",
    "</textarea><svg onload=alert(1)>",
]


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize(("kind", "more"), [*LONE_INPUTS.items(), *SETS.items()])
def test_nothing_typed_or_told_becomes_markup(kind: str, more: dict[str, Any], hostile: str) -> None:
    evil = {
        "label": "{{ten}}",
        "description": "{{ten}}",
        "values": [{"label": hostile, "value": hostile}],
        "validate": {},
    }
    subject = one(kind, more | evil)
    checked = subject.check({"x.y": [hostile]}, {"ten": hostile})
    page = render(subject.view(checked.raw, {"ten": hostile}, {"x.y": Text(hostile)}))
    assert not page.xpath("//script | //img | //svg")
    assert not page.xpath("//@onload | //@onerror | //@onfocus")


def test_enter_presses_a_button_that_decides_nothing() -> None:
    page = render(form({"type": "dynamiclist", "path": "m", "components": [{"type": "textfield", "key": "a"}]}).view())
    assert page.xpath("(//button)[1]/@name") == ["_preview"]


def test_only_a_form_whose_answers_matter_to_it_asks_for_updates() -> None:
    plain = form({"type": "textfield", "key": "a"})
    moving = form({"type": "textfield", "key": "a"}, {"type": "text", "text": "{{a}}"})
    assert not render(plain.view()).xpath("//*[@data-form-dynamic] | //noscript")
    assert render(moving.view()).xpath("//*[@data-form-dynamic]//noscript//button/@name") == ["_preview"]


def test_ids_on_a_page_are_unique_and_the_token_is_there() -> None:
    inner = {
        "type": "dynamiclist",
        "path": "l",
        "id": "inner",
        "components": [{"type": "radio", "key": "r", "values": VALUES}, {"type": "text", "id": "t", "text": "x"}],
    }
    subject = form({"type": "dynamiclist", "path": "m", "components": [inner, {"type": "textfield", "key": "a"}]})
    page = render(subject.view({"m": [{"l": [{}, {}]}, {"l": [{}]}]}))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert page.xpath("//input[@name='csrf_token']/@value") == ["token-1"]


def test_questions_alone_leave_out_what_shows_one_case() -> None:
    shown = {
        "type": "group",
        "id": "g",
        "label": "Hồ sơ",
        "components": [{"type": "text", "id": "t", "text": "Tóm tắt"}],
    }
    asked = {"type": "group", "id": "h", "label": "Hỏi", "components": [{"type": "textfield", "id": "k", "key": "k"}]}
    page = render(form(shown, asked).questions().view())
    assert "Tóm tắt" not in page.text_content()
    assert by_id(page, "f-k") is not None
