"""What could be drawn better is told by bpmnlint's names, and only to who asks."""

import pytest

from engine.releases.exchange import hints_of
from tests.engine import drawing as d
from tests.engine.bpmn.shapes.shape import catch, define, end, signal, signals, start, sub, t, throw

DRAWN = {"no-bpmndi", "label-required"}
LINE = d.path("begin", "a", "done")
PLAIN = (d.start(), d.node("task", "a", name="Do"), d.end(), LINE)
TWO_WAYS = d.path("begin", "x", "a", "done")
SHAPE = (
    '<di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"><di:BPMNPlane bpmnElement="p">{}</di:BPMNPlane></di:BPMNDiagram>'
)
PLACE = '<di:BPMNShape bpmnElement="{}"><dc:Bounds x="{}" y="0" width="{}" height="80"/></di:BPMNShape>'


def hints(*parts: str, messages: str = "", others: str = "") -> set[tuple[str, str]]:
    return {(f.rule, f.element) for f in hints_of(d.diagram(*parts, messages=messages, others=others), "x.bpmn")}


def told(*parts: str, messages: str = "") -> set[tuple[str, str]]:
    return {one for one in hints(*parts, messages=messages) if one[0] not in DRAWN}


def test_a_plain_diagram_has_no_hints_but_on_its_drawing() -> None:
    assert told(*PLAIN) == set()


CASES = {
    "fake-join": ((*PLAIN, d.node("task", "b"), d.flow("begin", "b"), d.flow("b", "a")), "a"),
    "no-implicit-split": ((*PLAIN, end("e"), d.flow("a", "e")), "a"),
    "no-implicit-start": ((*PLAIN, d.node("task", "b"), end("e"), d.flow("b", "e")), "b"),
    "no-implicit-end": ((*PLAIN, d.node("task", "b"), d.flow("a", "b")), "b"),
    "no-disconnected": ((*PLAIN, d.node("task", "b")), "b"),
    "no-duplicate-sequence-flows": ((*PLAIN, d.flow("a", "done", id="again")), "again"),
    "superfluous-gateway": ((d.start(), d.gateway("exclusive", "x"), t("a"), d.end(), TWO_WAYS), "x"),
    "no-gateway-join-fork": (
        (*PLAIN, d.gateway("parallel", "x"), t("b"), t("c"), end("e"), d.path("a", "x", "b", "x", "c", "e")),
        "x",
    ),
    "conditional-flows": ((*PLAIN, end("e"), end("f"), d.flow("a", "e", "=true"), d.flow("a", "f", id="bare")), "bare"),
    "start-event-required": ((d.node("task", "a"), d.end(), d.path("a", "done")), "p"),
    "end-event-required": ((d.start(), d.node("task", "a"), d.path("begin", "a")), "p"),
    "single-blank-start-event": ((*PLAIN, start("s"), d.flow("s", "a")), "p"),
    "sub-process-blank-start-event": ((d.start(), sub("a", start("s", signal("X"))), d.end(), LINE), "s"),
    "event-sub-process-typed-start-event": ((*PLAIN, sub("v", start("s"), triggeredByEvent="true")), "s"),
    "single-event-definition": ((d.start(), t("a"), end("done", signal("X") + signal("X")), LINE), "done"),
    "superfluous-termination": ((d.start(), t("a"), d.end(terminate=True), LINE), "done"),
    "no-inclusive-gateway": ((d.start(), d.gateway("inclusive", "x"), t("a"), d.end(), TWO_WAYS), "x"),
    "no-complex-gateway": ((d.start(), d.gateway("complex", "x"), t("a"), d.end(), TWO_WAYS), "x"),
    "superfluous-label": (
        (d.start(), t("a"), d.end(), LINE.replace('id="a__done"', 'id="a__done" name="then"')),
        "a__done",
    ),
    "label-required": ((d.start(), d.node("task", "a"), d.end(), LINE), "a"),
    "no-bpmndi": (PLAIN, "begin__a"),
}


@pytest.mark.parametrize("rule", CASES)
def test_a_hint_names_its_element(rule: str) -> None:
    parts, element = CASES[rule]
    assert (rule, element) in hints(*parts, messages=signals("X"))


LINKED = '<bpmn:linkEventDefinition name="L"/>'
BEGUN = define("conditional", "<bpmn:condition>true</bpmn:condition>")
AGAIN = d.flow("a", "done", id="again")
MORE = {
    "an empty process ends nowhere": ("end-event-required", (), "p", True),
    "one element alone": ("no-disconnected", (d.node("task", "a"),), "a", True),
    "nothing leads to a link that throws": ("no-implicit-start", (*PLAIN, throw("l", LINKED)), "l", True),
    "a link that throws leads on by itself": ("no-implicit-end", (*PLAIN, throw("l", LINKED)), "l", False),
    "a link that catches leads nowhere": ("no-implicit-end", (*PLAIN, catch("l", LINKED)), "l", True),
    "two flows of one source": ("no-duplicate-sequence-flows", (*PLAIN, AGAIN), "a", True),
    "an ad-hoc start with a trigger": (
        "sub-process-blank-start-event",
        (*PLAIN, d.node("adHocSubProcess", "h", inner=start("s", BEGUN))),
        "s",
        True,
    ),
    "a termination beside what interrupts": (
        "superfluous-termination",
        (d.start(), t("a"), d.end(terminate=True), LINE, sub("v", start("s", BEGUN), triggeredByEvent="true")),
        "done",
        True,
    ),
}


