from decimal import Decimal
from typing import Any

from forms import Form
from forms.view import FieldView
from tests.forms.page import form

DECISION = {
    "type": "radio",
    "key": "decision",
    "label": "Kết quả",
    "values": [{"label": "Đồng ý", "value": "approve"}, {"label": "Trả lại", "value": "return"}],
    "validate": {"required": True},
}


def reason(**more: Any) -> dict[str, Any]:
    return {"type": "textarea", "key": "reason", "label": "Ý kiến"} | more


def names(subject: Form, *given: Any) -> list[str]:
    view = subject.view(*given)
    return [cell.name for row in view.rows for cell in row.cells if isinstance(cell, FieldView)]


def field(subject: Form, name: str, *given: Any) -> FieldView:
    view = subject.view(*given)
    (found,) = [cell for row in view.rows for cell in row.cells if isinstance(cell, FieldView) and cell.name == name]
    return found


def test_a_hidden_field_is_not_shown_not_asked_and_not_answered() -> None:
    subject = form(DECISION, reason(conditional={"hide": '=decision != "return"'}, validate={"required": True}))
    assert names(subject, {"decision": "approve"}) == ["decision"]
    assert names(subject, {"decision": "return"}) == ["decision", "reason"]
    approved = subject.check({"decision": ["approve"], "reason": ["smuggled"]})
    assert approved.is_complete
    assert approved.answers == {"decision": "approve"}
    assert list(subject.check({"decision": ["return"]}).errors) == ["reason"]


def test_what_hangs_on_a_hidden_field_is_hidden_too() -> None:
    subject = form(
        DECISION,
        {"type": "checkbox", "key": "late", "conditional": {"hide": '=decision != "return"'}},
        {"type": "textfield", "key": "why", "conditional": {"hide": "=not(late)"}},
        {"type": "textfield", "key": "more", "conditional": {"hide": "=why = null"}},
    )
    sent = {"decision": ["approve"], "late": ["true"], "why": ["x"], "more": ["y"]}
    assert subject.check(sent).answers["decision"] == "approve"
    assert "more" not in subject.check(sent).answers
    assert set(subject.check(sent | {"decision": ["return"]}).answers) == {"decision", "late", "why", "more"}


def test_conditions_may_look_forward_in_the_form() -> None:
    subject = form(
        {"type": "textfield", "key": "first", "conditional": {"hide": "=last = true"}},
        {"type": "checkbox", "key": "last"},
    )
    assert subject.check({"first": ["a"], "last": ["true"]}).answers == {"last": True}


def test_conditions_that_contradict_themselves_still_end() -> None:
    subject = form({"type": "textfield", "key": "a", "conditional": {"hide": "=a != null"}})
    assert subject.check({"a": ["x"]}).answers in ({}, {"a": "x"})


def test_required_when() -> None:
    subject = form(DECISION, reason(properties={"requiredWhen": 'decision = "return"'}))
    assert subject.check({"decision": ["approve"]}).is_complete
    assert str(subject.check({"decision": ["return"]}).errors["reason"]) == "Enter ý kiến."
    assert not field(subject, "reason", {"decision": "approve"}).is_required
    assert field(subject, "reason", {"decision": "return"}).is_required
    assert subject.is_dynamic


def test_valid_when_says_the_forms_own_message_in_both_languages() -> None:
    rule = {"validWhen": "value <= total", "message": "Không quá {{total}}.", "message:en": "At most {{total}}."}
    subject = form({"type": "number", "key": "yes", "properties": rule})
    context = {"total": Decimal(1200)}
    assert subject.check({"yes": ["1200"]}, context).is_complete
    assert str(subject.check({"yes": ["1201"]}, context).errors["yes"]) == "Không quá 1200."
    assert str(subject.check({"yes": ["1201"]}, context, "en").errors["yes"]) == "At most 1200."


def test_valid_when_sees_other_answers_and_leaves_empty_ones_alone() -> None:
    subject = form(
        {"type": "number", "key": "yes"},
        {"type": "number", "key": "no", "properties": {"validWhen": "value + yes <= 8"}},
    )
    assert subject.check({"yes": ["5"], "no": ["3"]}).is_complete
    assert str(subject.check({"yes": ["5"], "no": ["4"]}).errors["no"]) == "This answer is not allowed here."
    assert subject.check({"yes": ["5"], "no": [""]}).is_complete


def test_a_rule_that_cannot_be_evaluated_refuses() -> None:
    subject = form({"type": "number", "key": "n", "properties": {"validWhen": "value < missing"}})
    assert "n" in subject.check({"n": ["1"]}).errors


def test_read_only_answers_come_from_the_process_and_never_from_the_browser() -> None:
    subject = form({"type": "textfield", "key": "name", "readonly": True, "validate": {"required": True}})
    checked = subject.check({"name": ["forged"]}, {"name": "Trần Thị Lan"})
    assert checked.answers == {"name": "Trần Thị Lan"}
    assert field(subject, "name", None, {"name": "Trần Thị Lan"}).shown == "Trần Thị Lan"


