"""Test cases beside a model: reading them, running them, and what is said of those that fail."""

from datetime import date

import pytest

from engine.dmn.cases import check_cases, model_path, run_cases
from engine.sheets import SheetRefusedError
from tests.engine.dmn.models import asks, decision, given, literal, load, needs, table
from tests.engine.sheets.books import workbook

RULES = [(["< 5"], ['"few"']), ([">= 5"], ['"many"'])]
TOLD = "{level: level, year: day.year, code: unit.code}"
MODEL = load(
    given("votes", "number")
    + given("day", "date")
    + given("unit")
    + decision("level", needs("votes") + table(["votes"], RULES))
    + decision("told", needs("day", "unit") + asks("level") + literal(TOLD))
)


def failures(text: str) -> list[str]:
    return [str(finding.message) for finding in check_cases(MODEL, text.encode(), "m.tests.csv")]


def test_cases_that_hold_say_nothing() -> None:
    text = '''case,votes,day,unit.code,expected.level,expected.year,expected
ít,4,2019-12-31,V01,few,2019,
nhiều,5,2020-01-01,V02,many,2020,"={level: ""many"", year: 2020, code: ""V02""}"
kiểm tra,7,2020-01-01,V02,,,"=?.year > 2019 and ?.level = ""many"""
'''
    assert failures(text) == []


def test_a_case_that_fails_is_told_with_row_expected_and_found() -> None:
    text = "case,decision,votes,expected\nđủ phiếu,level,5,many\nthiếu phiếu,level,4,many\n"

    findings = check_cases(MODEL, text.encode(), "m.tests.csv")

    assert [(f.rule, f.severity, f.file, f.element, f.line) for f in findings] == [
        ("decision-case", "error", "m.tests.csv", "level", 3)
    ]
    assert str(findings[0].message) == ('Test case in row 3 (thiếu phiếu): expected should be "many", but is "few".')


def test_a_semicolon_and_a_mark_of_byte_order_are_read_too() -> None:
    text = "\ufeffcase;decision;votes;expected\nx;level;4;few\n"
    assert failures(text) == []


def test_null_is_expected_by_its_word_and_an_empty_cell_expects_nothing() -> None:
    assert failures("decision,votes,expected\nlevel,,null\nlevel,5,\n") == []
    assert failures("decision,votes,expected\nlevel,9,null\n") == [
        'Test case in row 2 (2): expected should be null, but is "many".'
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no test case"),
        ("votes,day\n1,2\n", "No column is named"),
        ("vote,expected\n1,2\n", "no input data “vote”"),
        ("votes,day,expected\n1,ngày mai,x\n", "Row 2, column “day”: “ngày mai” is not a valid date."),
        ("votes,expected\n1,=1 +\n", "Row 2, column “expected”: At character 4"),
        ("votes,decision,expected\n1,khác,x\n", "There is no decision “khác”"),
        ('votes,expected\n"1,2\n', "quotation marks"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(text: str, said: str) -> None:
    assert said in failures(text)[0]


def test_a_model_of_several_last_decisions_wants_them_named() -> None:
    model = load(decision("a", literal("1")) + decision("b", literal("2")))

    with pytest.raises(SheetRefusedError, match="Row 2 must name the decision it asks"):
        run_cases(model, b"expected\n1\n", "m.tests.csv")


def test_a_workbook_holds_cases_with_typed_cells() -> None:
    data = workbook(
        ["case", "votes", "day", "unit.code", "expected.year", "expected.level"],
        ["đúng", 4, date(2019, 12, 31), "V01", 2019, "few"],
        ["sai", 4.5, date(2019, 12, 31), "V01", 2020, "few"],
    )

    outcomes = run_cases(MODEL, data, "m.tests.xlsx")

    assert [(outcome.case.row, outcome.passed) for outcome in outcomes] == [(2, True), (3, False)]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"case,expected\n1,2\n"])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    assert check_cases(MODEL, data, "m.tests.xlsx")[0].rule == "decision-case"


def test_cases_lie_beside_their_model() -> None:
    assert model_path("a/eligibility.tests.csv") == "a/eligibility.dmn"
    assert model_path("eligibility.tests.xlsx") == "eligibility.dmn"
    assert model_path("people.csv") is None
