from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.base.clock import today
from forms import Checked, Form
from tests.forms.page import form

VALUES = [{"label": "Đồng ý", "value": "approve"}, {"label": "Trả lại", "value": "return"}]


def one(kind: str, **more: Any) -> Form:
    return form({"type": kind, "key": "x", "id": "x", "label": "X"} | more)


def check(subject: Form, *typed: str, **context: Any) -> Checked:
    return subject.check({"x": list(typed)}, context)


def said(checked: Checked, name: str = "x") -> str:
    return str(checked.errors.get(name, ""))


@pytest.mark.parametrize(
    ("component", "typed", "value"),
    [
        ({"type": "textfield"}, ["  Trần  Thị\tLan "], "Trần Thị Lan"),
        ({"type": "textfield"}, ["Ti\u0065\u0302\u0301ng"], "Tiếng"),
        ({"type": "textfield"}, [""], None),
        ({"type": "textarea"}, ["một\r\nhai\r\n"], "một\nhai"),
        ({"type": "number"}, ["12,5"], Decimal("12.5")),
        ({"type": "number"}, [" "], None),
        ({"type": "checkbox"}, ["", "true"], True),
        ({"type": "checkbox"}, [""], False),
        ({"type": "radio", "values": VALUES}, ["", "return"], "return"),
        ({"type": "select", "values": VALUES}, [""], None),
        ({"type": "select", "values": [{"label": "Năm", "value": 5}]}, ["5"], Decimal(5)),
        ({"type": "select", "values": [{"label": "Có", "value": True}]}, ["true"], True),
        ({"type": "checklist", "values": VALUES}, ["", "return", "approve", "return"], ["approve", "return"]),
        ({"type": "taglist", "values": VALUES}, [""], []),
        ({"type": "datetime", "subtype": "date"}, ["23/11/2026"], date(2026, 11, 23)),
        ({"type": "datetime", "subtype": "time"}, ["7h05"], time(7, 5)),
        (
            {"type": "filepicker"},
            ["", "0192D0B4-5D6A-7000-8000-000000000001"],
            ["0192d0b4-5d6a-7000-8000-000000000001"],
        ),
    ],
)
def test_answers_are_typed(component: dict[str, Any], typed: list[str], value: Any) -> None:
    checked = check(one(component.pop("type"), **component), *typed)
    assert checked.errors == {}
    assert checked.answers == {"x": value}
    assert type(checked.answers["x"]) is type(value)


def test_day_and_time_come_from_two_inputs() -> None:
    subject = one("datetime", subtype="datetime")
    checked = subject.check({"x": ["23/11/2026"], "x:time": ["14:30"]})
    assert checked.answers["x"].isoformat() == "2026-11-23T14:30:00+07:00"
    assert said(subject.check({"x": ["23/11/2026"], "x:time": [""]})).startswith("Enter a time")


