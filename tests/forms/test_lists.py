from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from forms import Form
from forms.limits import MAX_ROWS
from forms.view import ItemView, ListView
from tests.forms.page import form

NAME = {"type": "textfield", "key": "name", "label": "Họ tên", "validate": {"required": True}}
SHARE = {"type": "number", "key": "share", "label": "Tỷ lệ"}


def members(*components: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "dynamiclist",
        "path": "members",
        "id": "list",
        "label": "Thành viên",
        "components": list(components),
    } | more


def items(subject: Form, *given: Any) -> tuple[ItemView, ...]:
    (found,) = [cell for row in subject.view(*given).rows for cell in row.cells if isinstance(cell, ListView)]
    return found.items


def values(item: ItemView) -> list[str]:
    return [cell.value for row in item.rows for cell in row.cells]  # type: ignore[attr-defined]


def test_items_are_answered_one_by_one_with_errors_at_their_place() -> None:
    subject = form(members(NAME, SHARE))
    sent = {
        "_rows:members": ["2"],
        "members.0.name": ["Lan"],
        "members.0.share": ["2,5"],
        "members.1.name": [""],
        "members.1.share": ["x"],
    }
    checked = subject.check(sent)
    assert checked.answers == {"members": [{"name": "Lan", "share": Decimal("2.5")}, {"name": None, "share": None}]}
    assert list(checked.errors) == ["members.1.name", "members.1.share"]


def test_the_number_of_items_may_be_told_by_the_names_alone() -> None:
    checked = form(members(NAME)).check({"members.0.name": ["Lan"], "members.1.name": ["Hoa"]})
    assert [member["name"] for member in checked.answers["members"]] == ["Lan", "Hoa"]


def test_a_new_form_begins_with_the_repetitions_the_schema_says() -> None:
    assert len(items(form(members(NAME)))) == 1
    assert len(items(form(members(NAME, defaultRepetitions=3)))) == 3
    assert items(form(members(NAME, defaultRepetitions=0))) == ()
    assert [
        values(item) for item in items(form(members(NAME)), None, {"members": [{"name": "Lan"}, {"name": "Hoa"}]})
    ] == [["Lan"], ["Hoa"]]


def test_the_add_button_adds_an_item_with_defaults_and_keeps_what_was_typed() -> None:
    subject = form(members(NAME, SHARE | {"defaultValue": 10}))
    checked = subject.check(
        {"_rows:members": ["1"], "members.0.name": ["Lan"], "members.0.share": ["sai"], "_add:members": ["1"]}
    )
    assert checked.is_rearranged
    assert not checked.is_complete
    assert checked.errors == {}
    assert [values(item) for item in items(subject, checked.raw)] == [["Lan", "sai"], ["", "10"]]


def test_the_remove_button_takes_out_its_item_only() -> None:
    subject = form(members(NAME))
    sent = {"_rows:members": ["3"]} | {f"members.{n}.name": [name] for n, name in enumerate("ABC")}
    checked = subject.check(sent | {"_remove:members:1": ["1"]})
    assert [values(item) for item in items(subject, checked.raw)] == [["A"], ["C"]]


def test_buttons_of_other_lists_and_wrong_numbers_do_nothing() -> None:
    subject = form(members(NAME))
    checked = subject.check(
        {
            "_rows:members": ["1"],
            "members.0.name": ["A"],
            "_remove:members:7": ["1"],
            "_add:other": ["1"],
            "_remove:members:x": ["1"],
        }
    )
    assert len(items(subject, checked.raw)) == 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=12))
def test_a_forged_number_of_items_is_bounded(told: str) -> None:
    checked = form(members(SHARE)).check({"_rows:members": [told], "members.0.share": ["1"]})
    assert len(checked.answers["members"]) <= MAX_ROWS


def test_no_more_items_than_allowed_can_be_added() -> None:
    subject = form(members(SHARE))
    checked = subject.check({"_rows:members": [str(MAX_ROWS)], "_add:members": ["1"]})
    assert len(items(subject, checked.raw)) == MAX_ROWS


def test_a_far_index_makes_no_long_list() -> None:
    checked = form(members(SHARE)).check({"members.99999999999.share": ["1"], "members.5000.share": ["1"]})
    assert len(checked.answers["members"]) <= MAX_ROWS


def test_a_fixed_list_has_the_items_of_the_process_and_keeps_what_it_knows_of_them() -> None:
    subject = form(members(NAME | {"readonly": True}, SHARE, isRepeating=False))
    context = {"members": [{"id": 7, "name": "Lan"}, {"id": 8, "name": "Hoa"}]}
    sent = {
        "_rows:members": ["9"],
        "members.0.share": ["1"],
        "members.1.share": ["2"],
        "members.2.share": ["3"],
        "members.0.name": ["forged"],
        "_add:members": ["1"],
    }
    del sent["_add:members"]
    checked = subject.check(sent, context)
    assert checked.answers == {
        "members": [{"id": 7, "name": "Lan", "share": Decimal(1)}, {"id": 8, "name": "Hoa", "share": Decimal(2)}]
    }


