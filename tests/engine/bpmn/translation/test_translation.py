"""Diagrams of other engines become ours, and what nobody can say for them is named."""

import pytest

from engine.base.xml import parse_xml
from engine.bpmn.read.names import zeebe
from engine.bpmn.translation import juel, python, translate
from engine.bpmn.translation.note import UntranslatableError
from engine.feel import compile_expression
from engine.releases.exchange import import_diagram
from tests.engine import drawing as d

CAMUNDA = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
FLOWABLE = 'xmlns:flowable="http://flowable.org/bpmn"'
SPIFF = 'xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"'

JUEL = {
    "${approved}": "=approved",
    "${approved == true && amount >= 100}": "=approved = true and amount >= 100",
    "#{not empty names or names.size() gt 3}": (
        '=not((names = null or names instance of string and names = "" or count(names) = 0)) or count(names) > 3'
    ),
    "${a ? 'x' : 'y'}": '=if a then "x" else "y"',
    "user-${name}": '="user-" + string(name)',
    "${execution.getVariable('level')}": "=level",
    "${order['lines'].all[0]}": "=order.lines.all[1]",
    "${amount % 2 eq 0}": "=modulo(amount, 2) = 0",
    "clerk": "clerk",
}
PYTHON = {
    "a == 1 and b > 2": "(a = 1 and b > 2)",
    "x in [1, 2]": "list contains([1, 2], x)",
    "len([a, b]) >= 3": "count([a, b]) >= 3",
    "data['case']['level']": "data.case.level",
    "'x' if a else None": 'if a then "x" else null',
}


@pytest.mark.parametrize("text", JUEL)
def test_java_expressions_become_feel(text: str) -> None:
    found = juel.to_feel(text)
    assert found == JUEL[text]
    assert found[0] != "=" or compile_expression(found[1:])


@pytest.mark.parametrize("text", PYTHON)
def test_python_expressions_become_feel(text: str) -> None:
    assert python.to_feel(text) == PYTHON[text]
    assert compile_expression(PYTHON[text])


COUNTS = {"numberOfInstances": 3, "numberOfActiveInstances": 2}
COMES_TO = [
    ("${empty a}", {"a": "x"}, False), ("${empty a}", {"a": ""}, True), ("${empty a}", {"a": []}, True),
    ("${empty a}", {"a": [1]}, False), ("${empty a}", {"a": None}, True), ("${empty a}", {"a": 5}, False),
    ("${!empty a ? 1 : 2}", {"a": "x"}, 1), ("${not empty a && b}", {"a": "x", "b": True}, True),
    ("${(a ? 1 : 2) + 1}", {"a": True}, 2), ("${a - (b - c)}", {"a": 5, "b": 3, "c": 1}, 3),
    ("${loopCounter == 0}", {"loopCounter": 1}, True), ("${nrOfInstances - nrOfActiveInstances}", COUNTS, 1),
    ("${a.isEmpty()}", {"a": ""}, True),
    ("${a.isEmpty()}", {"a": "x"}, False), ("${a.isEmpty()}", {"a": []}, True), ("${!a.isEmpty()}", {"a": [1]}, True),
    ("${list[0]}", {"list": [7, 8]}, 7), ("v + [x]", {"v": [1], "x": 2}, [1, 2]), ("[0] + v", {"v": [1]}, [0, 1]),
    ("'a' in s", {"s": "xay"}, True), ("'a' in s", {"s": ["a"]}, True), ("'a' not in s", {"s": "xy"}, True),
    ("'a' in 'abc'", {}, True), ("2 in s", {"s": [1, 2]}, True), ("len(s)", {"s": "abc"}, 3),
    ("len(s)", {"s": [1, 2]}, 2), ("len('abc')", {}, 3), ("len(a['b'])", {"a": {"b": "xy"}}, 2),
    ("(1 if b else 2) + 1", {"b": True}, 2),
    ("(a if b else c) and d", dict.fromkeys("ab", True) | dict.fromkeys("cd", False), False),
    ("(a if b else c).d", {"a": {"d": 1}, "b": True, "c": {"d": 2}}, 1),
    ("-(a if b else c)", {"a": 1, "b": False, "c": 2}, -2),
    ("(a == 1) == (b == 2)", {"a": 1, "b": 3}, False), ("a - (b - c)", {"a": 5, "b": 3, "c": 1}, 3),
]  # fmt: skip


