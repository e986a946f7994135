"""Names in expressions: what nothing before can have set is told, and nothing else."""

import pytest

from engine.base.xml import parse_xml
from engine.bpmn.check import Known, check_diagram
from engine.bpmn.check.order import Order
from engine.bpmn.read.diagram import read_processes
from engine.releases.check import check_files
from tests.engine import drawing as d
from tests.engine.bpmn.shapes.shape import after, define, edge, signal, signals, start, sub, t, when
from tests.engine.bpmn.shapes.ways import TO_END, complex_join

LISTED = '<bpmn:extensionElements><zeebe:properties><zeebe:property name="variables" value="a, b"/></zeebe:properties></bpmn:extensionElements>'  # noqa: E501 - one element
FORM = b'{"id": "f", "components": [{"type": "group", "components": [{"type": "checkbox", "key": "approved"}]}]}'


def names(*parts: str, messages: str = "", known: Known | None = None) -> set[tuple[str, str]]:
    data = d.diagram(*parts, messages=messages)
    found = [f for f in check_diagram(data, "x.bpmn", known or Known()) if f.rule == "name"]
    assert {f.severity for f in found} <= {"warning"}
    return {(f.element, str(f.message.params["variable"])) for f in found}


LINE = d.path("begin", "one", "two", "done")


def test_what_is_set_afterwards_alone_is_told() -> None:
    assert names(d.start(), d.script("one", "=x", "y"), d.script("two", "=1", "x"), d.end(), LINE) == {("one", "x")}
    assert names(d.start(), d.script("one", "=1", "x"), d.script("two", "=x", "y"), d.end(), LINE) == set()


def test_what_a_way_back_or_a_branch_beside_sets_is_known() -> None:
    back = d.gateway("exclusive", "m"), d.gateway("exclusive", "g", default="g__done")
    ways = d.path("begin", "m", "one", "two", "g", "done"), d.flow("g", "m", "=true")
    assert names(d.start(), *back, d.script("one", "=x", "y"), d.script("two", "=1", "x"), d.end(), *ways) == set()
    fork = d.gateway("parallel", "s"), d.gateway("parallel", "j")
    ways = d.path("begin", "s", "one", "j", "done"), d.path("s", "two", "j")
    assert names(d.start(), *fork, d.script("one", "=x", "y"), d.script("two", "=1", "x"), d.end(), *ways) == set()


def test_a_name_is_told_where_only_a_letter_is_wrong() -> None:
    two = d.script("two", "=descision + 1", "y")
    assert names(d.start(), d.script("one", "=1", "decision"), two, d.end(), LINE) == {("two", "descision")}
    for fine in ("total", "total_1", "tot", "case"):
        two = d.script("two", f"={fine}", "y")
        data = d.diagram(d.start(), d.script("one", "=1", "total_2"), two, d.end(), LINE)
        told = [f for f in check_diagram(data, "x.bpmn", Known()) if f.rule == "name"]
        assert [(f.element, "near" in f.message.params) for f in told] == [("two", False)]  # to be given at the start


def test_a_process_that_lists_what_it_starts_with_is_looked_at_strictly() -> None:
    assert names(LISTED, d.start(), d.script("one", "=a + c", "x"), d.script("two", "=b + x", "y"), d.end(), LINE) == {
        ("one", "c")
    }


MI = "<bpmn:multiInstanceLoopCharacteristics>{}</bpmn:multiInstanceLoopCharacteristics>".format
CARDINAL = MI("<bpmn:loopCardinality>{}</bpmn:loopCardinality>".format("=c"))
ENOUGH = MI("<bpmn:loopCardinality>2</bpmn:loopCardinality><bpmn:completionCondition>=c</bpmn:completionCondition>")
EXPRESSIONS = {
    "an input": d.node("task", "one", d.mapping({"x": "=c"})),
    "an output": d.node("task", "one", d.mapping({}, {"x": "=c"})),
    "an output of a form": d.user("one", extension='<zeebe:formDefinition formId="f"/>' + d.mapping({}, {"x": "=c"})),
    "a timer": d.node("intermediateCatchEvent", "one", inner=after("=c")),
    "a condition waited for": d.node("intermediateCatchEvent", "one", inner=when("=c")),
    "a collection": d.node("task", "one", inner=d.each("=c", "item")),
    "an output element": d.node("task", "one", inner=d.each("=a", "item", "all", "=c")),
    "a cardinality": d.node("task", "one", inner=CARDINAL),
    "a completion": d.node("task", "one", inner=ENOUGH),
    "a loop": d.node(
        "task", "one", inner="<bpmn:standardLoopCharacteristics><bpmn:loopCondition>=c</bpmn:loopCondition>"
        "</bpmn:standardLoopCharacteristics>"
    ),
    "a due date": d.user("one", extension='<zeebe:taskSchedule dueDate="=c"/>'),
    "a date to look again": d.user("one", extension='<zeebe:taskSchedule followUpDate="=c"/>'),
    "a group": d.user("one", '=[c]'),
    "a user": d.node("userTask", "one", '<zeebe:assignmentDefinition assignee="=c"/>'),
    "a priority": d.user("one", extension='<zeebe:priorityDefinition priority="=c"/>'),
    "who is kept out": d.user("one", excluded="=c"),
    "what asks for attention": d.user("one", attention="=c"),
    "a script": d.script("one", "=c", "x"),
    "a key that is waited for": d.node("receiveTask", "one", d.mapping({}, {"x": "=a"}), messageRef="m_m"),
    "a key that is sent": d.node("sendTask", "one", messageRef="m_m"),
    "a key that an event throws": d.node("intermediateThrowEvent", "one", inner=define("message", messageRef="m_m")),
    "what is given to a call": d.node("callActivity", "one", d.mapping({"x": "=c"}, {"y": "=a"}), calledElement="p"),
    "retries": d.node("serviceTask", "one", '<zeebe:taskDefinition type="t" retries="=c"/>'),
}  # fmt: skip