def test_conditions_inside_an_item_see_the_item_first() -> None:
    subject = form(
        {"type": "textfield", "key": "name", "id": "outer"},
        members(
            NAME | {"id": "inner", "validate": {}},
            {"type": "textfield", "key": "why", "conditional": {"hide": '=name != "Lan"'}},
        ),
    )
    sent = {
        "name": ["Lan"],
        "_rows:members": ["2"],
        "members.0.name": ["Lan"],
        "members.0.why": ["a"],
        "members.1.name": ["Hoa"],
        "members.1.why": ["b"],
    }
    assert subject.check(sent).answers["members"] == [{"name": "Lan", "why": "a"}, {"name": "Hoa"}]


def test_items_know_their_number_their_list_and_the_rest() -> None:
    subject = form(
        {"type": "number", "key": "total"},
        members(
            SHARE,
            {"type": "expression", "key": "place", "expression": "=i"},
            {"type": "expression", "key": "same", "expression": "=this.share = share"},
            {"type": "expression", "key": "all", "expression": "=parent.total"},
        ),
        {"type": "expression", "key": "sum", "expression": "=sum(members.share)"},
    )
    checked = subject.check(
        {"total": ["9"], "_rows:members": ["2"], "members.0.share": ["4"], "members.1.share": ["5"]}
    )
    assert [one["place"] for one in checked.answers["members"]] == [1, 2]
    assert [one["same"] for one in checked.answers["members"]] == [True, True]
    assert [one["all"] for one in checked.answers["members"]] == [9, 9]
    assert checked.answers["sum"] == 9


def test_lists_may_lie_in_lists() -> None:
    inner = {
        "type": "dynamiclist",
        "path": "titles",
        "id": "inner",
        "label": "Danh hiệu",
        "components": [{"type": "number", "key": "year"}],
    }
    subject = form(members(NAME, inner))
    sent = {
        "_rows:members": ["1"],
        "members.0.name": ["Lan"],
        "_rows:members.0.titles": ["2"],
        "members.0.titles.0.year": ["2018"],
        "members.0.titles.1.year": ["2019"],
    }
    assert subject.check(sent).answers["members"][0]["titles"] == [{"year": Decimal(2018)}, {"year": Decimal(2019)}]
    added = subject.check(sent | {"_add:members.0.titles": ["1"]})
    assert len(added.raw.tree["members"][0]["titles"]) == 3


def test_items_are_titled_by_the_form() -> None:
    subject = form(members(NAME, isRepeating=False, properties={"itemTitle": "{{i}}. {{name}}"}))
    shown = items(subject, None, {"members": [{"name": "Lan"}, {"name": "Hoa"}]})
    assert [item.title for item in shown] == ["1. Lan", "2. Hoa"]


def test_a_hidden_list_gives_no_answers() -> None:
    subject = form({"type": "checkbox", "key": "has"}, members(NAME, conditional={"hide": "=not(has)"}))
    assert subject.check({"has": [""], "_rows:members": ["1"]}).answers == {"has": False}


def test_errors_of_items_say_which_item() -> None:
    subject = form(members(NAME))
    checked = subject.check({"_rows:members": ["2"], "members.0.name": ["Lan"], "members.1.name": [""]})
    (error,) = subject.view(checked.raw, None, checked.errors).errors
    assert error.label == "Thành viên 2 – Họ tên"


def test_a_list_that_was_not_on_the_page_keeps_the_items_of_the_process() -> None:
    subject = form(members(NAME))
    assert subject.check({}, {"members": [{"name": "Lan"}]}).answers == {"members": [{"name": "Lan"}]}


def test_a_list_has_rules_of_its_own() -> None:
    rule = {
        "validWhen": "count(value) >= 2",
        "message": "Cần ít nhất hai thành viên.",
        "message:en": "Name two or more.",
    }
    subject = form(members(NAME, properties=rule))
    sent = {"_rows:members": ["1"], "members.0.name": ["Lan"]}
    checked = subject.check(sent)
    assert {name: str(text) for name, text in checked.errors.items()} == {"members": "Cần ít nhất hai thành viên."}
    (error,) = subject.view(checked.raw, None, checked.errors).errors
    assert (error.target, error.label) == ("f-members", "Thành viên")
    assert subject.check(sent | {"_rows:members": ["2"], "members.1.name": ["Hoa"]}).is_complete
    assert subject.check({"_rows:members": ["0"]}).errors


def test_groups_put_answers_under_their_path() -> None:
    subject = form(
        {"type": "group", "path": "unit", "components": [NAME | {"id": "n"}, {"type": "group", "components": [SHARE]}]}
    )
    assert subject.check({"unit.name": ["V16"], "unit.share": ["2"]}).answers == {
        "unit": {"name": "V16", "share": Decimal(2)}
    }


def test_a_list_of_two_hundred_rows_is_checked_quickly() -> None:
    import time

    subject = form(members(NAME, SHARE | {"conditional": {"hide": '=name = "x"'}}, {"type": "checkbox", "key": "ok"}))
    sent = {"_rows:members": ["200"]} | {f"members.{n}.name": ["Lan"] for n in range(200)}
    start = time.process_time()
    assert subject.check(sent).is_complete
    assert time.process_time() - start < 5
