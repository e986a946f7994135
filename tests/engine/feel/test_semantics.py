"""What expressions come to, as FEEL text; null where the specification has no value."""

from unicodedata import normalize

import pytest

from engine.feel import compile_expression, show

CONTEXT = {
    "x": 5,
    "votes": 9,
    "total": 10,
    "award": "CTDCP",
    "Monthly Salary": 1200,
    "person": {"name": "An", "age": 30, "titles": [{"code": "CSTD", "year": 2018}, {"code": "CSTĐ bộ", "year": 2019}]},
    "half": 0.5,
    "nothing": None,
    "composed": "Đề nghị",
    "apart": normalize("NFD", "Đề nghị"),
}

ARITHMETIC = [
    ("1 + 2 * 3", "7"),
    ("(1 + 2) * 3", "9"),
    ("0.1 + 0.2 = 0.3", "true"),
    ("1 / 3", "0.3333333333333333333333333333333333"),
    ("-5 ** 2", "25"),
    ("3 ** 4 ** 2", "6561"),
    ("1 / 0", "null"),
    ('1 + "1"', "null"),
    ('"Cờ " + "thi đua"', '"Cờ thi đua"'),
    ("null + 1", "null"),
    ("10 ** 7000", "null"),
    ("- x", "-5"),
    ("half * 2", "1"),
]
LOGIC = [
    ("true and null", "null"),
    ("false and null", "false"),
    ("true or null", "true"),
    ("false or null", "null"),
    ("true and true and false", "false"),
    ("null or null or true", "true"),
    ('true and "yes"', "null"),
    ("not(null)", "null"),
    ("if null then 1 else 2", "2"),
    ("null = null", "true"),
    ("null != 1", "true"),
    ('1 = "1"', "null"),
    ('1 < "2"', "null"),
    ("[1, 2] = [1, 2]", "true"),
    ("{a: 1} = {a: 2}", "false"),
    ("x between 1 and 5", "true"),
    ('votes / total >= 0.8 and award = "CTDCP"', "true"),
]
MEMBERSHIP = [
    ("5 in [1..5]", "true"),
    ("5 in [1..5)", "false"),
    ("5 in ]5..9]", "false"),
    ("x in (< 3, > 4)", "true"),
    ("x in (1, 2, 3)", "false"),
    ("x in [1, 5]", "true"),
    ("x in > 4", "true"),
    ("1 in ([0, 1])[1]", "false"),
    ('"b" in ["a".."c"]', "true"),
]
ENDS = [
    ("5 in [nothing..10]", "null"),
    ("5 in (1..nothing)", "null"),
    ("5 in [2, [nothing..10]]", "false"),
    ("[nothing..10]", "null"),
    ("[null..10)", "null"),
    ("(< 10) = [null..10)", "false"),
    ("(< nothing)", "null"),
    ("5 in (< 10)", "true"),
    ("for i in [1..nothing] return i", "null"),
    ("before(1, [nothing..10])", "null"),
    ('range("[1..)")', ">=1"),
    ('range("[null..2]")', "null"),
    ("[1..10[.start", "1"),
    ("]1..10[.end included", "false"),
    ("]1..10[ = (1..10)", "true"),
]
NANOSECONDS = [
    ('duration("PT0.000000001S")', "PT0.000000001S"),
    ('duration("-P1DT0.5000000019S")', "-P1DT0.500000001S"),
    ('duration("PT1.123456789S").seconds', "1.123456789"),
    ('@"2026-01-01T00:00:00.123456789Z" - @"2026-01-01T00:00:00Z"', "PT0.123456789S"),
    ('@"2025-12-31T23:59:59.999999999Z" + @"PT0.000000001S"', "2026-01-01T00:00:00Z"),
    ('@"2026-01-01T00:00:00Z" - @"PT0.000000001S"', "2025-12-31T23:59:59.999999999Z"),
    ('@"23:59:59.999999999" + @"PT0.000000002S"', "00:00:00.000000001"),
    ('@"10:00:00.000000001" - @"10:00:00"', "PT0.000000001S"),
    ('abs(-@"PT0.000000001S") * 3', "PT0.000000003S"),
    ('@"PT0.000000009S" / @"PT0.000000003S"', "3"),
    ('@"PT0.000000001S" = @"PT0.000000002S"', "false"),
    ('max(@"PT0.000000001S", @"PT0S")', "PT0.000000001S"),
]
FORMS = [
    ("apart = composed", "true"),
    ('apart = "Đề nghị"', "true"),
    ("apart < composed", "false"),
    ("composed in [apart]", "true"),
    ('apart in ["Đề".."Đề nghị"]', "true"),
    ("list contains([apart], composed)", "true"),
    ("count(distinct values([apart, composed]))", "1"),
    ("index of([apart], composed)", "[1]"),
    ("[apart] = [composed]", "true"),
]
LISTS = [
    ("[1, 2, 3][2]", "2"),
    ("[1, 2, 3][-1]", "3"),
    ("[1, 2, 3][4]", "null"),
    ("[1, 2, 3][item >= 2]", "[2, 3]"),
    ("5[item > 2]", "[5]"),
    ("null[1]", "null"),
    ("person.titles[year = 2019].code", '["CSTĐ bộ"]'),
    ("person.titles.year", "[2018, 2019]"),
    ("person.missing", "null"),
    ("[[1], [2, 3]][2][1]", "2"),
    ("for i in 1..4 return i * i", "[1, 4, 9, 16]"),
    ("for i in 3..1 return i", "[3, 2, 1]"),
    ("for i in [1, 2], j in [i..2] return i * 10 + j", "[11, 12, 22]"),
    ("for i in 1..5 return if i < 3 then 1 else partial[-1] + partial[-2]", "[1, 1, 2, 3, 5]"),
    ("some v in [1, 2] satisfies v > 1", "true"),
    ("every v in [] satisfies v > 1", "true"),
    ("every v in [1, null] satisfies v > 0", "null"),
]
CONTEXTS = [
    ("{a: 1, b: a + 1}.b", "2"),
    ('{"two words": 1}.two words', "1"),
    ("{a: 1, a: 2}", "null"),
    ("{a b: 1, c: a b * 2}.c", "2"),
    ("{x: 1, y: {z: x}}.y.z", "1"),
    ("Monthly Salary * 12", "14400"),
]
FUNCTIONS = [
    ("(function(a, b) a + b)(1, 2)", "3"),
    ("(function(a: number, b: number) a - b)(b: 1, a: 3)", "2"),
    ('(function(a: number) a)("x")', "null"),
    ("(function(a) a)(1, 2)", "null"),
    ("{f: function(n) if n <= 1 then 1 else n * f(n - 1), r: f(5)}.r", "120"),
    ("{f: function(a) function(b) a + b, r: f(1)(2)}.r", "3"),
    ("sort([3, 1, 2], function(a, b) a > b)", "[3, 2, 1]"),
    ("unknown function(1)", "null"),
]
TYPES = [
    ("5 instance of number", "true"),
    ("null instance of number", "false"),
    ("[1, 2] instance of list<number>", "true"),
    ('[1, "2"] instance of list<number>', "false"),
    ('{a: 1, b: "x"} instance of context<a: number>', "true"),
    ("[1..2] instance of range<number>", "true"),
    ('@"P1D" instance of days and time duration', "true"),
    ("(function(a: number) a) instance of function<number> -> number", "true"),
    ("5 instance of unknownType", "null"),
]


