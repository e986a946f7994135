"""Two people, or two workers, at the same instant: one effect, and a plain answer to the other."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest

from engine.base import clock
from engine.base.errors import AlreadyDoneError, BangVangError
from engine.bpmn.keep import cache
from engine.commands import complete_task, correlate_message
from engine.history import verify
from engine.jobs import worker
from engine.store import events
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import CLERK, HEAD, Play, key

ROUNDS = 8


@pytest.fixture
def play(database: Database, clock: Any) -> Play:
    return Play(database)


def together(*moves: Any) -> list[Any]:
    """Let all moves begin at once; return what each returned or raised."""
    barrier = Barrier(len(moves))

    def run(move: Any) -> Any:
        barrier.wait()
        try:
            return move()
        except BangVangError as error:
            return error

    with ThreadPoolExecutor(len(moves)) as pool:
        return list(pool.map(run, moves))


def test_two_people_completing_one_task_have_one_effect(play: Play) -> None:
    play.deploy(d.diagram(d.start(), d.user("one"), d.user("two"), d.end(), d.path("begin", "one", "two", "done")))
    for n in range(ROUNDS):
        i = play.start(business_key=f"R-{n}")
        task = play.open(i)[0]

        def done_by(who: Any, task: Any = task) -> Any:
            return play.database.perform(lambda s: complete_task(s, task.id, {"by": who.id}, by=who, key=key()))

        results = together(lambda: done_by(CLERK), lambda: done_by(HEAD))
        losers = [r for r in results if isinstance(r, Exception)]
        assert len(losers) == 1
        assert isinstance(losers[0], AlreadyDoneError)
        assert play.names(i) == ["two"]
        with play.database.read() as s:
            kinds = [e.kind for e in events.events_of(s, instance_id=i)]
            assert kinds.count("task_completed") == 1
            assert verify(s, i).ok


def test_the_same_request_sent_twice_at_once_has_one_effect_and_one_answer(play: Play) -> None:
    play.deploy(d.diagram(d.start(), d.user("one"), d.end(), d.path("begin", "one", "done")))
    for n in range(ROUNDS):
        task = play.open(play.start(business_key=f"R-{n}"))[0]

        def send(task: Any = task, n: int = n) -> Any:
            return play.database.perform(lambda s: complete_task(s, task.id, {"x": 1}, by=CLERK, key=f"double-{n}"))

        first, second = together(send, send)
        assert first == second


def test_two_parallel_branches_at_once_lose_nothing_and_join_once(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.gateway("parallel", "split"),
            d.user("a"),
            d.user("b"),
            d.gateway("parallel", "join"),
            d.user("after"),
            d.end(),
            d.path("begin", "split", "a", "join", "after", "done"),
            d.path("split", "b", "join"),
        )
    )
    for n in range(ROUNDS):
        i = play.start(business_key=f"R-{n}")
        results = together(
            lambda i=i: play.complete(i, "a", {"x": 1}), lambda i=i: play.complete(i, "b", {"y": 2}, by=HEAD)
        )
        assert results == [None, None]
        assert play.names(i) == ["after"]
        assert play.variables(i) == {"x": 1, "y": 2}


def test_two_workers_fire_a_timer_and_deliver_a_message_once(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.gateway("parallel", "split"),
            d.catch("t", timer="P1D"),
            d.catch("m", message="go"),
            d.user("a"),
            d.user("b"),
            d.end(),
            d.path("begin", "split", "t", "a", "done"),
            d.path("split", "m", "b", "done"),
            messages=d.message("go", "=case"),
        )
    )
    for n in range(ROUNDS):
        i = play.start({"case": f"C-{n}"}, business_key=f"R-{n}")
        play.database.perform(lambda s, n=n: correlate_message(s, "go", f"C-{n}", {}, by=CLERK, key=key()))
        clock.advance(timedelta(days=1, seconds=1))
        together(lambda: worker.run_until_idle(play.database), lambda: worker.run_until_idle(play.database))
        cache.clear()
        assert play.names(i) == ["a", "b"]


def test_a_person_and_a_timer_at_once_take_one_way(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.user("slow"),
            d.boundary("late", "slow", timer="P1D"),
            d.user("escalated"),
            d.user("next"),
            d.end(),
            d.path("begin", "slow", "next", "done"),
            d.path("late", "escalated", "done"),
        )
    )
    for n in range(ROUNDS):
        i = play.start(business_key=f"R-{n}")
        clock.advance(timedelta(days=1, seconds=1))
        task = play.open(i)[0]

        def complete(task: Any = task) -> Any:
            return play.database.perform(lambda s: complete_task(s, task.id, {}, by=CLERK, key=key()))

        together(complete, lambda: worker.run_until_idle(play.database))
        play.settle()
        assert play.names(i) in (["next"], ["escalated"])