@pytest.mark.parametrize("place", EXPRESSIONS)
def test_every_expression_is_looked_at(place: str) -> None:
    parts = LISTED, d.start(), EXPRESSIONS[place], d.script("two", "=a", "y"), d.end(), LINE
    known = Known(forms=frozenset({"f"}), fields={"f": frozenset({"approved"})}, processes=frozenset({"p"}))
    assert names(*parts, messages=d.message("m", "=c"), known=known) == {("one", "c")}


def test_what_an_element_brings_is_known_to_its_outputs() -> None:
    asks = d.user(
        "one", extension='<zeebe:formDefinition formId="f"/>' + d.mapping({"u": "=a"}, {"x": "=approved or u"})
    )
    decides = '<zeebe:calledDecision decisionId="d" resultVariable="r"/>'
    rates = d.node("businessRuleTask", "two", decides + d.mapping({}, {"y": "=r + x"}))
    known = Known(forms=frozenset({"f"}), fields={"f": frozenset({"approved"})}, decisions=frozenset({"d"}))
    assert names(LISTED, d.start(), asks, rates, d.end(), LINE, known=known) == set()


def test_what_is_given_at_the_start_is_told_once() -> None:
    parts = d.start(), d.script("one", "=a", "x"), d.script("two", "=a", "y"), d.end(), LINE
    assert names(*parts) == {("one", "a")}


def test_what_an_action_or_a_message_brings_may_be_anything() -> None:
    for anything in (d.catch("one", message="m"), d.node("receiveTask", "one", messageRef="m_m")):
        parts = LISTED, d.start(), anything, d.script("two", "=anything", "y"), d.end(), LINE
        assert names(*parts, messages=d.message("m", "=a")) == set()


def test_inputs_items_and_counts_are_known_inside_their_activity() -> None:
    mapped = d.node(
        "subProcess", "one", d.mapping({"x": "=a"}),
        inner=d.each("=b", "item") + start("s") + d.script("in", "=x + item + loopCounter", "y") + d.end("e")
        + d.path("s", "in", "e"),
    )  # fmt: skip
    assert names(LISTED, d.start(), mapped, d.script("two", "=1", "z"), d.end(), LINE) == set()


def test_flows_and_edges_are_looked_at() -> None:
    parts = (
        LISTED, d.start(), d.gateway("exclusive", "g", default="g__two"),
        sub("one", start("s"), d.script("in", "=1", "x"), d.end("e"), d.path("s", "in", "e")),
        edge("heard", "one", signal("S"), interrupting=False), d.script("told", "=x", "k"), d.end("e3"),
        d.script("two", "=1", "late"), d.end(), d.path("heard", "told", "e3"),
        d.path("begin", "g", "two", "done"), d.flow("g", "one", "=late > 1"), d.path("one", "two"),
    )  # fmt: skip
    assert names(*parts, messages=signals("S")) == {("g__one", "late")}


ENOUGH_CAME: dict[str, set[tuple[str, str]]] = {
    "activationCount >= a": set(),
    "a__g + c__g > 0 and waitingForStart": set(),
    "activationCont >= 2": {("g", "activationCont")},
    "a__q > 0": {("g", "a__q")},
    "x__g > 0": {("g", "x__g")},
    "late > 0": {("g", "late")},
}


@pytest.mark.parametrize("condition", ENOUGH_CAME)
def test_the_condition_of_a_complex_gateway_knows_tokens_and_variables(condition: str) -> None:
    parts = complex_join(condition.replace(">", "&gt;"), d.script("z", "=1", "late"), d.end(), d.path("g", "z", "done"))
    assert names(LISTED, *parts) == ENOUGH_CAME[condition]


def test_a_count_of_a_complex_gateway_may_be_meant() -> None:
    data = d.diagram(*complex_join("a___g &gt; 0 and activationCont &gt; 1", *TO_END))
    told = {f.message.params["variable"]: f.message.params["near"] for f in check_diagram(data, "x.bpmn", Known())}
    assert told == {"a___g": "a__g", "activationCont": "activationCount"}


WAYS_OUT = [("=waitingForStart", 0), ("=waitingForStrat", 1), ("=activationCount > 1", 1)]


@pytest.mark.parametrize(("said", "told"), WAYS_OUT)
def test_flows_out_of_a_complex_gateway_know_whether_it_waits_for_its_start(said: str, told: int) -> None:
    parts = complex_join("", t("z"), d.end(), d.flow("g", "z", said), d.path("z", "done"))
    assert len(names(LISTED, *parts)) == told


@pytest.mark.parametrize(("name", "told"), [("approved", 0), ("aproved", 1)])
def test_the_fields_of_a_form_are_known(name: str, told: int) -> None:
    asks = d.user("one", extension='<zeebe:userTask/><zeebe:formDefinition formId="f"/>')
    diagram = d.diagram(d.start(), asks, d.script("two", f"={name}", "y"), d.end(), LINE)
    found = check_files({"x.bpmn": diagram, "f.form.json": FORM})
    assert [f.rule for f in found if f.rule == "name"] == ["name"] * told


def test_the_order_of_a_long_process_is_known() -> None:
    ids = [f"t{n}" for n in range(1_400)]
    data = d.diagram(d.start(), *(d.script(i, "=x", "y") for i in ids), d.end(), d.path("begin", *ids, "done"))
    [process] = read_processes(parse_xml(data))
    order = Order(process)
    assert order.only_after("t0", {"t1399"})
    assert not order.only_after("t1399", {"t0"})
