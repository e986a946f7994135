"""Models: requirements, boxed expressions, functions, services, types and imports."""

from decimal import Decimal

import pytest

from engine.base.errors import ModelRefusedError, NotFoundError
from engine.dmn import load_model
from tests.engine.dmn.models import asks, decision, definitions, given, knows, literal, load, needs, read, table

BKM = (
    '<businessKnowledgeModel id="share" name="share"><variable name="share"/><encapsulatedLogic>'
    '<formalParameter name="votes" typeRef="number"/><formalParameter name="total" typeRef="number"/>'
    + literal("votes / total")
    + "</encapsulatedLogic></businessKnowledgeModel>"
)


def test_a_decision_asks_those_it_requires_each_once() -> None:
    model = load(
        given("x"),
        decision("base", needs("x") + table(["x"], [(["-"], ["x + 1"])])),
        decision("left", asks("base") + literal("base * 2")),
        decision("right", asks("base") + literal("base * 3")),
        decision("top", asks("left", "right") + literal("left + right")),
    )

    result = model.evaluate("top", {"x": 1})

    assert result.value == 10
    assert [rule.decision_id for rule in result.rules] == ["base"]


def test_a_decision_not_needed_is_not_taken() -> None:
    model = load(
        given("x"),
        decision("costly", needs("x") + table(["x"], [(["-"], ["1"])])),
        decision("top", needs("x") + asks("costly") + literal("if x > 1 then 0 else costly")),
    )

    assert model.evaluate("top", {"x": 5}).rules == []
    assert len(model.evaluate("top", {"x": 1}).rules) == 1


def test_a_decision_sees_only_what_it_requires() -> None:
    model = read(given("x"), given("y"), decision("d", needs("x") + literal("y")))

    assert model.evaluate("d", {"x": 1, "y": 2}).value is None
    assert [(finding.rule, finding.line) for finding in model.findings] == [("feel-unknown-name", 1)]


def test_a_decision_is_found_by_id_or_name_and_else_refused() -> None:
    model = load('<decision id="d1" name="Kết luận">' + literal("1") + "</decision>")

    assert model.evaluate("d1", {}).value == model.evaluate("Kết luận", {}).value == 1
    with pytest.raises(NotFoundError):
        model.evaluate("other", {})


def test_a_knowledge_model_is_called_from_text_and_from_an_invocation() -> None:
    invocation = (
        f"<invocation>{literal('share')}"
        f'<binding><parameter name="votes"/>{literal("4")}</binding>'
        f'<binding><parameter name="total"/>{literal("5")}</binding></invocation>'
    )
    model = load(
        BKM,
        decision("text", knows("share") + literal("share(total: 10, votes: 9)")),
        decision("boxed", knows("share") + invocation),
        decision("wrong", knows("share") + literal('share("9", 10)')),
    )

    assert model.evaluate("text", {}).value == Decimal("0.9")
    assert model.evaluate("boxed", {}).value == Decimal("0.8")
    assert model.evaluate("wrong", {}).value is None
    assert model.invoke("share", {"votes": 1, "total": 2}).value == Decimal("0.5")


F = '<functionDefinition><formalParameter name="n"/>' + literal("n * 2") + "</functionDefinition>"


def entry(name: str, body: str) -> str:
    return f'<contextEntry><variable name="{name}"/>{body}</contextEntry>'


def loop(kind: str, items: str, last: str, text: str) -> str:
    return f'<{kind} iteratorVariable="i"><in>{literal(items)}</in><{last}>{literal(text)}</{last}></{kind}>'


BOXED = {
    "context": (f"<context>{entry('a', literal('1'))}{entry('b c', literal('a + 1'))}</context>", {"a": 1, "b c": 2}),
    "result": (f"<context>{entry('a', literal('1'))}<contextEntry>{literal('a + 1')}</contextEntry></context>", 2),
    "list": (f"<list>{literal('1')}{literal('2')}</list>", [1, 2]),
    "relation": (
        f'<relation><column name="code"/><column name="n"/><row>{literal("null")}{literal("2")}</row></relation>',
        [{"code": None, "n": 2}],
    ),
    "function": (f"<context>{entry('f', F)}<contextEntry>{literal('f(4)')}</contextEntry></context>", 8),
    "conditional": (
        f"<conditional><if>{literal('1 > 2')}</if><then>{literal('1')}</then><else>{literal('2')}</else></conditional>",
        2,
    ),
    "for": (loop("for", "[1, 2]", "return", "i * i"), [1, 4]),
    "every": (loop("every", "[1, 2]", "satisfies", "i > 1"), False),
    "some": (loop("some", "[1, 2]", "satisfies", "i > 1"), True),
    "some unclear": (loop("some", "[1, 2]", "satisfies", "null"), None),
    "filter": (f"<filter><in>{literal('[1, 2, 3]')}</in><match>{literal('item > 1')}</match></filter>", [2, 3]),
}


@pytest.mark.parametrize("name", BOXED)
def test_a_boxed_expression_comes_to_its_value(name: str) -> None:
    body, expected = BOXED[name]

    assert read(decision("d", body)).evaluate("d", {}).value == expected


ITEMS = """
<itemDefinition name="tAward">
<typeRef>string</typeRef><allowedValues><text>"CTDCP", "BKTT"</text></allowedValues></itemDefinition>
<itemDefinition name="tPerson"><itemComponent name="name"><typeRef>string</typeRef></itemComponent>
<itemComponent name="awards" isCollection="true"><typeRef>tAward</typeRef></itemComponent></itemDefinition>
"""


