"""Sixteen clients at one instance: all make progress, none is shown an error, nothing is lost or done twice."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from engine.base.actor import Actor
from engine.commands import claim_task, complete_task
from engine.history import verify
from engine.store import events
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import Play, key

CLIENTS = 16
EACH = 3
CLERKS = [Actor(f"clerk-{n}", f"Thư ký {n}", frozenset({f"clerk@{n}"})) for n in range(CLIENTS)]


@pytest.fixture
def play(database: Database) -> Play:
    """Return a process in which every client has a row of tasks of its own, side by side with the others'."""
    opened = Play(database)
    steps = {n: [f"c{n}_{k}" for k in range(EACH)] for n in range(CLIENTS)}
    opened.deploy(
        d.diagram(
            d.start(),
            d.gateway("parallel", "split"),
            *(d.user(s, groups=f'=["clerk@{n}"]') for n, names in steps.items() for s in names),
            d.gateway("parallel", "join"),
            d.end(),
            d.path("begin", "split"),
            *(d.path("split", *names, "join") for names in steps.values()),
            d.path("join", "done"),
        )
    )
    return opened


def work_through(play: Play, instance: Any, number: int) -> int:
    """Claim and complete one client's tasks, each in a transaction of its own; any error ends the test."""
    clerk, done = CLERKS[number], 0
    for step in range(EACH):
        (task,) = [t for t in play.open(instance) if t.element_id == f"c{number}_{step}"]
        play.database.perform(lambda s, task=task: claim_task(s, task.id, by=clerk, key=key()))
        answers = {f"v{number}": step}
        play.database.perform(lambda s, task=task, a=answers: complete_task(s, task.id, a, by=clerk, key=key()))
        done += 1
    return done


def test_sixteen_clients_on_one_instance_make_progress_with_no_error_shown(play: Play) -> None:
    i = play.start()
    with ThreadPoolExecutor(CLIENTS) as pool:
        done = list(pool.map(lambda n: work_through(play, i, n), range(CLIENTS)))
    assert done == [EACH] * CLIENTS
    assert play.state(i) == "completed"
    assert play.variables(i) == {f"v{n}": EACH - 1 for n in range(CLIENTS)}
    with play.database.read() as s:
        kinds = [e.kind for e in events.events_of(s, instance_id=i)]
        assert kinds.count("task_completed") == CLIENTS * EACH
        assert kinds.count("instance_completed") == 1
        assert verify(s, i).ok
