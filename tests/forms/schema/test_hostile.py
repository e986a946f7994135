"""Whatever a schema holds, it is read with findings or refused; nothing else is raised."""

import json
import random
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms import FormRefusedError, check_form, parse_form
from forms.schema.fields import READERS
from tests.forms.page import render

KINDS = (*READERS, "group", "dynamiclist", "table", "text", "separator", "spacer", "button", "html", 7)
ENTRIES = (
    "id", "key", "path", "label", "description", "text", "values", "valuesKey", "valuesExpression", "columns",
    "columnsExpression", "dataSource", "expression", "defaultValue", "readonly", "disabled", "subtype", "accept",
    "multiple", "increment", "decimalDigits", "isRepeating", "allowAddRemove", "defaultRepetitions", "showOutline",
    "validate", "properties", "conditional", "layout", "appearance", "components",
)  # fmt: skip
INNER = (
    "required", "minLength", "maxLength", "min", "max", "pattern", "validationType", "label:en", "requiredWhen",
    "validWhen", "message", "message:en", "itemTitle", "hide", "row", "columns", "prefixAdorner", "suffixAdorner",
    "label", "value", "key",
)  # fmt: skip
LEAVES = (
    None, True, False, 0, -1, 7, 10**30, 0.1, float("nan"), float("inf"), "", "a", "b.c", "=a", "=a > 1", "{{a}}",
    "={", "12", "1e400", "date", ".pdf", "(a+)+", "^x*$", "\x00", "\ud800", "a.0", "=[1,2]", "={a: 1}", "x" * 999,
)  # fmt: skip


def any_value(dice: random.Random, depth: int = 0) -> Any:
    """Return a value of any shape."""
    roll = dice.random()
    if depth > 2 or roll < 0.6:
        return dice.choice(LEAVES)
    if roll < 0.75:
        return [any_value(dice, depth + 1) for _ in range(dice.randrange(4))]
    return {dice.choice(INNER): any_value(dice, depth + 1) for _ in range(dice.randrange(5))}


def any_component(dice: random.Random, depth: int = 0) -> dict[str, Any]:
    """Return a component whose properties may each be right or wrong."""
    found = {entry: any_value(dice) for entry in dice.sample(ENTRIES, dice.randrange(12))}
    kind = dice.choice(KINDS)
    right = {"type": kind, "key": dice.choice("abcdefgh"), "path": dice.choice("klmn"), "expression": "=a"}
    if depth < 3 and dice.random() < 0.8:
        right["components"] = [any_component(dice, depth + 1) for _ in range(dice.randrange(3))]
    right["values"] = [{"value": "1"}, {"value": 2, "label": "hai"}]
    return found | {name: value for name, value in right.items() if dice.random() < 0.85}


@pytest.mark.parametrize("start", range(0, 1500, 100))
def test_any_components_are_read_or_refused_and_what_is_read_can_be_shown(start: int) -> None:
    for seed in range(start, start + 100):
        dice = random.Random(seed)
        schema = {"type": "default", "components": [any_component(dice) for _ in range(dice.randrange(4))]}
        context = {name: any_value(dice) for name in "abkl"}
        refused = any(found.severity == "error" for found in check_form(schema))
        with suppress(FormRefusedError):
            form = parse_form(schema)
            assert not refused
            checked = form.check({"a": ["x", "\x00"], "b": ["1"], "k.0.a": ["2"], "_add:k": ["1"]}, context)
            render(form.view(checked.raw, context, checked.errors))
            form.check({"a": ["x"], "b": ["1"], "_rows:k": ["3"]}, context)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | st.integers().map(lambda seed: json.dumps(any_value(random.Random(seed))).encode()))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert isinstance(check_form(data, "x.form.json"), list)
