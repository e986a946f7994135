"""Loops past any number of levels, processes that never end, and what a live instance remembers."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from engine.base.actor import SYSTEM
from engine.bpmn.build.library import ready_release
from engine.bpmn.keep import cache, snapshot
from engine.bpmn.run import live
from engine.bpmn.run.live import LiveWorkflow
from engine.bpmn.token import items, limits
from engine.commands import retry_incident, set_variables
from engine.history import verify
from engine.model import ElementInstance, Incident, VariableScope
from engine.store import instances, states, tasks
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import Play, key


@pytest.fixture(params=["hot", "cold"])
def play(request: pytest.FixtureRequest, database: Database, clock: Any) -> Iterator[Play]:
    play = Play(database)
    play.forget_between = request.param == "cold"
    return play


def loaded(play: Play, instance_id: UUID) -> LiveWorkflow:
    """Return an instance read from its rows."""
    with play.database.transaction() as session:
        found = instances.lock_instance(session, instance_id)
        definition = ready_release(session, found.release_id).definition(found.process_id)
        return snapshot.load(session, found, definition)


def kept(play: Play, instance_id: UUID) -> LiveWorkflow:
    """Return the live instance in memory."""
    return next(entry[1] for (_, i), entry in cache._kept.items() if i == instance_id)


def written(live_instance: LiveWorkflow) -> dict[UUID, tuple[Any, ...]]:
    """Return what tells tokens apart, by id."""
    found = live_instance.all_tasks.values()
    return {t.id: (t.task_spec.name, t.state, t._parent, t.data.id, t.internal_data, t.triggered) for t in found}


def loop(step: str) -> bytes:
    return d.diagram(
        d.start(),
        step,
        d.gateway("exclusive", "ok", default="back"),
        d.end(),
        d.path("begin", "step", "ok"),
        d.flow("ok", "done", '=decision = "approve"'),
        d.flow("ok", "step", id="back"),
    )


def open_incidents(play: Play, instance_id: UUID) -> list[Incident]:
    with play.database.read() as session:
        return list(instances.open_incidents(session, instance_id))


def open_incident(play: Play, instance_id: UUID) -> Incident:
    (found,) = open_incidents(play, instance_id)
    return found


def test_a_loop_that_never_ends_becomes_an_incident_that_can_be_resolved(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "MAX_STEPS", 50)
    play.deploy(loop(d.script("step", "=decision", "seen")))
    i = play.start({"decision": "return"})
    assert play.state(i) == "active"
    first = open_incident(play, i)
    assert "never end" in str(first.text)
    play.database.perform(lambda s: retry_incident(s, first.id, by=SYSTEM, key=key(), reason="sửa xong"))
    second = open_incident(play, i)
    assert second.id != first.id
    change = {"decision": "approve"}
    play.database.perform(lambda s: set_variables(s, i, change, "It never ended", by=SYSTEM, key=key()))
    play.database.perform(lambda s: retry_incident(s, second.id, by=SYSTEM, key=key(), reason="sửa xong"))
    assert play.state(i) == "completed"
    with play.database.read() as session:
        assert verify(session, i).ok


def test_branches_that_stood_still_at_the_limit_run_on_together(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "MAX_STEPS", 8)
    branches = [f"b{n}" for n in range(6)]
    play.deploy(
        d.diagram(
            d.start(),
            d.gateway("parallel", "split"),
            *(d.script(b, "=1", b) for b in branches),
            d.gateway("parallel", "join"),
            d.end(),
            d.path("begin", "split"),
            *(d.path("split", b, "join") for b in branches),
            d.path("join", "done"),
        )
    )
    i = play.start()
    while play.state(i) == "active":
        found = open_incident(play, i)
        play.database.perform(lambda s, one=found.id: retry_incident(s, one, by=SYSTEM, key=key(), reason="tiếp"))
    assert play.variables(i) == dict.fromkeys(branches, 1)


def test_too_many_instances_of_one_step_become_an_incident_that_can_be_resolved(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(items, "MAX_ITEMS", 3)
    voting = d.user("vote", inner=d.each("=members", "member"))
    play.deploy(d.diagram(d.start(), voting, d.end(), d.path("begin", "vote", "done")))
    i = play.start({"members": [1, 2, 3, 4]})
    found = open_incident(play, i)
    assert "more than 3 times" in str(found.text)
    fewer = {"members": [1, 2]}
    play.database.perform(lambda s: set_variables(s, i, fewer, "Fewer", by=SYSTEM, key=key()))
    play.database.perform(lambda s: retry_incident(s, found.id, by=SYSTEM, key=key(), reason="sửa xong"))
    assert play.names(i) == ["vote", "vote"]


def test_a_live_instance_of_a_long_loop_holds_and_reads_back_only_what_it_needs(play: Play) -> None:
    play.deploy(loop(d.user("step")))
    i = play.start()
    for _ in range(40):
        play.complete(i, "step", {"decision": "return"})
    with play.database.read() as session:
        assert session.query(ElementInstance).filter_by(instance_id=i).count() > 80
    assert len(kept(play, i).all_tasks) < 8
    assert len(loaded(play, i).all_tasks) < 8
    play.complete(i, "step", {"decision": "approve"})
    assert play.state(i) == "completed"


def all_shapes() -> bytes:
    """Return a process with a sub-process in a loop, a vote, boundary events and an event gateway."""
    return d.diagram(
        d.start(),
        d.sub("inner", d.start("in"), d.user("draft"), d.end("out"), d.path("in", "draft", "out")),
        d.user("vote", extension=d.mapping({"subject": "=unit"}), inner=d.each("=members", "member", "votes", "=v")),
        d.boundary("late", "vote", timer="P3D", interrupting=False),
        d.user("remind"),
        d.end("reminded"),
        d.gateway("exclusive", "ok", default="back"),
        d.end(),
        d.path("begin", "inner", "vote", "ok"),
        d.path("late", "remind", "reminded"),
        d.flow("ok", "done", '=decision = "approve"'),
        d.flow("ok", "inner", id="back"),
    )


def test_what_is_read_back_is_what_is_kept_at_every_step(play: Play) -> None:
    play.deploy(all_shapes())
    i = play.start({"unit": "A", "members": ["a", "b", "c"]})
    for turn, decision in enumerate(("return", "return", "approve")):
        play.complete(i, "draft", {"text": turn})
        for vote in range(3):
            play.complete(i, "vote", {"v": vote, "decision": decision})
            if play.state(i) == "active":
                assert written(loaded(play, i)).items() <= written(kept(play, i)).items()
    assert play.state(i) == "completed"
    assert sorted(play.variables(i)["votes"]) == [0, 1, 2]


def test_a_loop_runs_past_three_thousand_iterations_and_goes_on_from_its_rows(
    sqlite_database: Database, clock: Any
) -> None:
    play = Play(sqlite_database)
    play.deploy(
        d.diagram(
            d.start(),
            d.script("step", "=count + 1", "count"),
            d.gateway("exclusive", "ok", default="ok__ask"),
            d.user("ask"),
            d.end(),
            d.path("begin", "step", "ok", "ask", "done"),
            d.flow("ok", "step", "=count < 3100", id="back"),
        )
    )
    i = play.start({"count": 0})
    assert play.names(i) == ["ask"]
    cache.clear()
    assert len(loaded(play, i).all_tasks) < 8
    play.complete(i, "ask")
    assert play.state(i) == "completed"
    assert play.variables(i) == {"count": 3100}


def test_finished_tasks_are_withdrawn_from_memory_but_not_from_the_story(play: Play) -> None:
    play.deploy(loop(d.user("step")))
    i = play.start()
    for _ in range(5):
        play.complete(i, "step", {"decision": "return"})
    with play.database.read() as session:
        assert instances.positions(session, i).visits["step"] == 5
        assert len(tasks.tasks_of_instance(session, i, open_only=False)) == 6


def test_the_limits_are_what_the_message_says() -> None:
    assert str(limits.MAX_STEPS) in str(limits.TooManyTasksError(limits.MAX_STEPS).text)


def voting(**properties: Any) -> bytes:
    """Return a process where three members vote, one after the other or at once."""
    members = d.each("=members", "member", "votes", "=member", **properties)
    path = d.path("begin", "vote", "after", "done")
    return d.diagram(d.start(), d.user("vote", inner=members), d.user("after"), d.end(), path)


def try_again(play: Play, instance_id: UUID, change: dict[str, Any]) -> None:
    """Correct the variables and have the instance's one incident tried again."""
    found = open_incident(play, instance_id)
    play.database.perform(lambda s: set_variables(s, instance_id, change, "corrected", by=SYSTEM, key=key()))
    play.database.perform(lambda s: retry_incident(s, found.id, by=SYSTEM, key=key(), reason="corrected"))