@pytest.mark.parametrize(
    ("component", "typed", "reason"),
    [
        ({"type": "textfield", "validate": {"required": True}}, " ", "Enter x."),
        ({"type": "textfield", "label": "Ý kiến", "validate": {"required": True}}, " ", "Enter ý kiến."),
        ({"type": "textfield", "label": "UBND xã:", "validate": {"required": True}}, " ", "Enter UBND xã."),
        ({"type": "textfield", "label": "Vì sao?", "validate": {"required": True}}, " ", "Enter an answer."),
        ({"type": "textfield", "validate": {"minLength": 3}}, "ab", "Write at least 3 characters."),
        ({"type": "textfield", "validate": {"maxLength": 3}}, "abcd", "Write at most 3 characters; there are 4 now."),
        ({"type": "textfield", "validate": {"pattern": r"^\d{4}$"}}, "19a9", "This is not in the form asked for."),
        (
            {"type": "textfield", "validate": {"validationType": "email"}},
            "a@b",
            "Enter an e-mail address, for example ten@coquan.gov.vn.",
        ),
        (
            {"type": "textfield", "validate": {"validationType": "phone"}},
            "12",
            "Enter a telephone number, for example 024 3825 5058.",
        ),
        ({"type": "number", "validate": {"required": True}}, "", "Enter a number."),
        ({"type": "number"}, "mười", "Enter a number, for example 12 or 12,5."),
        ({"type": "number", "validate": {"min": 1}}, "0", "Enter a number from 1 on."),
        ({"type": "number", "validate": {"max": "10.5"}}, "10,6", "Enter a number of at most 10,5."),
        ({"type": "number", "decimalDigits": 0}, "1,5", "Enter a whole number."),
        ({"type": "number", "decimalDigits": 1}, "1,55", "Enter at most 1 decimals."),
        ({"type": "number", "increment": 0.5}, "1,3", "Enter a multiple of 0,5."),
        ({"type": "checkbox", "validate": {"required": True}}, "", "Tick this box to go on."),
        ({"type": "radio", "values": VALUES, "validate": {"required": True}}, "", "Choose one of the values."),
        ({"type": "radio", "values": VALUES}, "burn", "Choose from the values offered."),
        ({"type": "checklist", "values": VALUES, "validate": {"required": True}}, "", "Choose at least one value."),
        ({"type": "checklist", "values": VALUES}, "burn", "Choose from the values offered."),
        ({"type": "datetime", "validate": {"required": True}}, "", "Enter a date."),
        ({"type": "datetime"}, "31/02/2026", "There is no such day in the calendar."),
        ({"type": "filepicker", "validate": {"required": True}}, "", "Attach a file."),
        ({"type": "filepicker"}, "../../etc/passwd", "This file is not known here; attach it again."),
    ],
)
def test_a_wrong_answer_names_the_field_and_the_reason(component: dict[str, Any], typed: str, reason: str) -> None:
    checked = check(one(component.pop("type"), **component), typed)
    assert {name: str(text) for name, text in checked.errors.items()} == {"x": reason}
    assert not checked.is_complete


def test_a_valid_format_passes() -> None:
    assert check(one("textfield", validate={"validationType": "email"}), "lan@vks.gov.vn").errors == {}
    assert check(one("textfield", validate={"validationType": "phone"}), "(024) 3825-5058").errors == {}
    assert check(one("number", increment="0.1", decimalDigits=1), "0,3").errors == {}


def test_no_is_an_answer_to_a_choice() -> None:
    subject = one("radio", values=[{"value": True}, {"value": False}], validate={"required": True})
    assert check(subject, "false").answers == {"x": False}
    assert check(subject, "false").is_complete


def test_a_past_day_is_refused_where_the_form_says_so() -> None:
    subject = one("datetime", disallowPassedDates=True)
    yesterday = (today() - timedelta(days=1)).strftime("%d/%m/%Y")
    assert said(check(subject, yesterday)) == "Enter a day that has not passed."
    assert check(subject, today().strftime("%d/%m/%Y")).errors == {}


def test_bounds_may_be_formulas_over_the_process() -> None:
    subject = one("number", validate={"max": "=members * 2"})
    assert check(subject, "20", members=10).errors == {}
    assert said(check(subject, "21", members=10)) == "Enter a number of at most 20."


def test_options_come_from_the_process() -> None:
    units = [{"label": "Vụ 1", "value": "V1"}, {"code": "V2", "name": "Vụ 2"}, "V3", None, [], {"label": "?"}]
    by_key, by_formula = one("select", valuesKey="units"), one("select", valuesExpression="=sublist(units, 1, 2)")
    for value in ("V1", "V2", "V3"):
        assert check(by_key, value, units=units).answers["x"] == value
    assert said(check(by_key, "V4", units=units)) == "Choose from the values offered."
    assert said(check(by_key, "V1")) == "Choose from the values offered."
    assert check(by_formula, "V2", units=units).answers["x"] == "V2"
    assert said(check(by_formula, "V3", units=units)) == "Choose from the values offered."


def test_options_may_depend_on_another_answer() -> None:
    subject = form(
        {"type": "select", "key": "chosen", "values": [{"value": "A"}, {"value": "B"}]},
        {"type": "select", "key": "unit", "valuesExpression": "=units[body = chosen]"},
    )
    units = [{"body": "A", "value": "A1"}, {"body": "B", "value": "B1"}]
    assert subject.is_dynamic
    assert subject.check({"chosen": ["B"], "unit": ["B1"]}, {"units": units}).errors == {}
    assert "unit" in subject.check({"chosen": ["A"], "unit": ["B1"]}, {"units": units}).errors


