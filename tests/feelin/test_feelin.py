"""Our FEEL and npm `feelin` agree on 20,000 expressions; where they differ the specification decides."""

import math
from collections.abc import Iterable
from itertools import islice
from typing import Any

import pytest

from engine.feel import FeelError, compile_expression
from engine.feel.kinds import kind_of
from engine.feel.showing import show_inner
from tests.feelin.feelin import IS_THERE, MISSING, Tagged, feelin
from tests.feelin.sources import CONTEXT, Sources

pytestmark = pytest.mark.skipif(not IS_THERE, reason=MISSING)
PARTS, EACH, BATCH = 4, 5_000, 250
NAMES = {
    "date and time": "datetime",
    "days and time duration": "duration",
    "years and months duration": "duration",
    "Null": "null",
}
#: What the two say differently: an expression, our value, feelin's, and where the specification says so.
DIFFERENCES = [
    ("0.1 + 0.2 = 0.3", "true", "false", "10.3.2.3.1: numbers are decimal"),
    ("[1, 2] = [1]", "false", "null", "table 53: lists of different length are not equal"),
    ("[1] = 1", "null", "true", "10.3.2.2: values of two kinds do not compare"),
    ("coincides(1, 2)", "false", "null", "table 78"),
    ("starts([1..2], [3..4])", "false", "null", "table 78"),
    ("started by([1..5), 1)", "true", "null", "table 78"),
    ("finished by([1..5], 5)", "true", "null", "table 78"),
    ('-duration("P1D")', "-P1D", "null", "table 62"),
    ('duration("P1D") * 2', "P2D", "null", "table 58"),
    ('duration("P1Y") / 2', "P6M", "null", "table 58"),
    ("remove([1, 2, 3], -1)", "[1, 2]", "[1, 3]", "table 75, note 1: positions count from the end"),
    ("list replace([1, 2], -1, 9)", "[1, 9]", "[9, 2]", "table 75, note 1"),
    ("insert before([1, 2], 3, 9)", "null", "[1, 2, 9]", "table 75, note 1: a position lies within the list"),
    ("median([9, 4, 12, 3, 1])", "4", "3", "table 75: numbers are sorted as numbers"),
    ("mode([12, -2.5])", "[-2.5, 12]", "[12, -2.5]", "table 75: in ascending order"),
    ('years and months duration(date("2020-01-31"), date("2020-03-01"))', "P1M", "P1M1D", "table 73: whole months"),
    ('(["ab"])[contains(item, "a")]', '["ab"]', "[]", "10.3.2.5"),
    ('substring("abc", 9)', "null", '""', "table 74, note 1: a position lies within the text"),
    ("1 in [1] or true", "true", "false", "10.3.1.2: `in` binds closer than `or`"),
    ("every i in [1] satisfies null", "null", "false", "table 49: three-valued logic"),
    ('time("10:30:00") = time("10:30:00Z")', "true", "false", "table 53 and 10.3.2.3.4"),
    ("sort([2, null, 1], function(a, b) a < b)", "null", "[2, null, 1]", "table 80: the order is a boolean"),
]


def tagged(value: Any) -> Tagged:
    """Give a value of ours the shape feelin's have."""
    kind = kind_of(value)
    if kind == "list":
        return {"t": kind, "v": [tagged(item) for item in value]}
    if kind == "context":
        return {"t": kind, "v": {key: tagged(item) for key, item in value.items()}}
    if kind in ("string", "boolean"):
        return {"t": kind, "v": value}
    return {"t": NAMES.get(kind, kind), "v": show_inner(value)}


def is_same(ours: Tagged, theirs: Tagged) -> bool:
    """Compare; numbers as far as feelin's binary ones go."""
    if ours["t"] != theirs["t"]:
        return False
    mine, other = ours.get("v"), theirs.get("v")
    match ours["t"]:
        case "null":
            return True
        case "number":
            return math.isclose(float(str(mine)), float(str(other)), rel_tol=1e-9, abs_tol=1e-9)
        case "list":
            return len(mine or ()) == len(other or ()) and all(map(is_same, mine or (), other or ()))
        case "context":
            return set(mine or ()) == set(other or ()) and all(is_same(mine[key], other[key]) for key in mine or {})
    return bool(mine == other)


def distinct(sources: Sources) -> Iterable[str]:
    seen: set[str] = set()
    while True:
        source = sources.one()
        if source not in seen:
            seen.add(source)
            yield source


def ours(source: str) -> Tagged:
    try:
        return tagged(compile_expression(source).evaluate(CONTEXT))
    except FeelError as error:
        return {"t": "error", "v": str(error)}


@pytest.mark.parametrize("part", range(PARTS))
def test_both_come_to_the_same(part: int) -> None:
    made = iter(distinct(Sources(seed=19_450_000 + part)))
    differing = []
    with feelin() as other:
        for _ in range(EACH // BATCH):
            batch = list(islice(made, BATCH))
            other.ask_values(batch, CONTEXT)
            mine = [ours(source) for source in batch]
            pairs = zip(batch, mine, other.values(), strict=True)
            differing += [(source, one, two) for source, one, two in pairs if not is_same(one, two)]

    assert differing == []


def test_where_they_differ_ours_is_what_the_specification_says() -> None:
    sources = [source for source, _, _, _ in DIFFERENCES]
    with feelin() as other:
        other.ask_values(sources, {})
        theirs = other.values()

    for (source, mine, shown, _), value in zip(DIFFERENCES, theirs, strict=True):
        assert show_inner(compile_expression(source).evaluate({})) == mine, source
        assert not is_same(ours(source), value), f"feelin now agrees on {source}"
        assert plain(value) == shown, source


def plain(value: Tagged) -> str:
    """Write a value of feelin's as FEEL."""
    if value["t"] == "list":
        return "[" + ", ".join(map(plain, value["v"])) + "]"
    if value["t"] == "string":
        return f'"{value["v"]}"'
    return str(value.get("v", "null")).replace("True", "true").replace("False", "false")
