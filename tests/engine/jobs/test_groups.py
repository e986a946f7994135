"""A worker does several pieces in one transaction: all of them or none, once each, and nobody waits long for it."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from engine.base.failpoints import armed
from engine.bpmn.keep import cache
from engine.history import verify
from engine.jobs import groups, worker
from engine.store import events, instances
from engine.store.database import Database
from engine.store.leases import Lease
from tests.engine import drawing as d
from tests.engine.play import Play

WAITS = d.diagram(d.start(), d.catch("t", timer="P1D"), d.user("after"), d.end(), d.path("begin", "t", "after", "done"))
MANY = 20


@pytest.fixture
def play(database: Database, clock: Any) -> Play:
    play = Play(database)
    play.deploy(WAITS)
    return play


def all_due(play: Play, clock: Any, size: int = MANY) -> list[UUID]:
    """Start instances whose timers become due together; a worker of another process has none of them in memory."""
    made = [play.start(business_key=f"D-{n}") for n in range(size)]
    clock.advance(timedelta(days=2))
    cache.clear()
    return made


def require_fired_once(play: Play, made: list[UUID]) -> None:
    """Hold that each went on exactly once, and that its history is whole."""
    with play.database.read() as session:
        for one in made:
            assert [event.kind for event in events.events_of(session, instance_id=one)].count("timer_fired") == 1
            assert verify(session, one).ok
    assert {tuple(play.names(one)) for one in made} == {("after",)}


def test_many_timers_are_fired_in_few_transactions(play: Play, clock: Any) -> None:
    made = all_due(play, clock)
    passed: Counter[str] = Counter()
    with armed(lambda point: passed.update([point])):
        assert play.settle() == MANY
    require_fired_once(play, made)
    assert passed["worker.grouped"] == MANY
    assert passed["commit.done"] <= 5  # two groups and what takes the leases, of them and of nothing more


def test_timers_of_one_instance_do_not_share_a_transaction(play: Play, clock: Any) -> None:
    both = d.path("split", "one", "a", "done") + d.path("split", "two", "b", "end2")
    play.deploy(
        d.diagram(
            *(d.start(), d.gateway("parallel", "split"), d.user("a"), d.user("b"), d.end(), d.end("end2")),
            *(d.catch("one", timer="P1D"), d.catch("two", timer="P1D")),
            d.path("begin", "split") + both,
        )
    )
    made = all_due(play, clock, 3)
    assert play.settle() == 6
    assert {tuple(play.names(one)) for one in made} == {("a", "b")}


def test_one_that_cannot_be_done_undoes_its_group_and_keeps_back_nobody(
    play: Play, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = all_due(play, clock)
    fire = worker.INSIDE["timer"]

    def fail(session: Any, lease: Lease) -> bool:
        done = fire(session, lease)
        if lease.instance_id == made[7]:  # after it has moved, so that there is something to undo
            raise RuntimeError
        return done

    with monkeypatch.context() as broken:
        broken.setitem(worker.INSIDE, "timer", fail)
        assert play.settle() == MANY - 1
    require_fired_once(play, [one for one in made if one != made[7]])
    clock.advance(timedelta(minutes=1))
    assert play.settle() == 1
    require_fired_once(play, made)


def test_a_group_that_takes_long_commits_what_it_has_and_goes_on(
    play: Play, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups, "LONGEST", 0)
    made = all_due(play, clock, 4)
    assert play.settle() == 4
    require_fired_once(play, made)


def test_an_instance_that_somebody_works_on_keeps_none_of_its_group_waiting(play: Play, clock: Any) -> None:
    made = all_due(play, clock, 5)
    with ThreadPoolExecutor(1) as pool:
        with play.database.transaction() as session:
            instances.lock_instance(session, made[2])
            others = [one for one in made if one != made[2]]
            firing = pool.submit(play.settle)
            if not play.database.is_sqlite:  # which has one writer, so that all wait
                while not all(play.names(one) for one in others):
                    assert not firing.done()
                assert play.names(made[2]) == []
        assert firing.result(timeout=30) == 5
    require_fired_once(play, made)


def test_what_failed_before_goes_alone() -> None:
    def lease(number: int, instance: int, attempts: int = 0) -> Lease:
        return Lease(Any, UUID(int=number), "w", 1, attempts=attempts, instance_id=UUID(int=instance))  # type: ignore[arg-type]

    taken = [lease(1, 100, attempts=1), lease(2, 101), lease(3, 101), *(lease(n, n) for n in range(4, 40))]
    chosen = [one.id.int for one in groups.fit_together(taken)]
    assert chosen == [2, *range(4, 3 + groups.LARGEST)]