def test_unknown_fields_are_left_aside() -> None:
    checked = one("textfield").check({"x": ["a"], "y": ["b"], "x.0": ["c"], "__class__": ["d"], "csrf_token": ["e"]})
    assert checked.answers == {"x": "a"}
    assert checked.raw.tree == {"x": ["a"]}


def test_what_was_typed_is_shown_again_with_its_error() -> None:
    subject = form(
        {"type": "number", "key": "n", "label": "Số"},
        {"type": "datetime", "key": "d", "label": "Ngày"},
        {"type": "textarea", "key": "t", "label": "Ý kiến", "validate": {"maxLength": 5}},
    )
    checked = subject.check({"n": ["mười hai"], "d": ["31/02/2026"], "t": ["  quá dài  \nlắm"]})
    view = subject.view(checked.raw, None, checked.errors)
    shown = [cell.value for row in view.rows for cell in row.cells]  # type: ignore[attr-defined]
    assert shown == ["mười hai", "31/02/2026", "  quá dài  \nlắm"]
    assert [error.label for error in view.errors] == ["Số", "Ngày", "Ý kiến"]


@pytest.mark.parametrize(
    "component",
    [
        {"type": "textfield"},
        {"type": "textarea"},
        {"type": "number"},
        {"type": "checkbox"},
        {"type": "datetime"},
        {"type": "radio", "values": VALUES},
        {"type": "checklist", "values": VALUES},
        {"type": "filepicker", "multiple": True},
    ],
    ids=lambda component: component["type"],
)
@settings(max_examples=40, deadline=None)
@given(typed=st.lists(st.text(max_size=80), max_size=5))
def test_whatever_is_sent_gives_an_answer_or_an_error(component: dict[str, Any], typed: list[str]) -> None:
    subject = form({"key": "x", "id": "x"} | component)
    checked = subject.check({"x": typed})
    assert set(checked.answers) == {"x"}
    assert subject.view(checked.raw, None, checked.errors) is not None


@pytest.mark.parametrize("kind", ["textfield", "textarea", "number", "datetime", "checkbox"])
def test_ten_megabytes_in_a_field_are_refused_quickly_and_kept_short(kind: str) -> None:
    checked = check(one(kind, validate={} if kind != "textfield" else {"pattern": r"^\w+\d+\w+$"}), "1" * 10_000_000)
    assert "x" in checked.errors or kind == "checkbox"
    assert len(checked.raw.tree["x"][0]) <= 100_000


@pytest.mark.parametrize(
    "typed", ["1" * 31, "9" * 29 + ",9", "-" + "0" * 29 + "1", "1e999999999", "0,0000000000000000000000001"]
)
def test_huge_and_tiny_numbers_are_exact_or_refused(typed: str) -> None:
    checked = check(one("number", increment="0.001", validate={"max": 1}), typed)
    assert "x" in checked.errors or checked.answers["x"] in {Decimal(-1), Decimal(1)}


def test_repeated_keys_never_make_a_list_of_a_single_answer() -> None:
    assert check(one("textfield"), "a", "b", "").answers == {"x": "b"}
    assert check(one("radio", values=VALUES), "approve", "return").answers == {"x": "return"}


def test_text_that_no_database_keeps_is_cleaned() -> None:
    assert check(one("textfield"), "a\x00b\udc80").answers == {"x": "ab?"}


def test_a_multidict_is_taken_too() -> None:
    from werkzeug.datastructures import MultiDict

    subject = one("checklist", values=VALUES)
    assert subject.check(MultiDict([("x", "approve"), ("x", "return")])).answers == {"x": ["approve", "return"]}


def test_ids_of_foreign_files_are_refused() -> None:
    mine, foreign = "0192d0b4-5d6a-7000-8000-000000000001", "0192d0b4-5d6a-7000-8000-000000000002"
    subject = one("filepicker", multiple=True)
    assert subject.check({"x": [mine]}, {}, files={mine}).errors == {}
    assert (
        said(subject.check({"x": [mine, foreign]}, {}, files={mine})) == "This file is not known here; attach it again."
    )
    assert said(one("filepicker").check({"x": [mine, foreign]})) == "Attach one file only."
