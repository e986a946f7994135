"""The faults that mutation testing plants: one at a time, each in source that still runs."""

import ast

import pytest

from tests.mutation.operators import mutants


@pytest.mark.parametrize(
    ("source", "changes"),
    [
        ("x = a >= b", ["a >= b → a > b"]),
        ("x = a and b", ["a and b → a or b"]),
        ("x = not a", ["not a → a"]),
        ("x = a + 1", ["a + 1 → a - 1", "1 → 2"]),
        ("x: int | None = a", []),
        ("if a():\n    raise b", ["if a():\n    raise b → if not a():\n    raise b", "raise b → pass"]),
        ("def f(*, is_open=True): return 'words'", ["True → False"]),
    ],
)
def test_each_fault_is_planted_alone(source: str, changes: list[str]) -> None:
    found = list(mutants(source))
    assert [one.change for one in found] == changes
    for one in found:
        assert ast.unparse(ast.parse(source)) != one.source
        ast.parse(one.source)
