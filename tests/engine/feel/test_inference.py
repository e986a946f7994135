"""What can never have a value is told before it runs; what may have one is not."""

import pytest

from engine.feel import compile_expression, compile_unary_tests
from engine.feel.inference import certain_kind, check_kinds

KNOWN = {"n": "number", "s": "string", "b": "boolean", "d": "date"}


def told(source: str) -> list[str]:
    found: list[str] = []
    check_kinds(compile_expression(source).tree, KNOWN, lambda text: found.append(str(text)))
    return found


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("n + s", "+ does not work between number and string."),
        ("d + d", "+ does not work between date and date."),
        ('s < 5 and n = "a"', "< does not work between string and number."),
        ("b < b", "< does not work between boolean and boolean."),
        ("n between 1 and s", "<= does not work between number and string."),
        ("n and b", "This is of kind number, where true or false is wanted."),
        ("if s then 1 else 2", "This is of kind string, where true or false is wanted."),
        ("upper case(n)", "The function upper case does not take (number)."),
        ("[1, -s + n]", "+ does not work between string and number."),
        ("for i in [1] return 1 + \"a\"", "+ does not work between number and string."),
    ],
)  # fmt: skip
def test_what_has_no_value_is_told(source: str, said: str) -> None:
    assert told(source)[0] == said


@pytest.mark.parametrize(
    "source",
    [
        "n + x", "n * 2 >= 0.8 and b", 'd + duration("P1D") > d', "s + string(n)", "x.y + 1", "[1, 2][n > 1]",
        "for n in [s] return n + s", "{n: s, m: n + s}", "if b then n else s", "count(s)", "sum(n, n)", "n = null",
        'upper case(x)', "max([d, d])", "date(s)", "(function(n) n + s)(s)", "abs(n) in [1..5]", "contains([s], s)",
    ],
)  # fmt: skip
def test_what_may_have_a_value_is_left_alone(source: str) -> None:
    assert told(source) == []


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("n + 1", "number"), ("d - d", "days and time duration"), ('d + @"P1D"', "date"), ("n > 1", "boolean"),
        ('@"P1D" / @"PT1H"', "number"), ('2 * @"P1Y"', "years and months duration"), ("x", None), ("sum(n)", None),
        ("if b then 1 else 2", "number"), ("if b then 1 else s", None),
    ],
)  # fmt: skip
def test_a_kind_that_is_certain_is_known(source: str, kind: str | None) -> None:
    assert certain_kind(compile_expression(source).tree, KNOWN) == kind


def test_a_cells_tests_are_held_against_what_they_test() -> None:
    def said(source: str, kind: str) -> int:
        found: list[str] = []
        check_kinds(compile_unary_tests(source).tree, {"?": kind}, lambda text: found.append(str(text)))
        return len(found)

    assert said('"a", "b"', "number") == 2
    assert said("< 5", "string") == 1
    assert said("[1..5]", "string") == 1
    assert said("1, [2..3], > 4, x, ? > 7, null", "number") == 0
