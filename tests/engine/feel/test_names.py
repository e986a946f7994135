"""Names of several words, and functions of the host."""

from decimal import Decimal

import pytest

from engine.feel import FeelSyntaxError, compile_expression, register_function


def test_words_that_nothing_separates_are_one_name() -> None:
    assert compile_expression("Monthly Salary * 2").evaluate({"Monthly Salary": 5}) == 10


def test_a_name_with_signs_must_be_known() -> None:
    known = frozenset({"Pre-bureau risk"})

    assert compile_expression('Pre-bureau risk = "LOW"', known).evaluate({"Pre-bureau risk": "LOW"}) is True
    assert compile_expression("Pre - bureau").evaluate({"Pre": 3, "bureau": 1}) == 2


def test_the_longest_known_name_wins() -> None:
    known = frozenset({"terms", "terms and conditions"})

    assert compile_expression("terms and conditions", known).names == {"terms and conditions"}
    assert compile_expression("terms and conditions").names == {"terms", "conditions"}


def test_a_function_in_the_context_can_be_called_by_its_name() -> None:
    context = {"working days after": lambda start, days: start + days}

    assert compile_expression("working days after(1, 10)").evaluate(context) == 11


def test_a_registered_function_is_known_everywhere_and_takes_names() -> None:
    register_function("times and more", lambda a, b: a * b + 1, params=["first", "second"])

    assert compile_expression("times and more(2, 3)").evaluate({}) == Decimal(7)
    assert compile_expression("times and more(second: 3, first: 4)").evaluate({}) == Decimal(13)
    assert compile_expression("times and more(2)").evaluate({}) is None


def test_a_variable_does_not_hide_a_built_in_function() -> None:
    assert compile_expression("count(count)").evaluate({"count": [1, 2]}) == 2


def test_an_entry_of_an_item_hides_a_variable_in_a_filter() -> None:
    context = {"year": 1999, "list": [{"year": 2018}, {"year": 2019}]}

    assert compile_expression("list[year > 2018]").evaluate(context) == [{"year": 2019}]


@pytest.mark.parametrize(
    ("source", "position", "expected", "found"),
    [
        ("1 +", 4, "an expression", "the end of the expression"),
        ("if x then 1", 12, "“else”", "the end of the expression"),
        ("count(1", 8, "“)”", "the end of the expression"),
        ("[1, 2", 6, "“]”", "the end of the expression"),
        ('"abc', 1, "a closing quotation mark", "the end of the expression"),
        ("a b c)", 6, "an operator or the end of the expression", "“)”"),
        ("1 2", 3, "an operator or the end of the expression", "“2”"),
        ("x instance of 5", 15, "the name of a type", "“5”"),
    ],
)
def test_a_broken_expression_is_refused_with_its_place(source: str, position: int, expected: str, found: str) -> None:
    with pytest.raises(FeelSyntaxError) as refused:
        compile_expression(source)

    assert str(refused.value) == f"At character {position}: expected {expected}, found {found}."
    assert refused.value.position == position - 1