def test_turns_that_could_not_be_counted_are_counted_once_when_tried_again(play: Play) -> None:
    play.deploy(voting(enough="=count(for x in 1..limit return x) > 9"))
    i = play.start({"members": ["VKS", "BCA", "BQP"], "limit": 10**9})
    play.complete(i, "vote")
    play.complete(i, "vote")
    try_again(play, i, {"limit": 10**9})
    try_again(play, i, {"limit": 1})
    assert len(play.open(i)) == 1
    play.complete(i, "vote")
    assert play.names(i) == ["after"]
    assert open_incidents(play, i) == []
    assert play.variables(i)["votes"] == ["VKS", "BCA", "BQP"]


def test_a_turn_counted_after_its_incident_lets_the_others_go_on(play: Play) -> None:
    play.deploy(voting(enough="=count(for x in 1..limit return x) > 0 and numberOfCompletedInstances >= 2"))
    i = play.start({"members": ["VKS", "BCA", "BQP"], "limit": 10**9})
    play.complete(i, "vote")
    try_again(play, i, {"limit": 1})
    assert len(play.open(i)) == 2
    play.complete(i, "vote")
    assert play.names(i) == ["after"]
    assert open_incidents(play, i) == []


def test_results_of_turns_that_waited_to_be_counted_are_kept(play: Play) -> None:
    play.deploy(voting(enough="=count(for x in 1..limit return x) > 0 and numberOfCompletedInstances >= 2"))
    i = play.start({"members": ["VKS", "BCA", "BQP"], "limit": 10**9})
    for _ in range(3):
        play.complete(i, "vote")
    assert play.names(i) == ["after"]  # all are in: the condition is not asked any more
    assert open_incidents(play, i) == []
    assert play.variables(i)["votes"] == ["VKS", "BCA", "BQP"]