@pytest.mark.parametrize("case", MORE)
def test_a_hint_is_given_where_bpmnlint_gives_it(case: str) -> None:
    rule, parts, element, is_told = MORE[case]
    assert ((rule, element) in hints(*parts)) is is_told


def test_pools_and_message_flows_have_their_places() -> None:
    pools = '<bpmn:participant id="A" processRef="p"/><bpmn:participant id="B"/>'
    between = '<bpmn:messageFlow id="m" sourceRef="B" targetRef="A"/>'
    found = hints(*PLAIN, others=f'<bpmn:collaboration id="c">{pools}{between}</bpmn:collaboration>')
    assert {("no-bpmndi", one) for one in "ABm"} <= found


def test_what_is_declared_for_all_is_named_once_and_used() -> None:
    twice = '<bpmn:signal id="s1" name="X"/><bpmn:signal id="s2" name="X"/><bpmn:error id="e1"/>'
    found = hints_of(d.diagram(*PLAIN, messages=twice), "x.bpmn")
    assert {f.element for f in found if f.rule == "global"} == {"s1", "s2", "e1"}
    caught = d.node("intermediateCatchEvent", "c", inner=signal("X"))
    used = d.diagram(d.start(), caught, d.end(), d.path("begin", "c", "done"), messages=signals("X"))
    assert "global" not in {f.rule for f in hints_of(used, "x.bpmn")}


@pytest.mark.parametrize(("at", "overlaps"), [(50, True), (101, False)])
def test_elements_that_lie_on_each_other_are_told(at: int, overlaps: bool) -> None:
    drawing = SHAPE.format(PLACE.format("begin", 0, 100) + PLACE.format("a", at, 100))
    assert (("no-overlapping-elements", "a") in hints(*PLAIN, others=drawing)) is overlaps


SIZED = '<di:BPMNShape bpmnElement="{}"{}><dc:Bounds x="0" y="0" width="{}" height="{}"/></di:BPMNShape>'
HELD = (d.start(), sub("a", start("s"), end("e"), d.path("s", "e")), d.gateway("parallel", "g"), d.end(), LINE)
POOLS = (
    '<bpmn:collaboration id="c"><bpmn:participant id="A" processRef="p"/><bpmn:participant id="B"/>'
    "</bpmn:collaboration>"
)


@pytest.mark.parametrize(
    ("element", "more", "width", "height", "is_told"),
    [
        ("begin", "", 36, 36, False),
        ("begin", "", 40, 36, True),
        ("g", "", 50, 50, False),
        ("g", "", 50, 40, True),
        ("a", "", 100, 80, False),
        ("a", ' isExpanded="false"', 120, 80, True),
        ("a", ' isExpanded="true"', 400, 200, False),
        ("A", ' isHorizontal="true"', 600, 250, False),
        ("B", ' isHorizontal="true"', 600, 60, False),
        ("B", ' isHorizontal="true"', 600, 90, True),
        ("B", ' isHorizontal="false"', 60, 900, False),
        ("begin__a", "", 5, 5, False),
    ],
)
def test_a_shape_of_an_unusual_size_is_told(element: str, more: str, width: int, height: int, is_told: bool) -> None:
    drawing = POOLS + SHAPE.format(SIZED.format(element, more, width, height))
    assert (("standard-size", element) in hints(*HELD, others=drawing)) is is_told


def linked(*names: tuple[str, str]) -> set[str]:
    """Return the links that are told of, by (kind, name) of each."""
    events = [
        (throw if kind == "t" else catch)(f"{kind}{n}", f'<bpmn:linkEventDefinition name="{name}"/>')
        for n, (kind, name) in enumerate(names)
    ]
    return {element for rule, element in hints(*PLAIN, *events) if rule == "link-event"}


@pytest.mark.parametrize(
    ("links", "told_of"),
    [
        ([("t", "A"), ("c", "A")], set()),
        ([("t", "A"), ("t", "A"), ("c", "A")], set()),
        ([("t", ""), ("c", "")], {"t0", "c1"}),
        ([("t", "A")], {"t0"}),
        ([("c", "A")], {"c0"}),
        ([("t", "A"), ("t", "A")], {"t0", "t1"}),
        ([("t", "A"), ("c", "A"), ("c", "A")], {"c1", "c2"}),
    ],
)
def test_a_link_is_named_thrown_and_caught_once(links: list[tuple[str, str]], told_of: set[str]) -> None:
    assert linked(*links) == told_of


def test_an_event_gateway_waits_and_asks_nothing() -> None:
    gateway = d.node("eventBasedGateway", "g"), catch("w", signal("X")), d.flow("a", "g"), d.flow("g", "w", "=true")
    assert {("event-based-gateway", "g"), ("event-based-gateway", "g__w")} <= hints(*PLAIN, *gateway)


def test_what_waits_for_a_condition_says_which() -> None:
    def waits(said: str) -> bool:
        event = catch("w", define("conditional", f"<bpmn:condition>{said}</bpmn:condition>"))
        return ("conditional-event", "w") in hints(*PLAIN, event)

    assert (waits(""), waits("=a")) == (True, False)


def test_what_cannot_be_read_has_no_hints() -> None:
    assert hints_of(b"<bpmn", "x.bpmn") == []
