"""Incidents and what becomes of them: tried again, or gone with the token they are about."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from engine.base.actor import SYSTEM
from engine.bpmn.keep import cache
from engine.commands import retry_incident, set_variables
from engine.model import Incident
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.bpmn.shapes.shape import edge, signal, signals
from tests.engine.bpmn.shapes.work import many
from tests.engine.play import Play, key

COSTLY = "=count(for x in 1..limit return x)"
ENDLESS = {"limit": 10**9}


@pytest.fixture(params=["hot", "cold"])
def play(request: pytest.FixtureRequest, database: Database, clock: Any) -> Iterator[Play]:
    play = Play(database)
    play.forget_between = request.param == "cold"
    return play


def incidents(play: Play, instance_id: UUID) -> list[tuple[str, str]]:
    """Return the incidents of an instance: the element, and what became of it."""
    with play.database.read() as session:
        found = session.scalars(select(Incident).where(Incident.instance_id == instance_id).order_by(Incident.id))
        return [(one.element_id, one.resolution) for one in found]


def newest(play: Play, instance_id: UUID) -> UUID:
    with play.database.read() as session:
        query = select(Incident.id).where(Incident.instance_id == instance_id).order_by(Incident.id.desc())
        return session.scalars(query).first()


def correct(play: Play, instance_id: UUID) -> None:
    values = {"limit": 1}
    play.database.perform(lambda s: set_variables(s, instance_id, values, "corrected", by=SYSTEM, key=key()))


def retry(play: Play, instance_id: UUID) -> None:
    if play.forget_between:
        cache.clear()
    found = newest(play, instance_id)
    play.database.perform(lambda s: retry_incident(s, found, by=SYSTEM, key=key(), reason="corrected"))


def conditional(condition: str) -> str:
    inner = f"<bpmn:condition>{condition}</bpmn:condition>"
    definition = f"<bpmn:conditionalEventDefinition>{inner}</bpmn:conditionalEventDefinition>"
    return d.node("intermediateCatchEvent", "holds", inner=definition)


def stopped(step: str, host: str) -> bytes:
    """Draw a step that a message at the edge of `host` takes away."""
    return d.diagram(
        d.start(),
        step,
        d.boundary("stop", host, message="m"),
        d.user("after"),
        d.end(),
        d.path("begin", host, "done"),
        d.path("stop", "after", "done"),
        messages=d.message("m", "=1"),
    )


def test_an_incident_goes_with_its_token_when_an_event_takes_it_away(play: Play) -> None:
    inside = d.sub("S", d.start("b"), d.script("s", COSTLY, "n"), d.end("e"), d.path("b", "s", "e"))
    play.deploy(stopped(inside, "S"))
    i = play.start(ENDLESS)
    assert incidents(play, i) == [("s", "")]
    play.send("m", "1")
    assert play.names(i) == ["after"]
    assert incidents(play, i) == [("s", "gone")]


def test_an_incident_that_failed_again_goes_with_its_token_too(play: Play) -> None:
    play.deploy(stopped(d.script("s", COSTLY, "n"), "s"))
    i = play.start(ENDLESS)
    retry(play, i)
    assert incidents(play, i) == [("s", "retried"), ("s", "")]
    play.send("m", "1")
    assert incidents(play, i) == [("s", "retried"), ("s", "gone")]


def test_an_incident_of_another_token_stays(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.gateway("parallel", "fork"),
            d.script("s", COSTLY, "n"),
            d.user("work"),
            d.gateway("parallel", "join"),
            d.end(),
            d.path("begin", "fork", "s", "join", "done"),
            d.path("fork", "work", "join"),
        )
    )
    i = play.start(ENDLESS)
    play.complete(i, "work")
    assert incidents(play, i) == [("s", "")]
    correct(play, i)
    retry(play, i)
    assert play.state(i) == "completed"
    assert incidents(play, i) == [("s", "retried")]


def test_a_condition_that_cannot_be_told_is_one_incident_and_is_looked_at_again_when_tried_again(play: Play) -> None:
    condition = conditional(f"{COSTLY} > 0".replace(">", "&gt;"))
    play.deploy(
        d.diagram(
            d.start(),
            d.gateway("parallel", "fork"),
            condition,
            d.user("work"),
            d.user("after"),
            d.end(),
            d.path("begin", "fork", "holds", "after", "done"),
            d.path("fork", "work", "done"),
        )
    )
    i = play.start(ENDLESS)
    play.complete(i, "work")
    assert incidents(play, i) == [("holds", "")]
    retry(play, i)
    assert incidents(play, i) == [("holds", "retried"), ("holds", "")]
    correct(play, i)
    retry(play, i)
    assert play.names(i) == ["after"]
    assert incidents(play, i) == [("holds", "retried"), ("holds", "retried")]


def thrown(condition: str, event: str) -> str:
    asked = f'<bpmn:condition xsi:type="bpmn:tFormalExpression">{condition}</bpmn:condition>'
    held = f'<bpmn:event id="{event}">{signal("X")}</bpmn:event>'
    return f"<bpmn:complexBehaviorDefinition>{asked}{held}</bpmn:complexBehaviorDefinition>"


def test_an_instance_whose_event_could_not_be_thrown_is_neither_counted_nor_heard_twice(play: Play) -> None:
    behavior = thrown("numberOfCompletedInstances &gt; 0", "e1") + thrown(f"{COSTLY[1:]} &gt; 1", "e2")
    play.deploy(
        d.diagram(
            d.start(),
            d.user("vote", inner=many("2", behavior, behavior="Complex")),
            edge("heard", "vote", signal("X"), interrupting=False),
            d.user("told"),
            d.user("after"),
            d.end(),
            d.path("begin", "vote", "after", "done"),
            d.path("heard", "told", "done"),
            messages=signals("X"),
        )
    )
    i = play.start(ENDLESS)
    play.complete(i, "vote")
    assert incidents(play, i) == [("vote", "")]
    assert play.names(i) == ["told", "vote"]
    correct(play, i)
    retry(play, i)
    assert incidents(play, i) == [("vote", "retried")]
    assert play.names(i) == ["told", "vote"]
    play.complete(i, "vote")
    assert play.names(i) == ["after", "told", "told"]
