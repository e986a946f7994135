"""What a check names and can be meant in one way only is mended, and the check names it no more."""

import re

import pytest

from engine.bpmn.check import check_diagram
from engine.bpmn.check.advice import ADVICE
from engine.bpmn.check.known import Known
from engine.bpmn.repair import REPAIRS, repair
from tests.engine import drawing as d


def drawn(*parts: str) -> str:
    """Return a file with empty elements written short."""
    return re.sub(r"<(bpmn:\w+)([^<>]*)></\1>", r"<\1\2/>", d.diagram(*parts).decode())


RIGHT = drawn(d.start(), d.node("task", "a"), d.end(), d.flow("begin", "a"), d.flow("a", "done"))
DRAWN = (
    '<i:BPMNDiagram xmlns:i="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:c="http://www.omg.org/spec/DD/20100524/DC"'
    ' id="D"><i:BPMNPlane id="P" bpmnElement="p"><i:BPMNShape id="s_a" bpmnElement="a">'
    '<c:Bounds x="100" y="80" width="100" height="80"/></i:BPMNShape></i:BPMNPlane></i:BPMNDiagram></bpmn:definitions>'
)
IDLE = drawn(*(d.start(), d.node("exclusiveGateway", "g"), d.end(), d.flow("begin", "g"), d.flow("g", "done")))


def without(text: str, pattern: str, by: str = "") -> str:
    found = re.sub(pattern, by, text)
    assert found != text
    return found


NAMELESS_MESSAGE = drawn(
    d.start(), d.node("receiveTask", "a", name="Trả lời"), d.end(), d.flow("begin", "a"), d.flow("a", "done")
)
ERROR_END = drawn(
    d.start(),
    '<bpmn:endEvent id="done"><bpmn:errorEventDefinition errorRef="stop"/></bpmn:endEvent>',
    d.flow("begin", "done"),
)
BROKEN = {
    "missing-id": [without(RIGHT, ' id="p"')],
    "duplicate-id": [without(RIGHT, "</bpmn:process>", '<bpmn:textAnnotation id="a"/></bpmn:process>')],
    "bad-id": [RIGHT.replace('"a"', '"1 bước &lt;a&gt;"')],
    "schema": [
        without(RIGHT, '<bpmn:task id="a"', '<bpmn:task colour="red" id="a"'),
        without(
            RIGHT,
            r'(<bpmn:startEvent id="begin")/>',
            r"\1><bpmn:outgoing>x</bpmn:outgoing><bpmn:documentation/></bpmn:startEvent>",
        ),
        without(RIGHT, ' targetNamespace="[^"]*"'),
    ],
    "flow-ends": [
        without(RIGHT, "</bpmn:process>", '<bpmn:sequenceFlow id="f" sourceRef="a" targetRef="no"/></bpmn:process>')
    ],
    "reference": [
        ERROR_END,
        without(RIGHT, r'(<bpmn:startEvent id="begin")/>', r"\1><bpmn:outgoing>gone</bpmn:outgoing></bpmn:startEvent>"),
    ],
    "loose-end": [
        without(
            without(RIGHT, '<bpmn:endEvent id="done"/>'),
            r'<bpmn:sequenceFlow id="[^"]*" sourceRef="a" targetRef="done"/>',
        ),
        without(
            without(RIGHT, '<bpmn:startEvent id="begin"/>'),
            r'<bpmn:sequenceFlow id="[^"]*" sourceRef="begin" targetRef="a"/>',
        ),
    ],
    "flow-lists": [
        without(
            RIGHT, r'(<bpmn:startEvent id="begin")/>', r"\1><bpmn:outgoing>a__done</bpmn:outgoing></bpmn:startEvent>"
        )
    ],
    "gateway-direction": [
        IDLE.replace('<bpmn:exclusiveGateway id="g"', '<bpmn:exclusiveGateway gatewayDirection="Diverging" id="g"')
    ],
    "idle-gateway": [IDLE],
    "event": [NAMELESS_MESSAGE],
    "unmarked": [without(RIGHT, ' isExecutable="true"')],
    "not-executable": [],
}
CASES = [(rule, number) for rule, texts in BROKEN.items() for number in range(len(texts))]


def rules(data: bytes) -> set[str]:
    found = check_diagram(data, "a.bpmn", Known(processes=frozenset({"p"})))
    return {finding.rule for finding in found if finding.severity == "error" or finding.rule == "unmarked"}


def test_each_repair_has_its_check_and_its_case() -> None:
    assert REPAIRS.keys() <= ADVICE.keys()
    assert REPAIRS.keys() == BROKEN.keys()


@pytest.mark.parametrize(("rule", "number"), CASES)
def test_one_press_mends_what_a_check_names(rule: str, number: int) -> None:
    data = BROKEN[rule][number].encode()
    assert rule in rules(data)
    mended = repair(data, [rule])
    assert rule not in rules(mended)
    assert repair(mended, [rule]) == mended


@pytest.mark.parametrize(("rule", "number"), [case for case in CASES if case[0] != "gateway-direction"])
def test_all_repairs_together_leave_what_runs(rule: str, number: int) -> None:
    found = check_diagram(repair(BROKEN[rule][number].encode()), "a.bpmn", Known(processes=frozenset({"p"})))
    assert [(f.rule, str(f.message)) for f in found if f.severity == "error"] == []


def test_what_is_right_stays_as_it_is_byte_for_byte() -> None:
    assert repair(RIGHT.encode()) == RIGHT.encode()


def test_a_new_end_is_drawn_beside_what_it_follows() -> None:
    text = BROKEN["loose-end"][0].replace("</bpmn:definitions>", DRAWN)
    mended = repair(text.encode()).decode()
    assert 'x="260" y="102" width="36" height="36"' in mended
    assert mended.count("waypoint") == 2


def test_a_drawing_that_says_it_does_not_run_is_made_to_run_only_where_that_is_asked() -> None:
    data = RIGHT.replace('isExecutable="true"', 'isExecutable="false"').encode()
    assert repair(data) == data
    assert b'isExecutable="true"' in repair(data, ["not-executable"])


def test_a_flow_written_elsewhere_comes_to_what_it_joins() -> None:
    inner = '<bpmn:subProcess id="s"><bpmn:startEvent id="b"/><bpmn:endEvent id="e"/></bpmn:subProcess>'
    stray = '<bpmn:sequenceFlow id="f" sourceRef="b" targetRef="e"/>'
    data = d.diagram(d.start(), inner, d.end(), d.flow("begin", "s"), d.flow("s", "done"), stray)
    assert {f.rule for f in check_diagram(repair(data), "a.bpmn", Known()) if f.severity == "error"} == set()
