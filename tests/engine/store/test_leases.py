"""Leases: one worker at a piece of work, and a late one cannot commit."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from engine.base import clock
from engine.bpmn.keep import cache
from engine.commands.timers import fire_timer
from engine.jobs import worker
from engine.store import leases, waiting
from engine.store.database import Database
from engine.store.leases import Lease, LeaseLostError, Taking
from tests.engine import drawing as d
from tests.engine.play import Play

WAITS = d.diagram(d.start(), d.catch("t", timer="P1D"), d.user("after"), d.end(), d.path("begin", "t", "after", "done"))


@pytest.fixture
def play(database: Database, clock: Any) -> Play:
    opened = Play(database)
    opened.deploy(WAITS)
    return opened


def start_due(play: Play, *keys: str) -> list[UUID]:
    """Start an instance a key and let their timers become due."""
    made = [play.start(business_key=k) for k in keys]
    clock.advance(timedelta(days=1, seconds=1))
    return made


def take(play: Play, owner: str, limit: int = 10, kind: str = "timer") -> list[Lease]:
    now = clock.now()
    taking = Taking(owner, now, now + worker.LEASE, limit)
    return play.database.perform(lambda s: leases.take_jobs(s, kind, taking))


def fire(play: Play, lease: Lease) -> bool:
    cache.clear()
    return play.database.perform(lambda s: fire_timer(s, lease))


def test_what_one_worker_holds_no_other_takes(play: Play) -> None:
    start_due(play, "A", "B", "C")
    first, second = take(play, "one", 2), take(play, "two")
    assert len(first) == 2
    assert len(second) == 1
    assert not {x.id for x in first} & {x.id for x in second}
    assert take(play, "three") == []


def test_a_lease_that_ended_is_taken_over_and_counts_as_an_attempt(play: Play) -> None:
    (i,) = start_due(play, "A")
    take(play, "one")
    clock.advance(worker.LEASE + timedelta(seconds=1))
    (again,) = take(play, "two")
    assert (again.fence, again.attempts) == (2, 1)
    assert fire(play, again)
    assert play.names(i) == ["after"]


def test_a_worker_whose_work_was_taken_over_cannot_commit(play: Play) -> None:
    (i,) = start_due(play, "A")
    (slow,) = take(play, "one")
    clock.advance(worker.LEASE + timedelta(seconds=1))
    (quick,) = take(play, "two")
    with pytest.raises(LeaseLostError):
        fire(play, slow)
    assert play.names(i) == []
    assert fire(play, quick)
    with pytest.raises(LeaseLostError):
        fire(play, slow)
    assert play.names(i) == ["after"]


def test_a_worker_whose_lease_ended_cannot_commit_though_nobody_took_over(play: Play) -> None:
    (i,) = start_due(play, "A")
    (slow,) = take(play, "one")
    clock.advance(worker.LEASE)
    with pytest.raises(LeaseLostError):
        fire(play, slow)
    assert play.names(i) == []


def test_a_worker_that_took_its_own_work_again_cannot_commit_the_first_try(play: Play) -> None:
    start_due(play, "A")
    (first,) = take(play, "one")
    clock.advance(worker.LEASE)
    (second,) = take(play, "one")
    with pytest.raises(LeaseLostError):
        fire(play, first)
    assert fire(play, second)


def test_a_heartbeat_keeps_the_lease(play: Play) -> None:
    (i,) = start_due(play, "A")
    (lease,) = take(play, "one")
    for _ in range(5):
        clock.advance(worker.LEASE / 2)
        play.database.perform(lambda s: leases.extend(s, [lease], clock.now() + worker.LEASE))
    assert take(play, "two") == []
    assert fire(play, lease)
    assert play.names(i) == ["after"]


def test_a_heartbeat_that_comes_too_late_does_not_take_the_work_back(play: Play) -> None:
    start_due(play, "A")
    (late,) = take(play, "one")
    clock.advance(worker.LEASE)
    (holder,) = take(play, "two")
    play.database.perform(lambda s: leases.extend(s, [late], clock.now() + timedelta(days=9)))
    with pytest.raises(LeaseLostError):
        fire(play, late)
    assert fire(play, holder)


def test_work_that_ends_its_workers_becomes_an_incident(play: Play) -> None:
    (i,) = start_due(play, "A")
    for n in range(8):
        (lease,) = take(play, f"victim {n}")
        assert lease.attempts == n
        clock.advance(worker.LEASE)
    assert worker.run_until_idle(play.database) == 0
    with play.database.read() as s:
        (job,) = waiting.jobs_of(s, i)
        assert job.available_at is None
        assert str(job.error) == "The workers that tried this ended in the middle of it."


def test_a_held_instance_is_left_alone(play: Play) -> None:
    (i,) = start_due(play, "A")
    play.database.perform(lambda s: waiting.hold_instance(s, i, held=True))
    assert take(play, "one") == []
    play.database.perform(lambda s: waiting.hold_instance(s, i, held=False))
    assert len(take(play, "one")) == 1


def test_a_timer_whose_element_was_left_while_a_worker_held_it_is_not_fired(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.user("slow"),
            d.boundary("late", "slow", timer="P1D"),
            d.user("next"),
            d.end(),
            d.path("begin", "slow", "next", "done"),
            d.path("late", "done"),
        )
    )
    (i,) = start_due(play, "A")
    (lease,) = take(play, "one")
    play.complete(i, "slow")
    with pytest.raises(LeaseLostError):
        fire(play, lease)
    assert play.names(i) == ["next"]


def test_a_worker_told_to_stop_gives_back_what_it_took(play: Play) -> None:
    start_due(play, "A", "B")
    stopping = worker.Worker(play.database)
    taken = stopping._take("timer", 10)
    assert len(taken) == 2
    stopping.stop.set()
    assert sum(stopping._do(lease, worker.INSIDE["timer"]) for lease in taken) == 0
    again = take(play, "other")
    assert [x.attempts for x in again] == [0, 0]