@pytest.mark.parametrize(
    ("source", "expected"),
    ARITHMETIC + LOGIC + MEMBERSHIP + ENDS + NANOSECONDS + FORMS + LISTS + CONTEXTS + FUNCTIONS + TYPES,
)
def test_an_expression_comes_to_its_value(source: str, expected: str) -> None:
    value = compile_expression(source).evaluate(CONTEXT)

    assert (show([value])[1:-1] if value is not None else "null") == expected


def test_numbers_from_the_host_come_back_as_decimals() -> None:
    value = compile_expression("[x, half, person.age]").evaluate(CONTEXT)

    assert [type(number).__name__ for number in value] == ["Decimal"] * 3


def test_true_of_the_host_stays_a_truth_value() -> None:
    assert compile_expression("flag").evaluate({"flag": True}) is True
    assert compile_expression("flag = 1").evaluate({"flag": True}) is None


def test_an_expression_names_the_variables_it_reads() -> None:
    expression = compile_expression("for i in members return votes[person = i].score + bonus")

    assert expression.names == {"members", "votes", "bonus"}
    assert expression.maybe_names == {"person"}


def test_what_a_filter_may_read_is_kept_apart_from_what_it_must() -> None:
    assert compile_expression("count(list[year > limit])").maybe_names == {"year", "limit"}


def test_an_explanation_says_why_a_value_is_null() -> None:
    found = compile_expression('votes + "1"').explain({"votes": 3})

    assert found.value is None
    assert [str(warning) for warning in found.warnings] == ["+ does not work between number and string."]
    assert found.warnings[0].position == 6


def test_a_missing_variable_is_null_and_told() -> None:
    found = compile_expression("quorum > 3").explain({})

    assert found.value is None
    assert str(found.warnings[0]) == "There is no variable “quorum”."
