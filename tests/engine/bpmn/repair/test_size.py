"""A drawing twice as large takes about twice the work to mend and to answer, whatever is wrong with it."""

import sys
from collections.abc import Callable
from itertools import pairwise

import pytest

from engine.bpmn.repair import REPAIRS, repair
from engine.releases.questions import PERSON, answered, questions_of
from tests.engine import drawing as d

SMALL, LARGE = 60, 240
JOINED = (d.start(), d.end(), d.flow("begin", "done"))
LISTED = "<bpmn:incoming>x</bpmn:incoming><bpmn:outgoing>y</bpmn:outgoing>"
ERROR = '<bpmn:errorEventDefinition errorRef="r{0}"/>'
DRAWINGS: dict[str, Callable[[int], bytes]] = {
    "idle-gateway": lambda size: _chain(size, "exclusiveGateway"),
    "gateway-direction": lambda size: _chain(size, "exclusiveGateway", gatewayDirection="Mixed"),
    "loose-end": lambda size: d.diagram(*JOINED, *_many(size, '<bpmn:task id="t{0}"/>')),
    "flow-ends": lambda size: d.diagram(*JOINED, *_many(size, d.flow("begin", "gone{0}"))),
    "duplicate-id": lambda size: d.diagram(*JOINED, *_many(size, '<bpmn:task id="t"/>')),
    "missing-id": lambda size: d.diagram(*JOINED, *_many(size, "<bpmn:task/>")),
    "bad-id": lambda size: d.diagram(*JOINED, *_many(size, '<bpmn:task id="1 {0}"/>')),
    "reference": lambda size: d.diagram(*_many(size, f'<bpmn:endEvent id="e{{0}}">{ERROR}</bpmn:endEvent>')),
    "event": lambda size: d.diagram(*_many(size, '<bpmn:receiveTask id="t{0}"/>')),
    "flow-lists": lambda size: d.diagram(*_many(size, f'<bpmn:task id="t{{0}}">{LISTED}</bpmn:task>')),
    "schema": lambda size: d.diagram(*_many(size, '<bpmn:task id="t{0}" colour="red"/>')),
}


def _many(size: int, part: str) -> list[str]:
    return [part.format(number) for number in range(size)]


def _chain(size: int, kind: str, **attributes: str) -> bytes:
    names = ["begin", *_many(size, "g{0}"), "done"]
    nodes = [d.node(kind, name, **attributes) for name in names[1:-1]]
    return d.diagram(d.start(), *nodes, d.end(), *(d.flow(*pair) for pair in pairwise(names)))


def _calls(act: Callable[[], object]) -> int:
    """Return how many functions are called, those of libraries included: what takes time, on any machine."""
    made = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(None)
    return made


def _assert_in_proportion(act: Callable[[bytes], object], drawn: Callable[[int], bytes]) -> None:
    small, large = drawn(SMALL), drawn(LARGE)
    act(small)  # what is read once, such as the standard's schema
    assert _calls(lambda: act(large)) <= 1.5 * LARGE / SMALL * _calls(lambda: act(small))


@pytest.mark.parametrize("rule", sorted(DRAWINGS))
def test_mending_takes_work_in_proportion_to_the_drawing(rule: str) -> None:
    assert repair(DRAWINGS[rule](SMALL), [rule]) != DRAWINGS[rule](SMALL)
    _assert_in_proportion(lambda data: repair(data, [rule]), DRAWINGS[rule])


def test_mending_everything_takes_work_in_proportion_to_the_drawing() -> None:
    for drawn in DRAWINGS.values():
        _assert_in_proportion(repair, drawn)


def test_answering_takes_work_in_proportion_to_the_drawing() -> None:
    def answer(data: bytes) -> None:
        files = {"a.bpmn": data}
        assert answered(files, {one.mark: PERSON for one in questions_of(files)}) != files

    _assert_in_proportion(answer, lambda size: d.diagram(*JOINED, *_many(size, '<bpmn:serviceTask id="t{0}"/>')))


def test_each_repair_of_many_things_is_measured() -> None:
    assert REPAIRS.keys() - DRAWINGS.keys() == {"unmarked", "not-executable"}
