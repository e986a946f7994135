"""The examples of the specification come to what it says (`specification.txt` beside this)."""

from pathlib import Path

import pytest

from engine.feel import compile_expression
from engine.feel.showing import show_inner

PAGE = Path(__file__).with_name("specification.txt").read_text(encoding="utf-8")
EXAMPLES = [line.split(" ⇒ ") for line in PAGE.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize(("source", "expected"), EXAMPLES)
def test_an_example_of_the_specification_holds(source: str, expected: str) -> None:
    assert show_inner(compile_expression(source).evaluate({})) == expected