def test_a_list_made_shorter_between_two_turns_is_an_incident_that_can_be_corrected(play: Play) -> None:
    play.deploy(voting(sequential=True))
    members = ["VKS", "BCA", "BQP"]
    i = play.start({"members": members})
    shorter = {"members": ["VKS"]}
    play.database.perform(lambda s: set_variables(s, i, shorter, "by mistake", by=SYSTEM, key=key()))
    play.complete(i, "vote")
    assert "item 2 of its list, which holds only 1" in str(open_incident(play, i).text)
    try_again(play, i, {"members": members})
    play.complete(i, "vote")
    play.complete(i, "vote")
    assert play.names(i) == ["after"]
    assert open_incidents(play, i) == []
    assert play.variables(i)["votes"] == members


def test_a_loop_whose_condition_failed_takes_its_next_turn_when_tried_again(play: Play) -> None:
    condition = "<bpmn:loopCondition>=count(for x in 1..limit return x) > 0</bpmn:loopCondition>"
    repeated = f'<bpmn:standardLoopCharacteristics loopMaximum="2">{condition}</bpmn:standardLoopCharacteristics>'
    play.deploy(d.diagram(d.start(), d.user("check", inner=repeated), d.end(), d.path("begin", "check", "done")))
    i = play.start({"limit": 10**9})
    play.complete(i, "check")
    assert play.open(i) == []
    try_again(play, i, {"limit": 1})
    play.complete(i, "check")
    assert play.state(i) == "completed"


def test_what_is_read_back_does_not_grow_with_what_has_finished(play: Play) -> None:
    play.deploy(loop(d.user("step", extension=d.mapping({"round": "=n"}, {"decision": "=decision"}))))
    i = play.start({"n": 1})
    read = []
    for _ in range(2):
        for _ in range(12):
            play.complete(i, "step", {"decision": "return"})
        with play.database.read() as session:
            read.append([len(rows) for rows in states.all_rows(session, i)])
    assert read[0] == read[1]
    with play.database.read() as session:
        kept = session.scalar(select(func.count()).select_from(VariableScope).where(VariableScope.instance_id == i))
    assert kept == 1 + 25  # the history keeps them all
