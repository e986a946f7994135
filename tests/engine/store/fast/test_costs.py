"""What a completion costs, in statements and in steps of the database: figures that no clock moves."""

import re
from typing import Any

import pytest
from sqlalchemy import bindparam

from engine.commands import complete_task
from engine.model import UserTask
from engine.store import involvement
from engine.store.database import Database
from engine.store.fast import reading
from tests.engine import drawing as d
from tests.engine.play import CLERK, Play, key

BEGINNING = re.compile(r"(?:(?:WITH|SELECT|UPDATE|INSERT INTO) )?\w+")
ONE_COMPLETION = [
    "BEGIN",
    *("SELECT instance", "WITH asked", "SELECT command"),
    *("UPDATE user_task", "UPDATE user_task_candidate", "INSERT INTO user_task", "INSERT INTO user_task_candidate"),
    *("INSERT INTO event", "INSERT INTO event", "UPDATE instance"),
    *("INSERT INTO element_instance", "INSERT INTO element_instance"),
    *("INSERT INTO variable", "INSERT INTO variable_change"),
    "INSERT INTO command",
    "COMMIT",
]


@pytest.fixture
def play(sqlite_database: Database, clock: Any, monkeypatch: pytest.MonkeyPatch) -> Play:
    """Return a database of the engine alone: what the rooms outward say of cases is as before afterwards."""
    monkeypatch.setattr(involvement, "_known", vars(involvement)["_known"])
    involvement.register_casework(involvement.Casework())
    play = Play(sqlite_database)
    play.deploy(d.diagram(d.start(), d.user("one"), d.user("two"), d.end(), d.path("begin", "one", "two", "done")))
    return play


def driver(play: Play) -> Any:
    """Return the connection that the pool gives next, and gives back to it."""
    pooled = play.database.engine.raw_connection()
    found = pooled.driver_connection
    pooled.close()
    return found


def test_a_completion_asks_three_questions_and_writes_each_row_once(play: Play) -> None:
    told: list[str] = []
    instance = play.start()
    [task] = play.open(instance)
    driver(play).set_trace_callback(told.append)
    play.database.perform(lambda s: complete_task(s, task.id, {"opinion": "đồng ý"}, by=CLERK, key=key()))
    driver(play).set_trace_callback(None)
    assert [BEGINNING.findall(text)[0] for text in told] == ONE_COMPLETION


def steps_of_a_completion(play: Play) -> int:
    """Return how many steps SQLite's machine takes to complete a task that has no key."""
    instance = play.start(business_key="")
    steps: list[int] = []
    [task] = play.open(instance)
    driver(play).set_progress_handler(lambda: steps.append(1), 1)
    play.database.perform(lambda s: complete_task(s, task.id, {}, by=CLERK, key=key()))
    driver(play).set_progress_handler(None, 1)
    return len(steps)


def test_a_task_without_a_key_is_completed_without_a_look_at_the_others(play: Play) -> None:
    others = 20
    first = steps_of_a_completion(play)
    for _ in range(others):
        steps_of_a_completion(play)
    # Where a new row falls among the old ones is by chance, and moves a cursor by a step or two.
    assert abs(steps_of_a_completion(play) - first) < others


def test_a_parameter_that_is_left_out_is_refused() -> None:
    prepared = reading([UserTask.id], UserTask.business_key == bindparam("of_key")).prepared("sqlite")
    with pytest.raises(KeyError, match="of_key"):
        prepared.bind({})
