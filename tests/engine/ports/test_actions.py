"""Actions take typed values, refuse others by name, and describe themselves to the editor."""

from datetime import date
from decimal import Decimal
from typing import Literal

import pytest

from engine.ports.actions import ActionCall, ActionError, action, element_templates, registry


@action("test.typed", title="Thử kiểu", title_en="Try types")
def typed(
    call: ActionCall,
    *,
    count: int,
    share: Decimal,
    on: date,
    kind: Literal["a", "b"],
    note: str | None,
    flag: bool = True,
) -> dict[str, object]:
    """Return what came in."""
    return {"count": count, "share": share, "on": on, "kind": kind, "note": note, "flag": flag}


GOOD = {"count": Decimal(3), "share": 2, "on": "2019-07-30", "kind": "a"}


def run(**values: object) -> dict[str, object]:
    return registry.find("test.typed").run(None, GOOD | values)  # type: ignore[arg-type]


def test_values_are_converted_to_their_types() -> None:
    result = run()
    assert result == {"count": 3, "share": Decimal(2), "on": date(2019, 7, 30), "kind": "a", "note": None, "flag": True}
    assert type(result["count"]) is int


@pytest.mark.parametrize(
    "bad",
    [
        {"count": "three"},
        {"count": Decimal("1.5")},
        {"count": True},
        {"kind": "c"},
        {"on": "yesterday"},
        {"count": None},
    ],
)
def test_a_wrong_value_is_refused_with_the_parameters_name(bad: dict[str, object]) -> None:
    with pytest.raises(ActionError) as refused:
        run(**bad)
    assert next(iter(bad)) in str(refused.value)


def test_an_unknown_action_is_refused_by_name() -> None:
    with pytest.raises(ActionError, match=r"no\.such"):
        registry.find("no.such")


def test_an_element_template_is_made_from_the_signature() -> None:
    template = next(t for t in element_templates() if t["id"] == "action.test.typed")
    fields = {p["label"]: p for p in template["properties"] if "label" in p}
    assert template["properties"][0]["value"] == "test.typed"
    assert fields["kind"]["type"] == "Dropdown"
    assert fields["count"]["constraints"] == {"notEmpty": True}
    assert fields["note"]["optional"] is True
