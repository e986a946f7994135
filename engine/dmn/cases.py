"""Test cases kept beside a decision model: what is given, what is expected, and what the model says.

`eligibility.tests.csv` (or `.xlsx`) lies beside `eligibility.dmn`. Its first row names the columns: input data by name,
`facts.years` for an entry of one; `expected` for the decision's value, `expected.result` for an entry of it; and if
wanted `case`, a name, and `decision`, the decision asked where the model has several. A cell is a number, `true`,
`false`, `null` or text; after `=` it is an expression. What is expected may be a test that reads the value as `?`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from engine.base.errors import BangVangError, Finding
from engine.base.text import N_, Text
from engine.dmn.model import Model
from engine.dmn.sheets import read_rows
from engine.feel.comparison import equal
from engine.feel.errors import FeelError
from engine.feel.expression import Expression, compile_expression
from engine.feel.showing import show_inner
from engine.feel.temporal.parsing import read_date
from engine.feel.types import Type
from engine.sheets import SheetRefusedError

SUFFIXES = (".tests.csv", ".tests.xlsx")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_CONSTANTS = {"true": True, "false": False, "null": None}


@dataclass(frozen=True)
class Case:
    """One row: what it gives to which decision, and what it expects by column."""

    row: int
    name: str
    decision: str
    given: dict[str, Any]
    expected: dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What became of a case: the columns in which the decision said something else, as FEEL, or why it said nothing."""

    case: Case
    found: Mapping[str, Any]
    different: tuple[str, ...]
    error: Text | None = None

    @property
    def passed(self) -> bool:
        """Say whether the decision said what was expected."""
        return not self.different and self.error is None

    def describe(self) -> Text:
        """Say what was expected and what was found."""
        if self.error is not None:
            params = {"row": self.case.row, "case": self.case.name, "error": self.error}
            return Text(N_("Test case in row %(row)s (%(case)s): %(error)s"), params)
        column = self.different[0]
        params = {
            "row": self.case.row, "case": self.case.name, "column": column,
            "expected": _shown(self.case.expected[column]), "found": show_inner(self.found[column]),
        }  # fmt: skip
        return Text(
            N_("Test case in row %(row)s (%(case)s): %(column)s should be %(expected)s, but is %(found)s."), params
        )


def _shown(wanted: Any) -> str:
    return wanted.source if isinstance(wanted, Expression) else show_inner(wanted)


def model_path(path: str) -> str | None:
    """Return the path of the model whose test cases a file holds, or None if it holds none."""
    suffix = next((suffix for suffix in SUFFIXES if path.endswith(suffix)), None)
    return None if suffix is None else path.removesuffix(suffix) + ".dmn"


def run_cases(model: Model, data: bytes, path: str) -> list[Outcome]:
    """Ask the model every case of a file. Raises SheetRefusedError where the file cannot be read."""
    return [_run(model, case) for case in read_cases(model, data, path)]


def check_cases(model: Model, data: bytes, path: str) -> list[Finding]:
    """Return a finding for each case that fails, with its row, or for a file that cannot be read."""
    try:
        outcomes = run_cases(model, data, path)
    except SheetRefusedError as error:
        return [Finding("decision-case", error.text, file=path)]
    return [
        Finding("decision-case", outcome.describe(), file=path, element=outcome.case.decision, line=outcome.case.row)
        for outcome in outcomes
        if not outcome.passed
    ]


def read_cases(model: Model, data: bytes, path: str) -> list[Case]:
    """Read the cases of a file. Raises SheetRefusedError."""
    rows = read_rows(data, path)
    if not rows:
        raise SheetRefusedError(Text(N_("The file holds no test case.")))
    names = [str(cell) for cell in rows[0][1]]
    if not any(_is_expected(name) for name in names):
        raise SheetRefusedError(Text(N_("No column is named “expected” or “expected.…”.")))
    _check_names(model, names)
    return [_case(model, names, number, cells) for number, cells in rows[1:]]


