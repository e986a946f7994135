"""What an expression can never come to is told before deployment, with what may be meant."""

import pytest

from engine.bpmn.check import Known, check_diagram
from tests.engine import drawing as d
from tests.engine.bpmn.shapes.shape import sub, t, when
from tests.engine.bpmn.shapes.work import enough, loop

KNOWN = Known(
    forms=frozenset({"check_dossier"}), decisions=frozenset({"eligibility"}), processes=frozenset({"council_session"}),
    roles=frozenset({"unit_officer", "unit_head"}),
)  # fmt: skip
Found = set[tuple[str, str, str]]


def found(*parts: str) -> Found:
    findings = check_diagram(d.diagram(*parts), "x.bpmn", KNOWN)
    return {(f.rule, f.element, f.severity) for f in findings}


def chosen(condition: str) -> tuple[str, ...]:
    ways = d.path("begin", "n", "x", "z", "done") + d.flow("x", "a", condition) + d.path("a", "z")
    return (d.start(), d.gateway("exclusive", "x", "x__z"), t("n", "=1", "n"), t("a"), t("z"), d.end(), ways)


def alone(task: str) -> tuple[str, ...]:
    return (d.start(), task, d.end(), d.path("begin", "a", "done"))


NEVER = [
    *('="abc"', "= 1 + 2", '=duration("P1D")', "=[1]", "đủ số phiếu", "=đủ số phiếu", "=null"),
    *('= n > 1 and "x"', '= 1 < "2"', "=unheard(n)"),
    *(
        "=n + 1",
        "=-n",
        "=n ** 2",
        "=count(n)",
        "=string length(n)",
        "=[n]",
        "={a: n}",
        "=[1..n]",
        "=for i in n return i",
    ),
    *("=if n then 1 else n + 2", "=upper case(n)", "=today()", "=function(a) a"),
]


@pytest.mark.parametrize("condition", NEVER)
def test_a_condition_that_is_never_true_or_false_is_an_error_wherever_it_stands(condition: str) -> None:
    wrong = ("expression", "a", "error")
    assert ("expression", "x__a", "error") in found(*chosen(condition))
    assert wrong in found(*alone(d.node("task", "a", inner=loop(condition))))
    each = "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality>"
    many = f"{each}{enough(condition)}</bpmn:multiInstanceLoopCharacteristics>"
    assert wrong in found(*alone(d.node("task", "a", inner=many)))
    assert wrong in found(*alone(sub("a", t("b"), enough(condition), kind="adHocSubProcess")))
    assert wrong in found(*alone(d.node("intermediateCatchEvent", "a", inner=when(condition))))


@pytest.mark.parametrize(
    "condition",
    [
        "=n > 1",
        "n > 1",
        "= true",
        "=not(n = 1)",
        "=n in [1..3]",
        "=n in (1, 2)",
        "=n[1]",
        "=if n = 1 then n else 2",
        "=max(n)",
    ],
)
def test_a_condition_that_can_be_true_is_none(condition: str) -> None:
    assert {one for one in found(*chosen(condition)) if one[2] == "error"} == set()


@pytest.mark.parametrize(
    ("task", "rule", "meant"),
    [
        (d.script("a", "=coutn([1])", "r"), "expression", "count"),
        (d.script("a", "=working day after(now(), 3)", "r"), "expression", "working days after"),
        (d.user("a", '=["unit_oficer@A"]'), "role", "unit_officer"),
        (d.user("a", extension='<zeebe:formDefinition formId="check_dosier"/>'), "user-task", "check_dossier"),
        (d.node("businessRuleTask", "a", '<zeebe:calledDecision decisionId="eligiblity" resultVariable="r"/>'), "work",
         "eligibility"),
        (d.node("callActivity", "a", '<zeebe:calledElement processId="council_sesion"/>'), "call", "council_session"),
    ],
)  # fmt: skip
def test_a_name_that_is_not_known_comes_with_the_one_that_may_be_meant(task: str, rule: str, meant: str) -> None:
    findings = check_diagram(d.diagram(*alone(task)), "x.bpmn", KNOWN)
    assert [str(f.suggestion) for f in findings if f.rule == rule] == [f"“{meant}” may be meant."]


NAMING = {
    "call": lambda said: d.node("callActivity", "a", f'<zeebe:calledElement processId="{said}"/>'),
    "work": lambda said: d.node(
        "businessRuleTask", "a", f'<zeebe:calledDecision decisionId="{said}" resultVariable="r"/>'
    ),
    "work ": lambda said: d.service("a", said),
    "user-task": lambda said: d.user("a", '=["unit_head@A"]', extension=f'<zeebe:formDefinition formId="{said}"/>'),
}
BY_EXPRESSION = {
    "= n": "is known only when it runs",
    "= n + &quot;_session&quot;": "is known only when it runs",
    "= 1": "comes to a number",
    "= [&quot;council_session&quot;]": "comes to a list",
    "= n > 1": "comes to a boolean",
    "= null": "comes to a Null",
    "= council +": "processId: ",
}


