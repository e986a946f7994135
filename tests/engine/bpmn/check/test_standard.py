"""Each rule of the standard: a right diagram passes, a wrong one is named by rule and element."""

import pytest

from engine.base.errors import Finding, ModelRefusedError
from engine.releases.exchange import import_diagram
from tests.engine.bpmn.check.cases import CASES


def findings(data: bytes) -> list[Finding]:
    try:
        return import_diagram(data, "x.bpmn").warnings
    except ModelRefusedError as error:
        return error.findings


RIGHT = [(rule, number) for rule, (right, _) in CASES.items() for number in range(len(right))]
WRONG = [(rule, number) for rule, (_, wrong) in CASES.items() for number in range(len(wrong))]


@pytest.mark.parametrize(("rule", "number"), RIGHT)
def test_a_right_diagram_is_taken_in_without_a_word(rule: str, number: int) -> None:
    assert [(f.rule, str(f.message)) for f in findings(CASES[rule][0][number])] == []


@pytest.mark.parametrize(("rule", "number"), WRONG)
def test_a_wrong_diagram_is_named_by_rule_element_and_line(rule: str, number: int) -> None:
    data, element = CASES[rule][1][number]
    named = {(f.rule, f.element) for f in findings(data) if f.line and f.file == "x.bpmn" and f.suggestion}
    assert (rule, element) in named
