"""A condition that is neither true nor false chooses nothing in silence, wherever it stands."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from engine.model import Event
from engine.store.database import Database
from tests.conformance.processes import Ran, run_processes
from tests.engine import drawing as d
from tests.engine.bpmn.shapes.shape import define, edge, end, start, sub, t
from tests.engine.bpmn.shapes.work import alone, enough, loop

FALSE = '<zeebe:properties><zeebe:property name="nullIsFalse" value="true"/></zeebe:properties>'
THREE = "<bpmn:loopCardinality>3</bpmn:loopCardinality>"


def choice(kind: str) -> Callable[[str, str], tuple[str, ...]]:
    def drawn(condition: str, said: str) -> tuple[str, ...]:
        gateway = d.node(f"{kind}Gateway", "x", said, default="x__z")
        ways = d.path("begin", "x", "z", "done") + d.flow("x", "a", condition) + d.path("a", "ae")
        return (d.start(), gateway, t("a"), t("z"), end("ae"), d.end(), ways)

    return drawn


def out_of_a_task(condition: str, said: str) -> tuple[str, ...]:
    task = d.node("task", "x", said, default="x__z")
    ways = d.path("begin", "x", "z", "done") + d.flow("x", "a", condition) + d.path("a", "ae")
    return (d.start(), task, t("a"), t("z"), end("ae"), d.end(), ways)


def activation(condition: str, said: str) -> tuple[str, ...]:
    asked = f"<bpmn:activationCondition>{condition}</bpmn:activationCondition>"
    gateway = d.node("complexGateway", "x", said, asked)
    both = d.flow("f", "x", id="f1") + d.flow("f", "x", id="f2")
    return (
        d.start(),
        d.gateway("parallel", "f"),
        gateway,
        t("z"),
        d.end(),
        d.path("begin", "f"),
        both,
        d.path("x", "z", "done"),
    )


def repeated(condition: str, said: str) -> tuple[str, ...]:
    return alone(d.node("task", "a", said, loop(condition)))


def repeated_if(condition: str, said: str) -> tuple[str, ...]:
    return alone(d.node("task", "a", said, loop(condition, testBefore="true")))


def many(condition: str, said: str) -> tuple[str, ...]:
    each = f"<bpmn:multiInstanceLoopCharacteristics isSequential='true'>{THREE}{enough(condition)}"
    return alone(d.node("task", "a", said, each + "</bpmn:multiInstanceLoopCharacteristics>"))


def ad_hoc(condition: str, said: str) -> tuple[str, ...]:
    held = f"<bpmn:extensionElements>{said}</bpmn:extensionElements>" if said else ""
    return alone(sub("a", held, t("b"), enough(condition), kind="adHocSubProcess"))


PLACES: dict[str, tuple[Callable[[str, str], tuple[str, ...]], str]] = {
    "exclusive gateway": (choice("exclusive"), "z"),
    "inclusive gateway": (choice("inclusive"), "z"),
    "complex gateway": (choice("complex"), "z"),
    "task": (out_of_a_task, "z"),
    "activation": (activation, ""),
    "loop": (repeated, "z"),
    "loop tested before": (repeated_if, "z"),
    "multi-instance": (many, "z"),
    "ad-hoc": (ad_hoc, "b"),
}


def run(database: Database, parts: tuple[str, ...]) -> Ran:
    return run_processes(database, d.diagram(*parts), ["p"], {"n": "hai", "missing": None}, timedelta(0))


@pytest.mark.parametrize(
    ("condition", "told"),
    [("unheard &gt; 1", "There is no variable “unheard”."), ("missing &gt; 1", "missing: Null"), ("n", "n: string")],
)
@pytest.mark.parametrize("place", PLACES)
def test_what_is_neither_true_nor_false_is_an_incident_that_says_why(
    sqlite_database: Database, clock: Any, place: str, condition: str, told: str
) -> None:
    ran = run(sqlite_database, PLACES[place][0](condition.replace("&gt;", ">"), ""))
    assert (ran.outcome, [one for one in ran.executed if one != "b"]) == ("runtime_error", [])
    assert told in ran.error
    assert "hai" not in ran.error


@pytest.mark.parametrize("place", PLACES)
def test_null_is_false_where_the_element_says_so_and_the_history_tells_of_it(
    sqlite_database: Database, clock: Any, place: str
) -> None:
    draw, does = PLACES[place]
    ran = run(sqlite_database, draw("unheard = true or null", FALSE))
    assert " ".join(ran.executed) == does, ran.error
    with sqlite_database.read() as session:
        told = [event.data.get("took_as_false") for event in session.scalars(select(Event)) if event.data]
    assert ["unheard = true or null"] in told or place in ("activation", "ad-hoc")


@pytest.mark.parametrize(
    ("due", "said", "outcome"),
    [
        ("=unheard", {}, "runtime_error"),
        ("=missing", {}, "runtime_error"),
        ("=missing", {"nullIsFalse": "true"}, "waiting"),
        ("=now()", {}, "waiting"),
    ],
)
def test_a_due_date_that_is_null_is_told(
    sqlite_database: Database, clock: Any, due: str, said: dict[str, str], outcome: str
) -> None:
    task = d.user("a", extension=f'<zeebe:taskSchedule dueDate="{due}"/>', **said)
    assert run(sqlite_database, (d.start(), task, d.end(), d.path("begin", "a", "done"))).outcome == outcome


AWAITED = define("conditional", "<bpmn:condition>unheard &gt; 1</bpmn:condition>")


BESIDE = sub("v", start("vs", AWAITED), end("ve"), d.path("vs", "ve"), triggeredByEvent="true")
BOTH = AWAITED + define("conditional", "<bpmn:condition>unseen &gt; 1</bpmn:condition>")
LINE = d.path("begin", "w", "done")
WAITING = {
    "catch": ("w", (d.start(), d.node("intermediateCatchEvent", "w", inner=AWAITED), d.end(), LINE)),
    "edge": ("b", (d.start(), d.user("w"), edge("b", "w", AWAITED), d.end("be"), d.path("b", "be"), d.end(), LINE)),
    "event sub-process": ("vs", (d.start(), d.user("w"), BESIDE, d.end(), LINE)),
    "one of several": ("w", (d.start(), d.node("intermediateCatchEvent", "w", inner=BOTH), d.end(), LINE)),
}


@pytest.mark.parametrize("place", WAITING)
def test_an_event_whose_condition_is_null_waits_and_the_history_says_why(
    sqlite_database: Database, clock: Any, place: str
) -> None:
    element, parts = WAITING[place]
    assert run(sqlite_database, parts).outcome == "waiting"
    with sqlite_database.read() as session:
        told = [event.element_id for event in session.scalars(select(Event)) if (event.data or {}).get("took_as_false")]
    assert set(told) == {element}