def test_a_field_may_be_locked_by_a_condition() -> None:
    subject = form({"type": "number", "key": "score", "readonly": "=closed", "defaultValue": 5})
    assert subject.check({"score": ["9"]}, {"closed": True}).answers == {"score": Decimal(5)}
    assert subject.check({"score": ["9"]}, {"closed": False}).answers == {"score": Decimal(9)}


def test_a_locked_field_cannot_be_forged_to_move_other_conditions() -> None:
    subject = form(
        {"type": "textfield", "key": "role", "readonly": True},
        {"type": "textfield", "key": "secret", "conditional": {"hide": '=role != "chair"'}},
    )
    checked = subject.check({"role": ["chair"], "secret": ["x"]}, {"role": "member"})
    assert checked.answers == {"role": "member"}


def test_disabled_fields_are_shown_and_not_answered() -> None:
    subject = form({"type": "textfield", "key": "a", "disabled": True, "defaultValue": "x"})
    assert subject.check({"a": ["y"]}).answers == {}
    assert field(subject, "a").shown == "x"


def test_expressions_are_computed_and_not_shown() -> None:
    subject = form(
        {"type": "number", "key": "a"},
        {"type": "expression", "key": "double", "expression": "=a * 2"},
        {"type": "text", "text": "Gấp đôi: {{double}}"},
    )
    checked = subject.check({"a": ["2,5"], "double": ["99"]})
    assert checked.answers == {"a": Decimal("2.5"), "double": Decimal(5)}
    assert names(subject) == ["a"]
    assert "Gấp đôi: 5" in str(subject.view({"a": Decimal("2.5")}).rows[1].cells[0].html)  # type: ignore[attr-defined]


def test_first_values_come_from_answers_then_the_process_then_the_default() -> None:
    subject = form({"type": "textfield", "key": "unit.name", "defaultValue": "mặc định"})
    assert field(subject, "unit.name").value == "mặc định"
    assert field(subject, "unit.name", None, {"unit": {"name": "Vụ 16"}}).value == "Vụ 16"
    assert field(subject, "unit.name", {"unit": {"name": "Vụ 15"}}, {"unit": {"name": "Vụ 16"}}).value == "Vụ 15"
    assert subject.check({"unit.name": [""]}, {"unit": {"name": "Vụ 16"}}).answers == {"unit": {"name": None}}


def test_a_field_that_was_not_on_the_page_has_its_first_value() -> None:
    subject = form(DECISION, reason(conditional={"hide": '=decision = "approve"'}, defaultValue="Thiếu hồ sơ"))
    checked = subject.check({"decision": ["return"], "_preview": ["1"]})
    assert checked.is_rearranged
    assert checked.errors == {}
    assert field(subject, "reason", checked.raw).value == "Thiếu hồ sơ"


def test_errors_stay_marked_until_they_are_corrected() -> None:
    subject = form(DECISION, {"type": "number", "key": "n"}, reason(properties={"requiredWhen": 'decision = "return"'}))
    first = subject.check({"decision": [""], "n": ["mười"]})
    wrong = subject.view(first.raw, None, first.errors).wrong
    assert wrong == "decision n"
    again = subject.check({"decision": ["return"], "n": ["mười"], "_preview": ["1"], "_wrong": [wrong]})
    view = subject.view(again.raw)
    assert [error.target for error in view.errors] == ["f-n"]
    assert view.wrong == "n"


def test_typed_answers_are_shown_in_their_inputs() -> None:
    from datetime import date

    subject = form(
        {"type": "number", "key": "n"}, {"type": "datetime", "key": "d"}, {"type": "checkbox", "key": "c"}, DECISION
    )
    given = {"n": Decimal("12.5"), "d": date(2026, 11, 3), "c": True, "decision": "return"}
    assert field(subject, "n", given).value == "12,5"
    assert field(subject, "d", given).value == "03/11/2026"
    assert field(subject, "c", given).is_ticked
    assert [option.is_chosen for option in field(subject, "decision", given).options] == [False, True]


def test_a_form_without_dependences_asks_for_nothing_anew() -> None:
    assert not form(
        DECISION, reason(conditional={"hide": "=is_final"}, properties={"validWhen": "decision != null"})
    ).is_dynamic


def test_english_stands_beside_the_vietnamese() -> None:
    subject = form(
        DECISION
        | {
            "properties": {"label:en": "Outcome", "description:en": "Choose one"},
            "description": "Chọn một",
            "values": [{"label": "Đồng ý", "value": "approve", "label:en": "Approve"}],
        }
    )
    vi, en = field(subject, "decision"), field(subject, "decision", None, None, None, "en")
    assert (vi.label, vi.description, vi.options[0].label) == ("Kết quả", "Chọn một", "Đồng ý")
    assert (en.label, en.description, en.options[0].label) == ("Outcome", "Choose one", "Approve")
