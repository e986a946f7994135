"""Names in expressions: what nothing before can have set is told, and nothing else."""

from time import thread_time

import pytest

from engine.base.xml import parse_xml
from engine.bpmn.check import Known, check_diagram
from engine.bpmn.check.order import Order
from engine.bpmn.read.diagram import read_processes
from engine.releases.check import check_files
from tests.engine import drawing as d
from tests.engine.bpmn.shapes.shape import edge, signal, signals, start, sub

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
        assert names(d.start(), d.script("one", "=1", "total_2"), two, d.end(), LINE) == set()


def test_a_process_that_lists_what_it_starts_with_is_looked_at_strictly() -> None:
    assert names(LISTED, d.start(), d.script("one", "=a + c", "x"), d.script("two", "=b + x", "y"), d.end(), LINE) == {
        ("one", "c")
    }


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


@pytest.mark.parametrize(("name", "told"), [("approved", 0), ("aproved", 1)])
def test_the_fields_of_a_form_are_known(name: str, told: int) -> None:
    asks = d.user("one", extension='<zeebe:userTask/><zeebe:formDefinition formId="f"/>')
    diagram = d.diagram(d.start(), asks, d.script("two", f"={name}", "y"), d.end(), LINE)
    found = check_files({"x.bpmn": diagram, "f.form.json": FORM})
    assert [f.rule for f in found if f.rule == "name"] == ["name"] * told


def test_the_order_of_a_long_process_is_known_at_once() -> None:
    ids = [f"t{n}" for n in range(1_400)]
    data = d.diagram(d.start(), *(d.script(i, "=x", "y") for i in ids), d.end(), d.path("begin", *ids, "done"))
    [process] = read_processes(parse_xml(data))
    begin = thread_time()
    order = Order(process)
    assert order.only_after("t0", {"t1399"})
    assert not order.only_after("t1399", {"t0"})
    assert thread_time() - begin < 0.5
