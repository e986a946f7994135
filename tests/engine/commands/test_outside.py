"""Actions that touch the outside world: no lock meanwhile, one key however often they are called, one effect here."""

from datetime import timedelta
from threading import Event, Thread
from typing import Any
from uuid import UUID

import pytest

from engine.base import clock
from engine.base.errors import PointlessError
from engine.base.text import Text
from engine.bpmn.keep import cache
from engine.commands import retry_incident, set_variables
from engine.commands.outside import perform_action
from engine.history import verify
from engine.jobs import worker
from engine.ports.actions import ActionError, OutsideCall, action
from engine.store import events, instances, leases, waiting
from engine.store.database import Database
from engine.store.leases import Lease, LeaseLostError, Taking
from tests.engine import drawing as d
from tests.engine.play import ADMIN, HEAD, Play, approved, key


class World:
    """What lies outside: who called with which key and value; how it answers is set by each test."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str]] = []
        self.keys: list[str] = []
        self.troubles: list[Exception] = []
        self.meanwhile: Any = None
        self.answer: dict[str, Any] | None = None


WORLD = World()


@action("test.outside", title="Gọi ra ngoài", outside=True)
def call_outside(call: OutsideCall, *, what: str = "x") -> dict[str, Any]:
    WORLD.calls.append((call.business_key, what))
    WORLD.keys.append(call.key)
    if WORLD.meanwhile is not None:
        WORLD.meanwhile(call)
    if WORLD.troubles:
        raise WORLD.troubles.pop(0)
    return {"said": what} if WORLD.answer is None else WORLD.answer


def calling(retries: str = "") -> bytes:
    definition = f'<zeebe:taskDefinition type="test.outside"{f" retries={retries!r}" if retries else ""}/>'
    return d.diagram(
        d.start(),
        d.node("serviceTask", "work", definition + d.mapping({"what": "=what"}, {"heard": "=said"})),
        d.user("after"),
        d.end(),
        d.path("begin", "work", "after", "done"),
    )


@pytest.fixture
def play(database: Database, clock: Any) -> Play:
    WORLD.__init__()  # type: ignore[misc]
    return Play(database)


def take(play: Play, owner: str) -> list[Lease]:
    now = clock.now()
    taking = Taking(owner, now, now + worker.LEASE, 10)
    return play.database.perform(lambda s: leases.take_jobs(s, "action", taking))


def test_an_outside_action_is_called_by_the_worker_and_its_result_taken_in(play: Play) -> None:
    play.deploy(calling())
    i = play.start({"what": "hello"})
    assert WORLD.calls == []
    assert play.names(i) == []
    assert play.settle() == 1
    assert WORLD.calls == [("K-1", "hello")]
    assert play.names(i) == ["after"]
    assert play.variables(i)["heard"] == "hello"
    with play.database.read() as s:
        assert waiting.jobs_of(s, i) == []
        assert "action_called" in [e.kind for e in events.events_of(s, instance_id=i)]
        assert verify(s, i).ok


def test_nothing_is_called_when_the_command_that_reaches_it_fails(play: Play) -> None:
    play.deploy(calling())
    with pytest.raises(ZeroDivisionError):
        play.database.perform(lambda s: (play_start(s), 1 / 0))
    assert play.settle() == 0
    assert WORLD.calls == []


def play_start(session: Any) -> None:
    from engine.commands import start_instance

    start_instance(session, "p", {"what": "x"}, by=HEAD, key=key())


def test_people_work_on_the_instance_while_an_action_takes_long(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.gateway("parallel", "split"),
            d.service("work", "test.outside"),
            d.user("mine"),
            d.user("after"),
            d.end(),
            d.path("begin", "split", "work", "after", "done"),
            d.path("split", "mine", "done"),
        )
    )
    i = play.start()
    WORLD.meanwhile = lambda _call: play.complete(i, "mine")
    assert play.settle() == 1
    assert play.names(i) == ["after"]


def test_a_worker_that_ends_after_the_call_leaves_it_to_another_under_the_same_key(play: Play) -> None:
    play.deploy(calling())
    i = play.start({"what": "once"})
    (lease,) = take(play, "one")

    def end_here(_call: OutsideCall) -> None:
        raise SystemExit  # as a kill would: nothing after the call is done, nothing is noted

    WORLD.meanwhile = end_here
    with pytest.raises(SystemExit):
        perform_action(play.database, lease)
    WORLD.meanwhile = None
    assert play.settle() == 0
    clock.advance(worker.LEASE)
    cache.clear()
    assert play.settle() == 1
    assert WORLD.keys[0] == WORLD.keys[1]
    assert play.names(i) == ["after"]


def test_a_worker_whose_lease_ended_during_the_call_cannot_complete_the_element(play: Play) -> None:
    play.deploy(calling())
    i = play.start({"what": "slow"})
    (slow,) = take(play, "one")

    def outlast(_call: OutsideCall) -> None:
        WORLD.meanwhile = None
        clock.advance(worker.LEASE)
        assert play.settle() == 1  # another worker takes it over and completes it
        assert play.names(i) == ["after"]

    WORLD.meanwhile = outlast
    with pytest.raises(LeaseLostError):
        perform_action(play.database, slow)
    assert play.names(i) == ["after"]
    assert len(set(WORLD.keys)) == 1
    with play.database.read() as s:
        assert [e.kind for e in events.events_of(s, instance_id=i)].count("action_called") == 1


def test_a_failing_action_is_tried_as_often_as_the_diagram_says_then_becomes_an_incident(play: Play) -> None:
    play.deploy(calling("2"))
    i = play.start({"what": "x"})
    WORLD.troubles = [RuntimeError(), RuntimeError()]
    assert play.settle() == 0
    with play.database.read() as s:
        assert instances.open_incidents(s, i) == []
    clock.advance(timedelta(seconds=13))
    assert play.settle() == 0
    with play.database.read() as s:
        (incident,) = instances.open_incidents(s, i)
        assert (incident.kind, incident.element_id, incident.attempts) == ("action", "work", 2)
    clock.advance(timedelta(days=5))
    assert play.settle() == 0
    play.database.perform(lambda s: retry_incident(s, incident.id, by=ADMIN, key=key(), reason="sửa xong"))
    assert play.settle() == 1
    assert len(set(WORLD.keys)) == 1
    assert play.names(i) == ["after"]


def test_an_action_that_says_trying_is_pointless_becomes_an_incident_at_once(play: Play) -> None:
    play.deploy(calling("5"))
    i = play.start({"what": "x"})
    WORLD.troubles = [PointlessError(Text("There is no such address."))]
    play.settle()
    with play.database.read() as s:
        assert str(instances.open_incidents(s, i)[0].text) == "There is no such address."


def test_variables_put_right_reach_the_action_under_a_new_key(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.service("work", "test.outside"),
            d.user("after"),
            d.end(),
            d.path("begin", "work", "after", "done"),
        )
    )
    i = play.start({"what": "wrong"})
    WORLD.troubles = [ActionError(Text("no"))] * 3
    for _ in range(3):
        play.settle()
        clock.advance(timedelta(days=1))
    with play.database.read() as s:
        (incident,) = instances.open_incidents(s, i)
    play.database.perform(
        lambda s: set_variables(s, i, {"what": "right"}, "A slip", by=approved("set_variables"), key=key())
    )
    play.database.perform(lambda s: retry_incident(s, incident.id, by=ADMIN, key=key(), reason="sửa xong"))
    play.settle()
    assert [what for _, what in WORLD.calls] == ["wrong"] * 3 + ["right"]
    assert len(set(WORLD.keys)) == 2
    assert play.names(i) == ["after"]


def test_a_value_the_action_cannot_take_is_an_incident_before_anything_is_called(play: Play) -> None:
    play.deploy(calling())
    i = play.start({"what": 7})
    assert play.settle() == 0
    assert WORLD.calls == []
    with play.database.read() as s:
        (incident,) = instances.open_incidents(s, i)
        assert (incident.kind, incident.element_id) == ("element", "work")


def test_a_timer_at_the_edge_ends_an_action_that_takes_too_long(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.service("work", "test.outside"),
            d.boundary("late", "work", timer="PT1H"),
            d.user("gone"),
            d.user("after"),
            d.end(),
            d.path("begin", "work", "after", "done"),
            d.path("late", "gone", "done"),
        )
    )
    i = play.start()
    (lease,) = take(play, "one")

    def too_long(_call: OutsideCall) -> None:
        clock.advance(timedelta(hours=1))
        play.database.perform(lambda s: leases.extend(s, [lease], clock.now() + worker.LEASE))
        assert play.settle() == 1

    WORLD.meanwhile = too_long
    with pytest.raises(LeaseLostError):
        perform_action(play.database, lease)
    assert play.names(i) == ["gone"]


def test_two_actions_of_one_instance_never_run_at_once(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.gateway("parallel", "split"),
            *(d.service(f"w{n}", "test.outside") for n in range(3)),
            d.user("after"),
            d.end(),
            *(d.path("split", f"w{n}", "done") for n in range(3)),
            d.path("begin", "split", "after", "done"),
        )
    )
    made = [play.start(business_key=f"R-{n}") for n in range(2)]
    inside: dict[UUID, int] = dict.fromkeys(made, 0)
    most: list[int] = []

    def count(call: OutsideCall) -> None:
        inside[call.instance_id] += 1
        most.append(inside[call.instance_id])
        Event().wait(0.02)
        inside[call.instance_id] -= 1

    WORLD.meanwhile = count
    workers = [Thread(target=worker.run_until_idle, args=(play.database,)) for _ in range(3)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()
    play.settle()
    assert len(WORLD.calls) == 6
    assert max(most) == 1


def test_while_one_worker_holds_an_action_no_other_takes_another_of_that_instance(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.gateway("parallel", "split"),
            d.service("a", "test.outside"),
            d.service("b", "test.outside"),
            d.end(),
            d.path("begin", "split", "a", "done"),
            d.path("split", "b", "done"),
        )
    )
    play.start(business_key="1")
    play.start(business_key="2")
    assert len(take(play, "one")) == 2
    assert take(play, "two") == []
    clock.advance(worker.LEASE)
    assert len(take(play, "two")) == 2


def test_every_child_of_a_multi_instance_calls_for_itself(play: Play) -> None:
    definition = '<zeebe:taskDefinition type="test.outside"/>' + d.mapping({"what": "=one"})
    play.deploy(
        d.diagram(
            d.start(),
            d.node("serviceTask", "work", definition, d.each("=all", "one", "heard", "=said")),
            d.user("after"),
            d.end(),
            d.path("begin", "work", "after", "done"),
        )
    )
    play.forget_between = True
    i = play.start({"all": ["a", "b", "c"]})
    play.settle()
    assert sorted(what for _, what in WORLD.calls) == ["a", "b", "c"]
    assert len(set(WORLD.keys)) == 3
    assert play.names(i) == ["after"]
    assert play.variables(i)["heard"] == ["a", "b", "c"]
