"""Elements that need more than a script to show what they do: messages at the edge, tables, marks of a process."""

from collections.abc import Iterator

import pytest

from engine.base.xml import parse_xml
from engine.bpmn.read.diagram import read_processes
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.dmn.models import decision, definitions, given, literal, needs
from tests.engine.play import Play


@pytest.fixture
def play(database: Database, clock) -> Iterator[Play]:
    play = Play(database)
    play.forget_between = True
    return play


@pytest.mark.parametrize("value", ["true", "1", " 1 "])
def test_one_is_true(value: str) -> None:
    data = d.diagram(d.start(), d.end(), d.path("begin", "done")).replace(
        b'isExecutable="true"', f'isExecutable="{value}"'.encode()
    )
    assert read_processes(parse_xml(data))[0].is_executable


def test_a_receive_task_takes_what_a_send_task_sends(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.node("sendTask", "send", d.mapping({"n": "=m + 1"}), messageRef="m_hello"),
            d.node("receiveTask", "receive", messageRef="m_hello"),
            d.user("a"),
            d.end(),
            d.path("begin", "send", "receive", "a", "done"),
            messages=d.message("hello", '="K"'),
        )
    )
    i = play.start({"m": 1})
    play.settle()
    assert (play.names(i), play.variables(i)["n"]) == (["a"], 2)


@pytest.mark.parametrize(("interrupting", "open_after"), [(False, ["one", "two", "two"]), (True, ["two"])])
def test_a_message_at_the_edge_comes_as_often_as_it_is_sent_unless_it_interrupts(
    play: Play, interrupting: bool, open_after: list[str]
) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.user("one"),
            d.boundary("b", "one", message="hello", interrupting=interrupting),
            d.user("two"),
            d.end(),
            d.path("begin", "one", "done"),
            d.path("b", "two", "done"),
            messages=d.message("hello", '="K"'),
        )
    )
    i = play.start()
    play.send("hello", "K")
    play.send("hello", "K")
    assert play.names(i) == open_after


def test_a_business_rule_task_asks_its_table(play: Play) -> None:
    asks = '<zeebe:calledDecision decisionId="twice" resultVariable="out"/>'
    play.deploy(
        d.diagram(d.start(), d.node("businessRuleTask", "ask", asks), d.end(), d.path("begin", "ask", "done")),
        table__dmn=definitions(given("x") + decision("twice", needs("x") + literal("x * 2"))),
    )
    i = play.start({"x": 4})
    assert (play.state(i), play.variables(i)["out"]) == ("completed", 8)
