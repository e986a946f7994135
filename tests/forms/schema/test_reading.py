import json
from pathlib import Path
from typing import Any

import pytest

from forms import FormRefusedError, check_form, parse_form
from forms.components import ChoiceField, ListGroup, NumberField, TextField

FIELD = {"type": "textfield", "key": "a", "id": "Field_a", "label": "A"}


def schema(*components: dict[str, Any], **frame: Any) -> dict[str, Any]:
    return {"type": "default", "schemaVersion": 18, "components": list(components)} | frame


def rules(*components: dict[str, Any], **frame: Any) -> list[str]:
    return [found.rule for found in check_form(schema(*components, **frame), "x.form.json")]


def test_a_right_form_has_no_findings() -> None:
    assert check_form(schema(FIELD)) == []


@pytest.mark.parametrize(
    ("component", "rule"),
    [
        ({"type": "iframe", "url": "https://x"}, "form-component-type"),
        ({"type": "html", "content": "<b>"}, "form-component-type"),
        ({"components": []}, "form-component-type"),
        ({"type": "textfield"}, "form-key"),
        ({"type": "textfield", "key": "a b"}, "form-key"),
        ({"type": "textfield", "key": "a.0.b"}, "form-key"),
        ({"type": "textfield", "key": 7}, "form-value"),
        ({"type": "dynamiclist", "components": []}, "form-key"),
        ({"type": "group", "components": "none"}, "form-value"),
        ({"type": "group"}, "form-value"),
        (FIELD | {"conditional": {"hide": "= b = "}}, "form-feel"),
        (FIELD | {"readonly": "=(("}, "form-feel"),
        (FIELD | {"label": "Chào {{ten +}}"}, "form-feel"),
        (FIELD | {"properties": {"requiredWhen": "if"}}, "form-feel"),
        (FIELD | {"properties": {"validWhen": "value >"}}, "form-feel"),
        (FIELD | {"properties": {"label:en": "Hi {{ ( }}"}}, "form-feel"),
        (FIELD | {"validate": {"pattern": "(a+)+"}}, "form-pattern"),
        (FIELD | {"validate": {"maxLength": -1}}, "form-value"),
        (FIELD | {"validate": {"required": "yes"}}, "form-value"),
        (FIELD | {"validate": []}, "form-value"),
        ({"type": "number", "key": "n", "increment": "many"}, "form-value"),
        ({"type": "number", "key": "n", "validate": {"max": "=1 +"}}, "form-feel"),
        ({"type": "select", "key": "s"}, "form-options"),
        ({"type": "radio", "key": "s", "values": [{"label": "A"}]}, "form-options"),
        ({"type": "radio", "key": "s", "values": [{"value": "a"}, {"value": "a"}]}, "form-options"),
        ({"type": "radio", "key": "s", "values": [{"value": str(n)} for n in range(501)]}, "form-options"),
        ({"type": "select", "key": "s", "valuesExpression": "=["}, "form-feel"),
        ({"type": "datetime", "key": "d", "subtype": "year"}, "form-value"),
        ({"type": "filepicker", "key": "f", "accept": "*"}, "form-value"),
        ({"type": "expression", "key": "e"}, "form-feel"),
        ({"type": "table", "columns": []}, "form-feel"),
        ({"type": "text", "text": "{{#if a}}x{{/if}}"}, "form-template"),
        ({"type": "text", "text": "{{ a b c"}, None),
    ],
)
def test_what_is_wrong_is_found_with_its_rule(component: dict[str, Any], rule: str | None) -> None:
    found = rules(component)
    assert (rule in found) if rule else not found


def test_a_finding_names_file_component_and_line() -> None:
    text = json.dumps(schema(FIELD, FIELD | {"id": "Field_b", "key": "b", "readonly": "=(("}), indent=2)
    (found,) = check_form(text.encode(), "review.form.json")
    assert (found.file, found.element) == ("review.form.json", "Field_b")
    assert found.line is not None
    assert '"Field_b"' in text.splitlines()[found.line - 1]
    assert "readonly" in str(found.message)


def test_keys_used_twice_are_found_also_through_groups_with_paths() -> None:
    group = {"type": "group", "path": "unit", "components": [{"type": "textfield", "key": "name"}]}
    assert rules(FIELD, FIELD | {"id": "again"}) == ["form-key-duplicate"]
    assert rules(group, {"type": "textfield", "key": "unit.name"}) == ["form-key-duplicate"]
    assert rules(group, {"type": "textfield", "key": "unit"}) == ["form-key-duplicate"]
    assert rules(group, {"type": "textfield", "key": "name"}) == []


def test_the_same_key_may_stand_in_a_list_and_outside() -> None:
    members = {"type": "dynamiclist", "path": "members", "components": [{"type": "textfield", "key": "a"}]}
    assert rules(FIELD, members) == []
    assert "form-key-duplicate" in rules(members, {"type": "textfield", "key": "members"})


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"{", "form-json"),
        (b"[]", "form-json"),
        (b"\xff\xfe", "form-json"),
        (b"[" * 100_000, "form-json"),
        (b'{"components": [' + b" " * 600_000 + b"]}", "form-size"),
        (b'{"components": {}}', "form-value"),
        (b'{"components": [], "schemaVersion": 19}', "form-version"),
        (b'{"components": [], "schemaVersion": "new"}', "form-version"),
        (b'{"components": [], "type": "page"}', "form-type"),
    ],
)
def test_a_file_that_is_no_form_is_refused(data: bytes, rule: str) -> None:
    assert rule in [found.rule for found in check_form(data)]


def test_groups_too_deep_and_too_many_components_are_refused() -> None:
    deep: dict[str, Any] = FIELD
    for _ in range(8):
        deep = {"type": "group", "components": [deep]}
    assert "form-nesting" in rules(deep)
    assert "form-size" in rules(*[{"type": "separator"}] * 401)


def test_parsing_raises_what_checking_finds() -> None:
    with pytest.raises(FormRefusedError) as refused:
        parse_form(schema({"type": "iframe"}))
    assert [found.rule for found in refused.value.findings] == ["form-component-type"]


def test_components_become_typed_and_buttons_vanish() -> None:
    form = parse_form(
        schema(
            FIELD | {"validate": {"maxLength": "20"}},
            {"type": "number", "key": "n", "decimalDigits": 2, "increment": "0.5", "validate": {"min": 0.1}},
            {"type": "select", "key": "s", "values": [{"label": "Một", "value": 1}, {"label": "Có", "value": True}]},
            {"type": "dynamiclist", "path": "l", "allowAddRemove": False, "components": []},
            {"type": "button", "action": "submit"},
        )
    )
    text, number, select, group = form.tree.components
    assert isinstance(text, TextField)
    assert text.max_length == 20
    assert isinstance(number, NumberField)
    assert (number.digits, str(number.increment)) == (2, "0.5")
    assert isinstance(select, ChoiceField)
    assert [option.key for option in select.options] == ["1", "true"]
    assert isinstance(group, ListGroup)
    assert not group.is_repeating


@pytest.mark.parametrize(
    "path",
    sorted((Path(__file__).resolve().parents[3] / "workflows" / "procedures").glob("*/forms/*.form.json")),
    ids=lambda path: path.stem,
)
def test_every_form_of_the_procedures_is_right(path: Path) -> None:
    assert check_form(path.read_bytes(), path.name) == []