def _check_names(model: Model, names: list[str]) -> None:
    known = {part.name for part in model.inputs.values()} | set(model.imports)
    for name in names:
        is_own = name in ("case", "decision", "") or _is_expected(name)
        if not is_own and name.partition(".")[0] not in known and name not in known:
            raise SheetRefusedError(Text(N_("The model has no input data “%(name)s”."), {"name": name}))


def _is_expected(name: str) -> bool:
    return name == "expected" or name.startswith("expected.")


def _case(model: Model, names: list[str], row: int, cells: list[Any]) -> Case:
    given: dict[str, Any] = {}
    expected: dict[str, Any] = {}
    own = {"case": "", "decision": ""}
    for name, cell in zip(names, cells, strict=False):
        if cell == "" or not name:
            continue
        if name in own:
            own[name] = str(cell)
        elif _is_expected(name):
            expected[name] = _wanted(cell, row, name)
        else:
            _put(given, name.split("."), _given(model, name, cell, row))
    return Case(row, own["case"] or str(row), own["decision"] or _only_decision(model, row), given, expected)


def _only_decision(model: Model, row: int) -> str:
    """Return the decision no other requires, which a row without a name means."""
    asked = model.final_decisions()
    if len(asked) != 1:
        raise SheetRefusedError(Text(N_("Row %(row)s must name the decision it asks."), {"row": row}))
    return asked[0].name


def _put(values: dict[str, Any], path: list[str], value: Any) -> None:
    for name in path[:-1]:
        values = values.setdefault(name, {})
    values[path[-1]] = value


def _given(model: Model, name: str, cell: Any, row: int) -> Any:
    kind = next((part.kind for part in model.inputs.values() if part.name == name), None)
    if isinstance(cell, str) and kind == Type("string") and not cell.startswith("="):
        return cell
    if isinstance(cell, str) and kind == Type("date") and not cell.startswith("="):
        try:
            return read_date(cell)
        except FeelError as error:
            raise _refusal(row, name, error) from None
    return _value(cell, row, name)


def _value(cell: Any, row: int, name: str) -> Any:
    """Read a cell: numbers, `true`, `false`, `null`, after `=` an expression, anything else as text."""
    if not isinstance(cell, str):
        return cell
    if cell in _CONSTANTS:
        return _CONSTANTS[cell]
    if _NUMBER.fullmatch(cell):
        return Decimal(cell)
    if not cell.startswith("="):
        return cell
    try:
        return compile_expression(cell[1:]).evaluate({})
    except FeelError as error:
        raise _refusal(row, name, error) from None


def _wanted(cell: Any, row: int, name: str) -> Any:
    """Read what is expected: a value, or a test of it."""
    if isinstance(cell, str) and cell.startswith("=") and "?" in cell:
        try:
            test = compile_expression(cell[1:])
        except FeelError as error:
            raise _refusal(row, name, error) from None
        if "?" in test.names:
            return test
    return _value(cell, row, name)


def _refusal(row: int, name: str, error: BangVangError) -> SheetRefusedError:
    params = {"row": row, "column": name, "error": error.text}
    return SheetRefusedError(Text(N_("Row %(row)s, column “%(column)s”: %(error)s"), params))


def _run(model: Model, case: Case) -> Outcome:
    try:
        value = model.evaluate(case.decision, case.given).value
    except BangVangError as error:
        return Outcome(case, {}, (), error.text)
    found = {column: _entry(value, column.split(".")[1:]) for column in case.expected}
    return Outcome(case, found, tuple(_differing(case.expected, found)))


def _entry(value: Any, path: list[str]) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _differing(expected: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    for column, wanted in expected.items():
        value = found[column]
        if isinstance(wanted, Expression):
            if wanted.evaluate({"?": value}) is not True:
                yield column
            continue
        same_day = isinstance(wanted, str) and isinstance(value, date) and wanted == show_inner(value)
        if equal(wanted, value) is not True and not same_day:
            yield column
