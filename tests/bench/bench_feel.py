"""FEEL against Python's own `eval` and against npm `feelin`, and a decision table of 50 rules and 6 inputs.

`feel.vs_python_eval` compares the cached evaluation of a gateway's condition with `eval` of the same, compiled;
`dmn.table50.vs_python_eval` compares one answer of the table with that same `eval`. `feel.vs_feelin` says how many
times longer feelin takes for the condition as its users call it; feelin offers no way to keep what it parsed.
"""

import time
from collections.abc import Callable, Mapping
from typing import Any

from engine.dmn import Model, load_model
from engine.feel import compile_expression
from tests.bench.report import Report
from tests.feelin.feelin import IS_THERE, MISSING, Feelin, feelin

CONDITION = 'votes / total >= 0.8 and award = "CTDCP"'
IN_PYTHON = 'votes / total >= 0.8 and award == "CTDCP"'
CONTEXT: Mapping[str, Any] = {"votes": 9, "total": 10, "award": "CTDCP"}
ROUNDS, MOMENTS = 15, 10
RULES = 50
AWARDS = ("LDTT", "CSTD", "BKTT", "BKCP", "HCLD", "CTDCP", "AHLD", "GKTT", "CTD", "TTLD")
LEVELS = ("unit", "bloc", "central", "state", "army")
ASKED = {"award": "HCLD", "level": "central", "years": 5, "share": 0.85, "date": "2019-12-31", "is_collective": True}


def measure(report: Report) -> None:
    """Measure the condition and the table turn about with `eval`, then feelin turn about with ours."""
    evaluate, table = compile_expression(CONDITION).evaluate, _table()
    assert evaluate(CONTEXT) is True
    assert table.evaluate("d", ASKED).value == "rule 25"
    ours, decided, python = [], [], []
    for _ in range(ROUNDS):
        python.append(_seconds(_python, 4_000))
        ours.append(_seconds(lambda: compile_expression(CONDITION).evaluate(CONTEXT), 1_000))
        decided.append(_seconds(lambda: table.evaluate("d", ASKED), 100))
    report.record("feel.evaluation", [one * 1e6 for one in ours], "µs")
    report.record("dmn.table50", [one * 1e6 for one in decided], "µs")
    report.ratio("feel.vs_python_eval", ours, python)
    report.ratio("dmn.table50.vs_python_eval", decided, python)
    _measure_feelin(report)


def _measure_feelin(report: Report) -> None:
    if not IS_THERE:
        print(f"  {MISSING}")
        return
    with feelin() as other:
        theirs, ours = [], []
        for _ in range(ROUNDS):
            theirs.append(_feelin_seconds(other))
            ours.append(_seconds(lambda: compile_expression(CONDITION).evaluate(CONTEXT), 1_000))
    report.record("feel.feelin", [one * 1e6 for one in theirs], "µs")
    report.ratio("feel.vs_feelin", theirs, ours)


def _feelin_seconds(other: Feelin) -> float:
    asked = [other.seconds(CONDITION, dict(CONTEXT), 20) for _ in range(MOMENTS)]
    assert all(value == {"t": "boolean", "v": True} for _, value in asked)
    return min(seconds for seconds, _ in asked)


_CODE = compile(IN_PYTHON, "condition", "eval")
_NO_BUILTINS: dict[str, Any] = {"__builtins__": {}}


def _python() -> Any:
    return eval(_CODE, _NO_BUILTINS, CONTEXT)  # noqa: S307 - the measure itself


def _seconds(work: Callable[[], Any], times: int) -> float:
    """Return the seconds of one call, at the quietest of several moments."""
    return min(_once(work, times // MOMENTS) for _ in range(MOMENTS))


def _once(work: Callable[[], Any], times: int) -> float:
    began = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - began) / times


def _table() -> Model:
    """Return a model of one table: 50 rules over six inputs, of which one rule matches."""
    columns = "".join(
        f'<input><inputExpression typeRef="{kind}"><text>{text}</text></inputExpression></input>'
        for text, kind in (
            ("award", "string"), ("level", "string"), ("years", "number"),
            ("share", "number"), ("date(date)", "date"), ("is_collective", "boolean"),
        )
    )  # fmt: skip
    data = "".join(f'<inputData id="i{name}" name="{name}"><variable name="{name}"/></inputData>' for name in ASKED)
    needs = "".join(
        f'<informationRequirement><requiredInput href="#i{name}"/></informationRequirement>' for name in ASKED
    )
    rules = "".join(map(_rule, range(1, RULES + 1)))
    return load_model(
        f'<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:bench" name="bench">{data}'
        f'<decision id="d" name="d"><variable name="d"/>{needs}<decisionTable hitPolicy="UNIQUE">{columns}'
        f'<output name="result"/>{rules}</decisionTable></decision></definitions>'.encode()
    )


def _rule(number: int) -> str:
    award, level = AWARDS[(number - 1) % 10], LEVELS[(number - 1) // 10]
    cells = (
        f'"{award}"',
        f'"{level}"',
        f"[{number % 3}..{number % 3 + 10})",
        ">= 0.8" if number % 2 else "-",
        '[date("2010-01-01")..date("2020-01-01")]' if number % 2 else '< date("2030-01-01")',
        "true" if number % 2 else "-",
    )
    tests = "".join(f"<inputEntry><text>{cell.replace('<', '&lt;')}</text></inputEntry>" for cell in cells)
    return f'<rule>{tests}<outputEntry><text>"rule {number}"</text></outputEntry></rule>'