@pytest.mark.parametrize("rule", NAMING)
@pytest.mark.parametrize("said", BY_EXPRESSION)
def test_what_is_named_by_an_expression_is_told_unless_it_is_sure(rule: str, said: str) -> None:
    parts = alone(NAMING[rule](said.replace(">", "&gt;")))
    told = [f for f in check_diagram(d.diagram(*parts), "x.bpmn", KNOWN) if f.rule == rule.strip()]
    assert [(f.element, f.severity) for f in told] == [("a", "error")]
    assert BY_EXPRESSION[said].replace("processId: ", ": ") in str(told[0].message)


@pytest.mark.parametrize(
    ("rule", "id"), [("call", "council_session"), ("work", "eligibility"), ("user-task", "check_dossier")]
)
def test_what_is_named_by_a_constant_is_that(rule: str, id: str) -> None:  # noqa: A002
    for said in (f"= &quot;{id}&quot;", f"= &quot;{id[:4]}&quot; + &quot;{id[4:]}&quot;"):
        assert found(*alone(NAMING[rule](said))) == set()
    assert (rule, "a", "error") in found(*alone(NAMING[rule](f"= &quot;{id}s&quot;")))


@pytest.mark.parametrize(
    ("said", "is_wrong"),
    [
        ('<zeebe:taskSchedule dueDate="10 ngày"/>', True),
        ('<zeebe:taskSchedule dueDate="2027-02-29"/>', True),
        ('<zeebe:taskSchedule dueDate="=5"/>', True),
        ('<zeebe:taskSchedule followUpDate="mai"/>', True),
        ('<zeebe:taskSchedule dueDate="2027-02-28T17:00:00+07:00"/>', False),
        ('<zeebe:taskSchedule dueDate="=working days after(now(), 3)"/>', False),
        ('<zeebe:priorityDefinition priority="high"/>', True),
        ('<zeebe:priorityDefinition priority="70"/>', False),
    ],
)
def test_a_date_or_priority_that_is_none_is_told(said: str, is_wrong: bool) -> None:
    assert (("expression", "a", "error") in found(*alone(d.user("a", extension=said)))) is is_wrong


def test_what_nothing_sets_is_told_where_a_condition_chooses_by_it() -> None:
    assert ("name", "x__a", "warning") in found(*chosen("=ti_le >= 0.8"))
    assert found(*chosen("=n >= 0.8")) == set()


@pytest.mark.parametrize("name", ["nullIsFlase", "missedTurn"])
def test_a_property_that_is_nearly_one_that_is_read_is_told(name: str) -> None:
    said = f'<zeebe:properties><zeebe:property name="{name}" value="true"/></zeebe:properties>'
    assert ("property", "a", "error") in found(*alone(d.node("task", "a", said)))


@pytest.mark.parametrize(
    ("task", "roles"),
    [
        (d.user("a", '=["unit_oficer@" + unit]'), ["unit_oficer"]),
        (d.user("a", "accounting, unit_head@A"), ["accounting"]),
        (d.user("a", '=["unit_haed@A", "person:1", "unit_head@B"]'), ["unit_haed"]),
        (d.user("a", '=[if x then "unit_haed@A" else "unit_head@A"]'), ["unit_haed"]),
        (d.script("a", '="unit_haed@" + unit', "r"), ["unit_haed"]),
        (d.script("a", '="me@mail.vn"', "r"), []),
        (d.script("a", '="somebody@" + host', "r"), []),
    ],
)
def test_a_role_that_nobody_holds_is_told_wherever_it_can_be_seen(task: str, roles: list[str]) -> None:
    findings = check_diagram(d.diagram(*alone(task)), "x.bpmn", KNOWN)
    assert [f.message.params["role"] for f in findings if f.rule == "role"] == roles


@pytest.mark.parametrize("said", ["=n + 1", "=count(n)", '=upper case("a")', "={a: n}", "=today()", '="abc"', "=5"])
def test_what_is_never_a_list_is_not_run_over(said: str) -> None:
    assert ("loop", "a", "error") in found(*alone(d.user("a", inner=d.each(said, "one", "all", "=one"))))


@pytest.mark.parametrize("said", ["=n", "=append(n, 1)", "=[n]", "=n[item > 1]", "=for i in n return i", "=n.people"])
def test_what_may_be_a_list_is_run_over(said: str) -> None:
    assert "loop" not in {rule for rule, *_ in found(*alone(d.user("a", inner=d.each(said, "one", "all", "=one"))))}


@pytest.mark.parametrize(
    ("said", "is_wrong"), [("=[n]", True), ("=now()", True), ("=n + 1", False), ("=count(n)", False)]
)
def test_a_number_of_turns_may_be_a_number(said: str, is_wrong: bool) -> None:
    many = f"<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>{said}</bpmn:loopCardinality>"
    drawn = d.node("task", "a", inner=f"{many}</bpmn:multiInstanceLoopCharacteristics>")
    assert (("loop", "a", "error") in found(*alone(drawn))) == is_wrong