def test_a_value_of_the_wrong_type_is_null() -> None:
    model = load(ITEMS, given("p", "tPerson"), decision("d", needs("p") + literal("p.name")))

    assert model.evaluate("d", {"p": {"name": "An", "awards": ["CTDCP"]}}).value == "An"
    assert model.evaluate("d", {"p": {"name": 5, "awards": []}}).value is None
    result = model.evaluate("d", {"p": {"name": "An", "awards": ["other"]}})
    assert result.value is None
    assert str(result.warnings[0]) == "The value of “p” has the wrong type."


@pytest.mark.parametrize("value", ['"other"', '["other"][1]', '{name: "An", awards: ["other"]}.awards[1]'])
def test_an_instance_of_a_type_need_not_be_one_of_its_allowed_values(value: str) -> None:
    asked = f"[{value} instance of tAward, {{name: null, awards: [{value}]}} instance of tPerson, 5 instance of tAward]"
    assert load(ITEMS, decision("d", literal(asked))).evaluate("d", {}).value == [True, True, False]


def test_one_item_and_a_list_of_it_stand_for_each_other() -> None:
    numbers = '<itemDefinition name="tNumbers" isCollection="true"><typeRef>number</typeRef></itemDefinition>'
    one, many = decision("one", literal("[5]"), "number"), decision("many", literal("{a: 5}.a"), "tNumbers")
    model = load(numbers, one, many)

    assert model.evaluate("one", {}).value == 5
    assert model.evaluate("many", {}).value == [5]


def test_a_service_answers_for_its_inputs_alone() -> None:
    service = (
        '<decisionService id="s" name="s"><outputDecision href="#top"/><inputDecision href="#base"/>'
        '<inputData href="#in_x"/></decisionService>'
    )
    model = load(
        given("x"),
        decision("base", literal("1")),
        decision("top", needs("x") + asks("base") + literal("x + base")),
        decision("outer", knows("s") + literal("s(1, 41)")),
        service,
    )

    assert model.evaluate_service("s", {"x": 1, "base": 9}).value == 10
    assert model.evaluate("outer", {}).value == 42


def test_an_imported_model_is_reached_by_its_name() -> None:
    inner = load_model(definitions(BKM + ITEMS, namespace="urn:inner"))
    imports = '<import namespace="urn:inner" name="rules"/>'
    requirement = '<knowledgeRequirement><requiredKnowledge href="urn:inner#share"/></knowledgeRequirement>'
    body = definitions(
        imports + given("p", "rules.tAward") + decision("d", needs("p") + requirement + literal("rules.share(1, 2)"))
    )

    assert load_model(body, {"urn:inner": inner}).evaluate("d", {"p": "CTDCP"}).value == Decimal("0.5")
    with pytest.raises(ModelRefusedError, match="The imported model “urn:inner” is missing"):
        load_model(body)


def test_a_model_imported_twice_takes_the_inputs_given_under_each_import() -> None:
    inner = load_model(definitions(given("name"), namespace="urn:a"))
    requires = '<informationRequirement><requiredInput href="urn:a#in_name"/></informationRequirement>'
    middle = '<import namespace="urn:a" name="A"/>' + decision("hello", requires + literal('"Hello " + A.name'))
    imports = '<import namespace="urn:b" name="B"/><import namespace="urn:c" name="C"/>'
    asked = "".join(
        f'<informationRequirement><requiredDecision href="{space}#hello"/></informationRequirement>'
        for space in ("urn:b", "urn:c")
    )
    models = {space: load_model(definitions(middle, namespace=space), {"urn:a": inner}) for space in ("urn:b", "urn:c")}
    outer = load_model(definitions(imports + decision("d", asked + literal('B.hello + ", " + C.hello'))), models)

    apart = {"B": {"A": {"name": "An"}}, "C": {"A": {"name": "Bình"}}}
    assert outer.evaluate("d", apart).value == "Hello An, Hello Bình"
    assert outer.evaluate("d", {"A": {"name": "Chi"}}).value == "Hello Chi, Hello Chi"
    assert outer.evaluate("d", {"name": "Dũng"}).value == "Hello Dũng, Hello Dũng"


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (decision("d", literal("1 +")), "feel-syntax"),
        (decision("d", literal("unknown")), "feel-unknown-name"),
        (decision("d", literal("1"), "tMissing"), "dmn-unknown-type"),
        (decision("d", needs("missing") + literal("1")), "dmn-reference"),
        (decision("d", literal("1")) * 2, "dmn-id"),
        (decision("d", table(["1"], [], 'hitPolicy="SOME"')), "dmn-hit-policy"),
        (decision("d", table(["1"], [], 'hitPolicy="PRIORITY"')), "dmn-hit-policy"),
        (decision("d", table(["1"], [], 'hitPolicy="OUTPUT ORDER"')), "dmn-hit-policy"),
        (decision("d", '<functionDefinition kind="Java"/>'), "dmn-external-function"),
    ],
)
def test_a_faulty_model_is_refused_with_rule_element_and_line(body: str, rule: str) -> None:
    with pytest.raises(ModelRefusedError) as refused:
        load_model(definitions("\n" + body), file="x.dmn")

    finding = refused.value.findings[0]
    assert (finding.rule, finding.file, finding.line) == (rule, "x.dmn", 2)
    assert finding.element in ("d", "in_missing", "")


@pytest.mark.parametrize(
    "data", [b"<a/>", b"no xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', definitions("")[:-5]]
)
def test_what_is_no_model_is_refused(data: bytes) -> None:
    with pytest.raises(ModelRefusedError):
        load_model(data)


def test_a_decision_that_requires_itself_finds_nothing() -> None:
    model = load(decision("d", asks("d") + literal("if d = null then 1 else 2")))

    assert model.evaluate("d", {}).value == 1
