"""Of which kinds a value may be is told without its variables, and truly."""

import pytest

from engine.feel import compile_expression
from engine.feel.builtins.registry import BUILTINS
from engine.feel.kinds import BOOLEAN, LIST, NUMBER, kind_of
from engine.feel.possible import RETURNS, may_be, possible_kinds

DAY = '@"2027-02-01"'
CALLED = {
    "count": "[1]", "exp": "1", "extract": '"a1", "[0-9]"', "last day of month": DAY, "week of year": DAY,
    "day of week": DAY, "mode": "[1, 1]", "index of": "[1], 1", "get entries": "{a: 1}", "string join": '["a"], ","',
    "list replace": "[1], 1, 2", "decimal": "1.5, 1", "substring": '"abc", 1', "split": '"a,b", ","', "now": "",
    "today": "", "time": '"10:00:00"', "remove": "[1, 2], 1", "round half up": "1.5, 0", "string": "1",
}  # fmt: skip


@pytest.mark.parametrize("name", CALLED)
def test_a_function_comes_to_the_kind_that_is_said_of_it(name: str) -> None:
    assert kind_of(compile_expression(f"{name}({CALLED[name]})").evaluate({})) == RETURNS[name]


def test_nothing_is_said_of_functions_that_there_are_not() -> None:
    assert set(RETURNS) - set(BUILTINS) == set()


@pytest.mark.parametrize(
    ("source", "kind", "may"),
    [
        ("n + 1", BOOLEAN, False), ("n + 1", NUMBER, True), ("n + 1", LIST, False), ("n[1]", BOOLEAN, True),
        ("if n then [] else count(n)", BOOLEAN, False), ("if n then [] else m", BOOLEAN, True),
        ("n.count", BOOLEAN, True),
        ("function(count) count(1)", BOOLEAN, False), ("(function(count) count(1))(n)", BOOLEAN, True),
    ],
)  # fmt: skip
def test_a_kind_is_left_out_only_where_it_cannot_come(source: str, kind: str, may: bool) -> None:
    assert may_be(compile_expression(source).tree, kind) == may


def test_null_alone_is_of_no_kind() -> None:
    assert possible_kinds(compile_expression("null").tree) == frozenset()
