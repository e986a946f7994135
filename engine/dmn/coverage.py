"""Gaps, overlaps and rules that never decide, found by trying values on each side of every boundary in a table."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, product
from math import prod
from typing import Any

from engine.base.text import N_, Text
from engine.dmn.builder import Builder
from engine.dmn.xmlnames import Element, child, children, text_of
from engine.feel import tree
from engine.feel.compiler import Closure, compile_node
from engine.feel.errors import FeelError
from engine.feel.expression import build_unary_tests
from engine.feel.frame import Frame, Root
from engine.feel.parser.names import NameIndex
from engine.feel.showing import show_inner

#: More cases than this are not tried.
MAX_CASES = 20_000
_OTHER = "…"


class _UncheckedError(Exception):
    """The table reads variables in its cells, so its cases cannot be told beforehand."""


def check_coverage(builder: Builder, table: Element) -> None:
    """Note gaps, overlaps and unreachable rules of a table whose cells are constants."""
    rules = list(children(table, "rule"))
    columns = list(children(table, "input"))
    if not rules or not columns:
        return
    try:
        cases = [_column(builder, column, at, rules) for at, column in enumerate(columns)]
    except (_UncheckedError, FeelError):
        return  # what cannot be read is found elsewhere
    if prod(len(values) for values in cases) > MAX_CASES:
        return
    _Coverage(builder, table, columns, rules).report(cases)


#: The values tried in one column, each with the rules that let it pass as bits.
Cases = list[tuple[Any, int]]


def _column(builder: Builder, column: Element, at: int, rules: list[Element]) -> Cases:
    cells = [text_of(list(children(rule, "inputEntry"))[at : at + 1][0], "text") for rule in rules]
    allowed = text_of(child(column, "inputValues"), "text")
    tests = [_tests(builder, text) for text in cells]
    values = list(_values([*tests, *([_tests(builder, allowed)] if allowed else [])]))
    if allowed:
        admits = compile_node(_tests(builder, allowed))
        values = [value for value in values if _passes(admits, value)]
    closures = [compile_node(test) for test in tests]
    return [(value, sum(_passes(test, value) << row for row, test in enumerate(closures))) for value in values]


def _tests(builder: Builder, text: str) -> tree.Tests:
    if text in ("", "-"):
        return tree.Tests(0, (), negated=False)
    compiled = build_unary_tests(text, NameIndex(builder.words))
    if compiled.names or not isinstance(compiled.tree, tree.Tests):
        raise _UncheckedError
    return compiled.tree


def _passes(test: Closure, value: Any) -> bool:
    root = Root({})
    return test(Frame({"?": value}, root, root)) is True


def _values(tests: Iterable[tree.Tests]) -> Iterator[Any]:
    """Go through values on, between and beyond the constants the tests name."""
    constants = {value for test in tests for node in test.tests for value in _constants(node)}
    kinds = {type(value) for value in constants}
    if kinds == {bool}:
        yield from (True, False)
    elif kinds == {str}:
        yield from sorted(constants)
        yield _OTHER
    elif kinds == {Decimal}:
        yield from _around(sorted(constants), Decimal(1))
    elif kinds == {date}:
        yield from _around(sorted(constants), timedelta(days=1))
    elif kinds:
        raise _UncheckedError
    else:
        yield None


def _around(constants: list[Any], step: Any) -> Iterator[Any]:
    yield constants[0] - step
    yield from constants
    for low, high in pairwise(constants):
        between = low + (high - low) / 2
        if low < between < high:
            yield between
    yield constants[-1] + step


def _constants(node: tree.Node) -> Iterator[Any]:
    match node:
        case tree.Literal(value=bool() | str() | Decimal() | date()):
            yield node.value
        case tree.Negation() | tree.Call():
            value = compile_node(node)(Root({}))
            if not isinstance(value, Decimal | date):
                raise _UncheckedError
            yield value
        case tree.Test(operand=operand):
            yield from _constants(operand)
        case tree.RangeLiteral(start=start, end=end):
            yield from _constants(start)
            yield from _constants(end)
        case _:
            raise _UncheckedError


class _Coverage:
    """The cases of one table, and what they show."""

    def __init__(self, builder: Builder, table: Element, columns: list[Element], rules: list[Element]) -> None:
        self.builder = builder
        self.table = table
        self.labels = [column.get("label") or text_of(child(column, "inputExpression"), "text") for column in columns]
        self.rules = rules
        self.policy = table.get("hitPolicy", "UNIQUE")

    def report(self, cases: list[Cases]) -> None:
        """Try every combination and note what is wrong, each thing once."""
        gaps: list[str] = []
        overlaps: set[tuple[int, int]] = set()
        deciding = 0
        for combination in product(*cases):
            bits = (1 << len(self.rules)) - 1
            for _, passing in combination:
                bits &= passing
            if not bits:
                gaps.append(self._describe(combination))
                continue
            lowest = bits & -bits
            deciding |= lowest if self.policy == "FIRST" else bits
            if bits != lowest:
                overlaps.add((lowest.bit_length(), (bits & (bits - 1) & -(bits & (bits - 1))).bit_length()))
        self._note(gaps, overlaps, deciding)

    def _describe(self, combination: tuple[tuple[Any, int], ...]) -> str:
        parts = zip(self.labels, combination, strict=True)
        return ", ".join(f"{label} = {show_inner(value)}" for label, (value, _) in parts if value is not None)

    def _note(self, gaps: list[str], overlaps: set[tuple[int, int]], deciding: int) -> None:
        has_default = any(child(output, "defaultOutputEntry") is not None for output in children(self.table, "output"))
        if gaps and not has_default and self.policy in ("UNIQUE", "ANY", "FIRST", "PRIORITY"):
            text = Text(N_("No rule covers: %(case)s."), {"case": gaps[0]})
            self.builder.find(self.table, "dmn-table-gap", text, "warning")
        if self.policy == "UNIQUE":
            for first, second in sorted(overlaps):
                text = Text(N_("Rules %(first)s and %(second)s can match at once."), {"first": first, "second": second})
                self.builder.find(self.rules[second - 1], "dmn-table-overlap", text, "warning")
        for row, rule in enumerate(self.rules):
            if not deciding >> row & 1:
                text = Text(N_("Rule %(rule)s can never give the result: earlier rules cover it."), {"rule": row + 1})
                self.builder.find(rule, "dmn-table-unreachable", text, "warning")