@pytest.mark.parametrize(("text", "given", "value"), COMES_TO)
def test_what_was_translated_comes_to_what_it_came_to(text: str, given: dict[str, object], value: object) -> None:
    feel = juel.to_feel(text).removeprefix("=") if "{" in text else python.to_feel(text)
    assert compile_expression(feel).evaluate(given) == value


@pytest.mark.parametrize(
    ("said", "given", "last"),
    [
        ("x = 1\nx = x + 1", {"x": 10}, {"x": 2}),
        ("x = x + 1\ny = x", {"x": 10}, {"x": 11, "y": 11}),
        ("x = 1\ny = x\nx = 5\nz = y + x", {}, {"x": 5, "y": 1, "z": 6}),
        ("y = x\nx = y + 1\ny = x * 2", {"x": 3}, {"x": 4, "y": 8}),
        ("v = [1]\nv = v + [2]\nv = v + [3]", {}, {"v": [1, 2, 3]}),
    ],
)
def test_what_a_script_assigns_again_is_what_it_was_assigned_last(
    said: str, given: dict[str, object], last: dict[str, object]
) -> None:
    whole = "{" + ", ".join(f"{name}: {value}" for name, value in python.entries(said)) + "}"
    found = compile_expression(whole).evaluate(given)
    assert {name: found[name] for name, _ in python.assignments(said)} == last


@pytest.mark.parametrize("text", ["${bean.run(x)}", "${a b}", "${}", "${a &}", "${x.y(}", "${'open}", "${a[b]}"])
def test_what_java_does_itself_is_named(text: str) -> None:
    with pytest.raises(UntranslatableError):
        juel.to_feel(text)


@pytest.mark.parametrize(
    "text",
    [
        "os.system('x')",
        "lambda: 1",
        "a @ b",
        "'%s' % a",
        "'=' * 3",
        "2 * [0]",
        "a and 'x' or 'y'",
        "1 < a < 3",
        "f'{a}'",
        "",
        "(" * 500,
        "x" * 9000,
    ],
)
def test_python_beyond_expressions_is_named(text: str) -> None:
    with pytest.raises(UntranslatableError):
        python.to_feel(text)


def file(space: str, *parts: str) -> bytes:
    return d.diagram(d.start(), d.end(), *parts).replace(
        b"<bpmn:definitions ", f"<bpmn:definitions {space} ".encode(), 1
    )


def became(data: bytes) -> dict[str, str]:
    return {note.said.split()[0].rstrip(",:"): note.became for note in translate(data).notes}


def test_a_camunda_7_diagram_becomes_ours_and_keeps_the_standard() -> None:
    held = (
        "<bpmn:extensionElements><camunda:inputOutput>"
        '<camunda:inputParameter name="level">${award.level}</camunda:inputParameter>'
        '<camunda:inputParameter name="hard"><camunda:script scriptFormat="groovy">1</camunda:script>'
        "</camunda:inputParameter>"
        "</camunda:inputOutput></bpmn:extensionElements>"
    )
    task = d.node("userTask", "u", inner=held).replace(
        "<bpmn:userTask ",
        '<bpmn:userTask camunda:candidateGroups="clerks, heads" camunda:formKey="embedded:app:forms/check.html" '
        'camunda:dueDate="${due}" camunda:asyncBefore="true" ',
    )
    work = d.node("serviceTask", "s").replace(
        "<bpmn:serviceTask ", '<bpmn:serviceTask camunda:class="gov.award.Notify" '
    )
    rule = d.node("businessRuleTask", "b").replace(
        "<bpmn:businessRuleTask ", '<bpmn:businessRuleTask camunda:decisionRef="fits" camunda:resultVariable="fit" '
    )
    gate = d.gateway("exclusive", "g", "g__done")
    flows = d.path("begin", "u", "s", "b", "g", "done"), d.flow("g", "u", "${level == 'A' && !done}")
    data = file(CAMUNDA, task, work, rule, gate, *flows)
    translated = translate(data)
    text = translated.data.decode()
    taken = import_diagram(translated.data, "x.bpmn")
    assert 'candidateGroups="=[&quot;clerks&quot;, &quot;heads&quot;]"' in text
    assert 'formId="check"' in text
    assert 'dueDate="=due"' in text
    assert 'type="gov.award.Notify"' in text
    assert 'decisionId="fits" resultVariable="fit"' in text
    assert '=level = "A" and not(done)' in text
    assert 'source="=award.level" target="level"' in text
    assert [note.said for note in translated.notes if not note.is_translated] == ["inputParameter hard"]
    assert {finding.rule for finding in taken.missing} <= {"user-task", "work"}


