"""Codes that a diagram writes out are seen wherever they are constants, and nowhere else."""

from collections.abc import Iterator

import pytest

from engine.base.xml import parse_xml
from engine.bpmn.check import codes_in
from engine.bpmn.read.diagram import read_processes
from engine.ports.actions import ActionCall, action, registry
from engine.ports.registers import Code
from tests.engine import drawing as d


@pytest.fixture
def placing() -> Iterator[None]:
    @action("test.place", title="Đặt")
    def place(call: ActionCall, *, unit: str = "", note: str = "") -> None:
        """Place."""

    yield
    del registry._actions["test.place"]


def said(task: str) -> list[Code]:
    [process] = read_processes(parse_xml(d.diagram(d.start(), task, d.end(), d.path("begin", "a", "done"))))
    return [one.code for one in codes_in(process)]


def assigned(**attributes: str) -> str:
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return d.node("userTask", "a", f"<zeebe:assignmentDefinition{said}/>")


@pytest.mark.parametrize(
    ("groups", "codes"),
    [
        ('=["r@A", "s@B.1"]', ["r@A", "s@B.1"]),
        ("r@A, s@*", ["r@A", "s@*"]),
        ('="r@A"', ["r@A"]),
        ('=[if x then "r@A" else "s@" + unit]', ["r@A"]),
        ('=["r@" + "A"]', ["r@A"]),
        ('=["r@A" + n]', []),
        ("=[voter]", []),
    ],
)
def test_groups_that_are_written_out_are_seen(groups: str, codes: list[str]) -> None:
    assert said(d.user("a", groups)) == [("principal", code) for code in codes]


def test_people_that_are_written_out_are_seen() -> None:
    assert said(assigned(assignee="p1")) == [("person", "p1")]
    assert said(assigned(candidateUsers="p1, p2")) == [("person", "p1"), ("person", "p2")]
    assert said(assigned(candidateUsers="=[presiding]")) == []


def test_what_an_action_is_given_is_seen_by_its_parameter(placing: None) -> None:
    task = d.service("a", "test.place", d.mapping({"unit": '="A.1"', "note": "=x", "other": '="B"'}))
    assert said(task) == [("unit", "A.1")]


def test_principals_in_other_expressions_are_seen() -> None:
    assert said(d.script("a", '=[{voter: "r@A"}]', "r")) == [("principal", "r@A")]
