"""What a called process sees and sets of the variables around its call, where the call says so."""

from typing import Any

import pytest

from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.bpmn.shapes.shape import t
from tests.engine.play import Play

FALSE = ' {}="false"'.format


@pytest.fixture
def play(database: Database, clock: Any) -> Play:
    return Play(database)


def called(play: Play, passing: str, mapping: str = "", inner: str = "") -> dict[str, Any]:
    """Run a process that sets `x`, calls another that reads and sets it, and reads it again; return its variables."""
    call = d.node("callActivity", "c", f'<zeebe:calledElement processId="q"{passing}/>{mapping}', inner)
    calling = d.diagram(
        d.start(), t("a", "=1", "x"), call, d.user("wait"), t("b", "=x", "after"), d.end(),
        d.path("begin", "a", "c", "wait", "b", "done"),
    )  # fmt: skip
    within = d.diagram(
        d.start("s"), t("i", "=x", "seen"), d.user("hold"), t("j", "=10", "x"), t("k", "=x + 1", "made"), d.end("e"),
        d.path("s", "i", "hold", "j", "k", "e"), process="q",
    )  # fmt: skip
    play.deploy(calling, within)
    instance = play.start()
    play.forget_between = True
    while play.open(instance) and play.names(instance) != ["wait"]:
        play.complete(instance, "hold")
    play.complete(instance, "wait")
    assert play.state(instance) == "completed"
    return play.variables(instance)


PARENT, CHILD = FALSE("propagateAllParentVariables"), FALSE("propagateAllChildVariables")
RESULT = d.mapping({}, {"result": "=made"})


def test_a_call_shares_all_variables_unless_it_says_otherwise(play: Play) -> None:
    assert called(play, "") == {"x": 10, "seen": 1, "made": 11, "after": 10}


def test_what_is_set_within_stays_within(play: Play) -> None:
    assert called(play, CHILD) == {"x": 1, "after": 1}


def test_what_is_mapped_comes_out(play: Play) -> None:
    assert called(play, CHILD, RESULT) == {"x": 1, "after": 1, "result": 11}


def test_what_is_around_is_not_seen_within(play: Play) -> None:
    assert called(play, PARENT) == {"x": 10, "seen": None, "made": 11, "after": 10}
    assert called(play, PARENT + CHILD) == {"x": 1, "after": 1}


def test_what_is_mapped_is_seen_within(play: Play) -> None:
    given = d.mapping({"x": "=x + 4"})
    assert called(play, PARENT, given) == {"x": 1, "seen": 5, "made": 11, "after": 1}
    both = d.mapping({"x": "=x + 4"}, {"result": "=made + seen"})
    assert called(play, PARENT + CHILD, both) == {"x": 1, "after": 1, "result": 16}


def test_each_turn_of_a_call_keeps_its_own(play: Play) -> None:
    loop = d.each("=[1, 2]", "x", output="all", result="=made + seen")
    assert called(play, PARENT + CHILD, "", loop) == {"x": 1, "after": 1, "all": [12, 13]}
