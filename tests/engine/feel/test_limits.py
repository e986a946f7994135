"""Every bound exceeded is an error, soon, and never a hang."""

import gc
import os
from collections.abc import Iterator
from contextlib import suppress
from time import thread_time

import pytest

from engine.feel import FeelError, FeelLimitError, compile_expression
from tests.engine.feel.expressions import CONTEXT, Sources

FUZZED, EACH = int(os.environ.get("BANGVANG_FUZZED", "12500")), 12_500  # a hundred thousand in `make soak`
ENTRIES = "a: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"
DOUBLED = ", ".join(f"{name}: [{', '.join([before] * 10)}]" for before, name in zip("abcdef", "bcdefg", strict=True))
COSTLY = [
    "for i in 1..1000, j in 1..1000 return i * j",
    "for i in 1..99999999999 return i",
    "{f: function(n) f(n + 1), r: f(1)}.r",
    "{f: function(n) if n <= 1 then 1 else f(n - 1) + f(n - 2), r: f(40)}.r",
    "for i in 1..50000 return i ** 2.5",
    "for i in 1..50000 return log(i)",
    "distinct values(for i in 1..20000 return [i])",
    f"{{{ENTRIES}, {DOUBLED}, r: g = g}}",
    f"string({{{ENTRIES}, {DOUBLED}}})",
    f"{{{ENTRIES}, {DOUBLED}}}.g instance of list<list<list<list<list<list<list<number>>>>>>>",
    f"{{{ENTRIES}, {DOUBLED}, r: flatten(g)}}",
    '{x: "' + "a" * 40_000 + '", r: for i in 1..40000 return x + "y"}',
    '{x: "' + "a" * 40_000 + '", r: for i in 1..40000 return upper case(x)}',
    '{x: "' + "a" * 40_000 + '", r: replace(x, "a", x)}',
    'matches("' + "a" * 60 + '!", "(a|aa)+$")',
    "[1.." + "9" * 40 + "][item > 0] = (for i in [1.." + "9" * 40 + "] return i)",
]
TOO_LARGE = [
    "(" * 5_000 + "1" + ")" * 5_000,
    "[" * 61 + "]" * 61,
    "-" * 3_000 + "1",
    "1" * 70_000,
    "+".join("1" * 9_000),
    "{a:" * 3_000,
    "if true then " * 3_000,
    "x" + "[1]" * 20_000,
]


@pytest.mark.parametrize("source", COSTLY)
def test_a_costly_expression_is_stopped_soon(source: str) -> None:
    begun = thread_time()

    try:
        compile_expression(source).evaluate({})
    except FeelError as error:
        assert isinstance(error, FeelLimitError)  # noqa: PT017 - some come to null instead
    assert thread_time() - begun < 1


@pytest.mark.parametrize("source", TOO_LARGE)
def test_a_source_too_large_or_deep_is_refused(source: str) -> None:
    begun = thread_time()

    with pytest.raises(FeelError):
        compile_expression(source).evaluate({})
    assert thread_time() - begun < 1


def test_a_limit_says_what_was_exceeded() -> None:
    with pytest.raises(FeelLimitError, match="more than 400000 steps"):
        compile_expression("for i in 1..1000, j in 1..1000 return i").evaluate({})


def test_one_evaluation_leaves_nothing_of_its_budget_to_the_next() -> None:
    expression = compile_expression("count(for i in 1..20000 return i)")

    assert [expression.evaluate({}) for _ in range(4)] == [20_000] * 4


@pytest.fixture
def no_collection() -> Iterator[None]:
    """Keep the garbage collector's pauses out of what is measured."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collection")
@pytest.mark.parametrize("part", range(FUZZED // EACH))
def test_random_sources_only_ever_raise_errors_of_their_own_and_soon(part: int) -> None:
    sources, slowest = Sources(seed=20_191_231 + part), (0.0, "")
    for number in range(EACH):
        source = sources.one()
        begun = thread_time()
        with suppress(FeelError):  # broken sources are meant to be refused
            compile_expression(source).evaluate(CONTEXT)
        slowest = max(slowest, (thread_time() - begun, source))
        if number % 2_000 == 0:
            compile_expression.cache_clear()
            gc.collect()

    assert slowest[0] < 0.2, slowest