def test_a_flowable_loop_runs_over_its_collection() -> None:
    loop = (
        '<bpmn:multiInstanceLoopCharacteristics isSequential="true" '
        'flowable:collection="members" flowable:elementVariable="m">'
        "<bpmn:completionCondition>${nrOfCompletedInstances == 2}</bpmn:completionCondition>"
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    data = file(FLOWABLE, d.node("userTask", "u", inner=loop), d.path("begin", "u", "done"))
    text = translate(data).data.decode()
    assert 'inputCollection="=members" inputElement="m"' in text
    assert "=numberOfCompletedInstances = 2" in text
    import_diagram(text.encode(), "x.bpmn")


def test_a_spiff_diagram_becomes_ours_and_its_python_is_never_run() -> None:
    script = d.node("scriptTask", "s", inner="<bpmn:script>x = 1\ny = x + 2</bpmn:script>", scriptFormat="python")
    evil = d.node("scriptTask", "e", inner="<bpmn:script>import os</bpmn:script>", scriptFormat="python")
    asked = (
        '<bpmn:extensionElements><spiffworkflow:serviceTaskOperator id="mail/Send"><spiffworkflow:parameters>'
        '<spiffworkflow:parameter id="to" value="person[\'mail\']"/></spiffworkflow:parameters>'
        "</spiffworkflow:serviceTaskOperator></bpmn:extensionElements>"
    )
    data = file(SPIFF, script, evil, d.node("serviceTask", "w", inner=asked), d.path("begin", "s", "e", "w", "done"))
    translated = translate(data)
    text = translated.data.decode()
    assert 'expression="={x: 1, y: (x + 2)}"' in text
    assert 'source="=_assigned.y" target="y"' in text
    assert 'type="mail.Send"' in text
    assert 'source="=person.mail" target="to"' in text
    assert [note.element for note in translated.notes if not note.is_translated] == ["e"]
    import_diagram(translated.data, "x.bpmn")


def test_a_diagram_of_ours_comes_back_as_it_was() -> None:
    data = d.diagram(d.start(), d.user("one"), d.end(), d.path("begin", "one", "done"))
    assert translate(data).data == data


def script(said: str) -> bytes:
    task = f'<bpmn:scriptTask id="s"><bpmn:script>{said}</bpmn:script></bpmn:scriptTask>'
    return d.diagram(d.start(), task, d.end(), d.flow("begin", "s"), d.flow("s", "done"))


@pytest.mark.parametrize(
    ("said", "format_"), [("a = 1", "text/x-python"), ("print(1)", "text/x-python"), ("a b", None)]
)
def test_a_script_that_does_not_say_its_language_is_spiffworkflows(said: str, format_: str | None) -> None:
    translated = translate(script(said)).data
    assert (translated != script(said)) == (format_ is not None)
    assert (b"zeebe:script" in translated) == (said == "a = 1")
    assert (f'scriptFormat="{format_}"'.encode() in translated) == (format_ is not None)


LISTENERS = (
    '<camunda:taskListener event="create" class="a.b.Tell"/>'
    '<camunda:taskListener event="complete" delegateExpression="${sign}"/>'
    '<camunda:taskListener event="delete"><camunda:script scriptFormat="x">1</camunda:script></camunda:taskListener>'
    '<camunda:executionListener event="end" class="a.b.Note"/>'
)


def test_listeners_of_a_java_engine_are_kept_under_the_names_of_what_happens() -> None:
    held = f'<bpmn:userTask id="c"><bpmn:extensionElements>{LISTENERS}</bpmn:extensionElements></bpmn:userTask>'
    data = translate(file(CAMUNDA, held, d.path("begin", "c", "done"))).data.decode()
    for event, name in (("creating", "a.b.Tell"), ("completing", "sign"), ("canceling", "script")):
        assert f'<zeebe:taskListener eventType="{event}" type="{name}"/>' in data
    assert '<zeebe:executionListener eventType="end" type="a.b.Note"/>' in data


def passed(held: str, more: str = "") -> bytes:
    call = f'<bpmn:callActivity id="c" calledElement="q" {more}><bpmn:extensionElements>{held}</bpmn:extensionElements>'
    return translate(file(CAMUNDA, call + "</bpmn:callActivity>", d.path("begin", "c", "done"))).data


def test_a_call_of_a_java_engine_passes_what_it_maps_unless_it_asks_for_all() -> None:
    data = passed('<camunda:in source="a" target="b"/>')
    assert b'propagateAllParentVariables="false" propagateAllChildVariables="false"' in data
    assert b'<zeebe:input source="=a" target="b"/>' in data
    data = passed('<camunda:in variables="all"/>')
    assert b"propagateAllParentVariables" not in data
    assert b'propagateAllChildVariables="false"' in data
    data = passed('<camunda:out variables="all"/>')
    assert b'processId="q" propagateAllParentVariables="false"/>' in data


@pytest.mark.parametrize(("said", "named"), [("${'q'}", '="q"'), ("${which}", "=which"), ("q", "q")])
def test_what_a_java_engine_calls_by_an_expression_is_one_here(said: str, named: str) -> None:
    call = d.node("callActivity", "c", calledElement=said)
    rule = f'<bpmn:businessRuleTask id="c" camunda:decisionRef="{said}"/>'
    for drawn, tag, attribute in ((call, "calledElement", "processId"), (rule, "calledDecision", "decisionId")):
        root = parse_xml(translate(file(CAMUNDA, drawn, d.path("begin", "c", "done"))).data)
        assert [one.get(attribute) for one in root.iter(zeebe(tag))] == [named]


def test_operaton_speaks_as_camunda_7_and_flowable_runs_what_says_nothing() -> None:
    space = 'xmlns:o="http://operaton.org/schema/1.0/bpmn"'
    task = d.node("serviceTask", "s").replace(">", ' o:expression="${a + 1}" o:resultVariable="b">', 1)
    work = d.diagram(d.start(), task, d.end(), d.flow("begin", "s"), d.flow("s", "done"))
    translated = translate(work.replace(b"<bpmn:definitions ", f"<bpmn:definitions {space} ".encode(), 1)).data
    assert b'<zeebe:script expression="=a + 1" resultVariable="b"/>' in translated
    assert b"<bpmn:scriptTask" in translated
    silent = file(FLOWABLE).replace(b' isExecutable="true"', b"")
    assert b'isExecutable="true"' in translate(silent).data
    assert b'isExecutable="true"' not in translate(file(CAMUNDA).replace(b' isExecutable="true"', b"")).data


FORM = '<zeebe:userTaskForm id="f1">{"id": "Form 1", "components": []}</zeebe:userTaskForm>'
HELD = (
    f"<bpmn:extensionElements>{FORM}<zeebe:taskHeaders><zeebe:header key='a' value='b'/></zeebe:taskHeaders>"
    "</bpmn:extensionElements>"
)


def test_forms_leave_a_diagram_of_camunda_8_and_what_it_asks_is_asked_here() -> None:
    keyed = d.node("userTask", "u", '<zeebe:formDefinition formKey="camunda-forms:bpmn:f1"/>')
    asks = d.flow("begin", "u", "is defined(a.b) and c")
    translated = translate(d.diagram(HELD, d.start(), keyed, d.end(), asks, d.flow("u", "done")))
    assert list(translated.files) == ["Form_1.form.json"]
    assert b'formId="Form 1"' in translated.data
    assert b"(a.b != null) and c" in translated.data
    assert b"zeebe:taskHeaders" in translated.data


@pytest.mark.parametrize(
    ("said", "became"),
    [
        ("a == 1", "=a = 1"),
        ("a = 1 and b != 2", None),
        ("a == 'x' && b", '=(a = "x" and b)'),
        ("not a == b", "=not(a = b)"),
        ("x == 'R&&D' || !a", '=(x = "R&&D" or not(a))'),
        ("!a", "=not(a)"),
    ],
)
def test_conditions_of_no_language_are_said_in_feel(said: str, became: str | None) -> None:
    data = d.diagram(d.start(), d.end(), d.flow("begin", "done", said))
    found = translate(data).notes
    assert [note.became for note in found] == ([became] if became else [])


@pytest.mark.parametrize(("said", "became"), [('"PT1M"', "PT1M"), ("timedelta(seconds=30)", "PT30S"), ("PT1H", "")])
def test_times_in_quotes_are_times(said: str, became: str) -> None:
    timer = f"<bpmn:timerEventDefinition><bpmn:timeDuration>{said}</bpmn:timeDuration></bpmn:timerEventDefinition>"
    data = d.diagram(d.start(), d.node("intermediateCatchEvent", "w", inner=timer), d.end())
    assert [note.became for note in translate(data).notes] == ([became] if became else [])
