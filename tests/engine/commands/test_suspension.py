"""A suspended instance takes nothing, says why, loses nothing, and goes on exactly where it was."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from engine.base import clock
from engine.base.errors import NoLongerOpenError, NotAllowedError, SuspendedError
from engine.bpmn.keep import cache
from engine.commands import (
    Place,
    cancel_instance,
    claim_task,
    move_token,
    resume_instance,
    retry_incident,
    suspend_instance,
)
from engine.commands.operators import ReasonMissingError
from engine.commands.suspension import SuspensionError
from engine.history import verify
from engine.model import Job
from engine.store import events, instances, waiting
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import ADMIN, CLERK, Play, approved, key


@pytest.fixture
def play(database: Database, clock: Any) -> Play:
    return Play(database)


def do(play: Play, command: Callable[..., Any], instance: UUID, reason: str = "chờ ý kiến", **more: Any) -> Any:
    by, name = more.pop("by", ADMIN), more.pop("key", None) or key()
    return play.database.perform(lambda s: command(s, instance, reason, by=by, key=name, **more))


def waiting_for_all() -> bytes:
    return d.diagram(
        d.start(),
        d.gateway("parallel", "split"),
        d.user("person"),
        d.catch("time", timer="P1D"),
        d.catch("word", message="go"),
        d.gateway("parallel", "join"),
        d.user("after"),
        d.end(),
        d.path("begin", "split", "person", "join", "after", "done"),
        d.path("split", "time", "join"),
        d.path("split", "word", "join"),
        messages=d.message("go", "=case"),
    )


def test_a_suspended_instance_takes_no_completion_and_says_why(play: Play) -> None:
    play.deploy(waiting_for_all())
    i = play.start({"case": "A"})
    do(play, suspend_instance, i, "thanh tra đang làm việc")
    with pytest.raises(SuspendedError, match="thanh tra đang làm việc"):
        play.complete(i, "person")
    task = play.open(i)[0]
    with pytest.raises(SuspendedError):
        play.database.perform(lambda s: claim_task(s, task.id, by=CLERK, key=key()))
    assert play.names(i) == ["person"]
    assert play.state(i) == "active"


def test_timers_and_messages_wait_during_a_suspension_and_happen_after_it(play: Play) -> None:
    play.deploy(waiting_for_all())
    i = play.start({"case": "A"})
    do(play, suspend_instance, i)
    clock.advance(timedelta(days=3))
    play.send("go", "A", {"heard": True})
    assert play.settle() == 0
    assert "heard" not in play.variables(i)
    cache.clear()
    do(play, resume_instance, i)
    assert play.settle() == 2
    assert play.variables(i)["heard"] is True
    play.complete(i, "person")
    assert play.names(i) == ["after"]


def test_a_suspension_does_not_move_a_deadline(play: Play) -> None:
    play.deploy(waiting_for_all())
    i = play.start({"case": "A"})
    with play.database.read() as s:
        before = [(j.due_at, j.attempts) for j in waiting.jobs_of(s, i)]
    do(play, suspend_instance, i)
    do(play, resume_instance, i)
    with play.database.read() as s:
        assert [(j.due_at, j.attempts) for j in waiting.jobs_of(s, i)] == before
        assert not any(j.held for j in waiting.jobs_of(s, i))


def test_suspending_and_resuming_stand_in_the_history_with_their_reasons(play: Play) -> None:
    play.deploy(waiting_for_all())
    i = play.start({"case": "A"})
    do(play, suspend_instance, i, "một lý do")
    do(play, resume_instance, i, "đã rõ")
    with play.database.read() as s:
        told = {e.kind: e for e in events.events_of(s, instance_id=i)}
        assert told["instance_suspended"].data == {"reason": "một lý do"}
        assert told["instance_resumed"].data["reason"] == "đã rõ"
        assert told["instance_resumed"].actor_name == ADMIN.name
        assert verify(s, i).ok


def test_only_administrators_suspend_and_only_with_a_reason(play: Play) -> None:
    play.deploy(waiting_for_all())
    i = play.start({"case": "A"})
    with pytest.raises(NotAllowedError):
        do(play, suspend_instance, i, by=CLERK)
    with pytest.raises(ReasonMissingError):
        do(play, suspend_instance, i, "  ")
    assert play.instance(i).suspended_at is None


def test_the_same_key_suspends_once_and_another_key_is_refused(play: Play) -> None:
    play.deploy(waiting_for_all())
    i = play.start({"case": "A"})
    do(play, suspend_instance, i, key="once")
    version = play.instance(i).version
    do(play, suspend_instance, i, key="once")
    assert play.instance(i).version == version
    with pytest.raises(SuspensionError):
        do(play, suspend_instance, i)
    do(play, resume_instance, i)
    with pytest.raises(SuspensionError):
        do(play, resume_instance, i)


def test_a_suspended_instance_can_be_cancelled_and_an_ended_one_not_suspended(play: Play) -> None:
    play.deploy(waiting_for_all())
    i = play.start({"case": "A"})
    do(play, suspend_instance, i)
    do(play, cancel_instance, i, by=approved("cancel_instance"))
    assert play.state(i) == "cancelled"
    assert play.instance(i).suspended_at is None
    with pytest.raises(NoLongerOpenError):
        do(play, suspend_instance, i)


def test_what_is_moved_during_a_suspension_waits_for_its_end(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.user("one"),
            d.script("compute", "=1", "n"),
            d.catch("time", timer="P1D"),
            d.user("two"),
            d.end(),
            d.path("begin", "one", "compute", "time", "two", "done"),
        )
    )
    i, j = play.start(), play.start(business_key="K-2")
    for instance, place in ((i, "compute"), (j, "time")):
        do(play, suspend_instance, instance)
        token = play.open(instance)[0].id
        play.database.perform(
            lambda s, i=instance, t=token, p=place: move_token(
                s, i, cancel=[t], start=[Place(p)], reason="sửa", by=approved("move_token"), key=key()
            )
        )
    cache.clear()
    clock.advance(timedelta(days=2))
    assert play.settle() == 0
    assert "n" not in play.variables(i)
    do(play, resume_instance, i)
    do(play, resume_instance, j)
    assert play.variables(i)["n"] == 1
    play.settle()
    assert play.names(j) == ["two"]


NO_WAY_OUT = d.diagram(
    d.start(),
    d.gateway("exclusive", "g"),
    d.end(),
    d.end("other"),
    d.path("begin", "g"),
    d.flow("g", "done", "=n = 1"),
    d.flow("g", "other", "=n = 2"),
)


def test_an_incident_of_a_suspended_instance_is_not_retried(play: Play) -> None:
    play.deploy(NO_WAY_OUT)
    i = play.start()
    with play.database.read() as s:
        incident = instances.open_incidents(s, i)[0]
    do(play, suspend_instance, i)
    with pytest.raises(SuspendedError):
        play.database.perform(lambda s: retry_incident(s, incident.id, by=ADMIN, key=key(), reason="sửa xong"))
    do(play, resume_instance, i)
    with play.database.read() as s:
        assert len(instances.open_incidents(s, i)) == 1


def test_cancelling_closes_the_incidents(play: Play) -> None:
    play.deploy(NO_WAY_OUT)
    i = play.start()
    do(play, cancel_instance, i, by=approved("cancel_instance"))
    with play.database.read() as s:
        assert instances.open_incidents(s, i) == []
        assert s.query(Job).count() == 0
