"""Decision tables: hit policies, defaults, allowed values, and which rules fired."""

from decimal import Decimal
from typing import Any
from unicodedata import normalize

import pytest

from tests.engine.dmn.models import cell, decision, given, literal, load, needs, read, table

RULES = [(["< 10"], ["1"]), (["< 20"], ["3"]), ([">= 5"], ["2"])]
OUTPUT = f'<output name="result">{cell("outputValues", "3, 2, 1")}</output>'


def decide(policy: str, value: Any) -> Any:
    model = load(given("x", "number"), decision("d", needs("x") + table(["x"], RULES, policy, OUTPUT)))
    return model.evaluate("d", {"x": value})


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_large_table_finds_a_text_in_whatever_form_it_was_typed(form: Any) -> None:
    rules = [([f'"{normalize(form, "Điều")} {n}"'], [str(n)]) for n in range(12)]
    model = load(given("x"), decision("d", needs("x") + table(["x"], rules)))
    assert [model.evaluate("d", {"x": normalize(one, "Điều 7")}).value for one in ("NFC", "NFD")] == [7, 7]


@pytest.mark.parametrize(
    ("policy", "value", "expected", "fired"),
    [
        ('hitPolicy="UNIQUE"', 15, None, []),
        ('hitPolicy="UNIQUE"', 25, 2, [3]),
        ('hitPolicy="ANY"', 15, None, []),
        ('hitPolicy="ANY"', 25, 2, [3]),
        ('hitPolicy="FIRST"', 7, 1, [1]),
        ('hitPolicy="PRIORITY"', 7, 3, [2]),
        ('hitPolicy="RULE ORDER"', 7, [1, 3, 2], [1, 2, 3]),
        ('hitPolicy="OUTPUT ORDER"', 7, [3, 2, 1], [2, 3, 1]),
        ('hitPolicy="COLLECT"', 7, [1, 3, 2], [1, 2, 3]),
        ('hitPolicy="COLLECT" aggregation="SUM"', 7, 6, [1, 2, 3]),
        ('hitPolicy="COLLECT" aggregation="MIN"', 7, 1, [1]),
        ('hitPolicy="COLLECT" aggregation="MAX"', 7, 3, [2]),
        ('hitPolicy="COLLECT" aggregation="COUNT"', 7, 3, [1, 2, 3]),
    ],
)
def test_a_hit_policy_chooses_the_result_and_the_rules(
    policy: str, value: int, expected: Any, fired: list[int]
) -> None:
    result = decide(policy, value)

    assert result.value == expected
    assert [rule.index for rule in result.rules] == fired


def test_rules_that_break_uniqueness_are_told() -> None:
    result = decide('hitPolicy="UNIQUE"', 15)

    assert [str(warning) for warning in result.warnings] == ["Only one rule may match, but these do: 2, 3."]


def test_a_fired_rule_carries_its_legal_source() -> None:
    (rule,) = decide('hitPolicy="UNIQUE"', 25).rules

    assert (rule.decision_id, rule.rule_id, rule.annotations) == ("d", "r3", {"source": "Điều 3"})


def test_several_outputs_make_a_context() -> None:
    outputs = '<output name="award"/><output name="limit" typeRef="number"/>'
    body = table(["x"], [(["1"], ['"CTDCP"', "2 * x"])], outputs=outputs)
    model = load(given("x"), decision("d", needs("x") + body))

    assert model.evaluate("d", {"x": 1}).value == {"award": "CTDCP", "limit": Decimal(2)}


def test_without_a_match_the_default_holds() -> None:
    output = f'<output name="result">{cell("defaultOutputEntry", "0")}</output>'
    model = load(given("x"), decision("d", needs("x") + table(["x"], [(["1"], ["1"])], outputs=output)))

    assert model.evaluate("d", {"x": 5}).value == 0
    assert model.evaluate("d", {"x": 5}).rules == []


def test_without_a_match_or_default_there_is_no_result() -> None:
    model = load(given("x"), decision("d", needs("x") + table(["x"], [(["1"], ["1"])])))

    assert model.evaluate("d", {"x": 5}).value is None


def test_a_value_outside_the_allowed_ones_gives_no_result() -> None:
    column = f"<input><inputExpression><text>x</text></inputExpression>{cell('inputValues', '1, 2')}</input>"
    rule = f'<rule id="r1">{cell("inputEntry", "-")}{cell("outputEntry", "1")}</rule>'
    body = f'<decisionTable>{column}<output name="result"/>{rule}</decisionTable>'
    model = load(given("x"), decision("d", needs("x") + body))

    assert model.evaluate("d", {"x": 2}).value == 1
    result = model.evaluate("d", {"x": 3})
    assert result.value is None
    assert "is not one of the allowed values" in str(result.warnings[0])


def test_a_row_without_all_its_cells_is_refused() -> None:
    model = read(given("x"), decision("d", needs("x") + table(["x"], [(["1", "2"], ["1"])])))

    assert [finding.rule for finding in model.findings] == ["dmn-table-cells"]


def findings(
    inputs: list[str], rules: list[tuple[list[str], list[str]]], policy: str = 'hitPolicy="UNIQUE"'
) -> list[str]:
    names = [given(name) for name in inputs]
    model = read(*names, decision("d", needs(*inputs) + table(inputs, rules, policy)))
    return [str(finding.message) for finding in model.findings]


def test_a_complete_table_is_left_in_peace() -> None:
    rules = [(["< 80"], ["1"]), (["[80..90)"], ["2"]), ([">= 90"], ["3"])]

    assert findings(["x"], rules) == []


def test_a_gap_is_found_with_an_example() -> None:
    assert findings(["x"], [(["< 80"], ["1"]), (["> 80"], ["2"])]) == ["No rule covers: x = 80."]


def test_an_overlap_is_found_with_its_rules() -> None:
    rules = [(["<= 80"], ["1"]), ([">= 80"], ["2"])]

    assert findings(["x"], rules) == ["Rules 1 and 2 can match at once."]


def test_a_rule_behind_others_is_found() -> None:
    rules = [(["-", '"a"'], ["1"]), (["< 3", '"a"'], ["2"]), (["-", "-"], ["3"])]

    assert findings(["x", "y"], rules, 'hitPolicy="FIRST"') == [
        "Rule 2 can never give the result: earlier rules cover it."
    ]


def test_cells_of_the_wrong_kind_are_warned_of() -> None:
    rules = [(['"ba"'], ['"x"']), (["3"], ["1"])]
    model = read(
        given("votes", "number")
        + given("name", "string")
        + decision("d", needs("votes") + table(["votes"], rules, outputs='<output name="r" typeRef="string"/>'))
        + decision("e", needs("votes", "name") + literal("votes + name"))
    )

    assert sorted((f.severity, str(f.message)) for f in model.findings if f.rule == "feel-type") == [
        ("warning", "+ does not work between number and string."),
        ("warning", "This result is of kind number, but the column wants string."),
        ("warning", "Values of kind number never pass this test of kind string."),
    ]
