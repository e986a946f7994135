"""The traps of the engine underneath, each known from measurements, and the test that shows it is not ours.

Loops that stop at 1,000 levels and claim to be complete: test_limits. Parallel blocks that double the tree: here.
Instances whose cost grows with their age, loops and multi-instances without end: test_limits. Specs that threads change
under each other, an instance used by several at once: here and in test_races. Votes that are never merged after a
restart: here. Values that make an instance unloadable, lose their kind or their order: here. History rewritten by a
nested change: here. An error midway that leaves a half-moved instance in memory: store/test_batch and test_running. A
gateway with no way out, a timer that is due but does not run until the next command, periods that were missed:
test_running. Messages accepted without their key, lost when early, or without the value they are matched by:
test_running, test_messages. A released process that changes under a running instance: test_migration. Diagrams too
long for a recursive parser: here. Expressions that run Python: feel/test_sandbox. XML that blows up: tests/engine/bpmn.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from engine.bpmn.build import library
from engine.bpmn.build.builder import Definition
from engine.bpmn.keep import cache
from engine.commands import complete_task
from engine.feel.values import YearsMonthsDuration
from engine.model import ElementInstance
from engine.store import instances
from engine.store.database import Database
from tests.asking import variables_at
from tests.engine import drawing as d
from tests.engine.play import CLERK, Play, key

CLIENTS = 16
VALUES = {
    "typename": "Task",
    "data": {"typename": "Decimal", "$decimal": "1", "id": 7},
    "score": Decimal("9.50"),
    "on": date(2019, 11, 4),
    "at": datetime(2019, 11, 4, 2, 0, tzinfo=UTC),
    "hour": time(8, 30),
    "term": timedelta(days=3, seconds=5),
    "months": YearsMonthsDuration(14),
    "nothing": None,
    "ordered": {"z": 1, "a": 2, "m": [1, {"y": 1, "b": 2}]},
}


@pytest.fixture
def play(database: Database, clock: Any) -> Play:
    return Play(database)


def vote(members: int) -> bytes:
    voting = d.user("vote", inner=d.each("=members", "member", "votes", "=v"))
    return d.diagram(d.start(), voting, d.user("after"), d.end(), d.path("begin", "vote", "after", "done"))


def test_twenty_parallel_blocks_in_a_row_stay_few_rows(play: Play) -> None:
    parts, before = [d.start(), d.user("last"), d.end(), d.path("last", "done")], "begin"
    for n in range(20):
        split, a, b, join = (f"{name}{n}" for name in ("split", "a", "b", "join"))
        parts += [d.gateway("parallel", split), d.node("task", a), d.node("task", b), d.gateway("parallel", join)]
        parts.append(d.path(before, split, a, join) + d.path(split, b, join))
        before = join
    play.deploy(d.diagram(*parts, d.flow(before, "last")))
    i = play.start()
    assert play.names(i) == ["last"]
    with play.database.read() as session:
        assert session.query(ElementInstance).filter_by(instance_id=i).count() <= 500


def test_votes_are_merged_after_a_restart_with_freshly_read_diagrams(play: Play) -> None:
    play.deploy(vote(5))
    i = play.start({"members": list("abcde")})
    for n in range(5):
        play.complete(i, "vote", {"v": n})
        cache.clear()
        library._ready.clear()
    assert sorted(play.variables(i)["votes"]) == list(range(5))
    assert play.names(i) == ["after"]


@pytest.mark.parametrize("forget", [False, True], ids=["hot", "cold"])
def test_values_of_any_name_and_kind_come_back_as_they_were(play: Play, forget: bool) -> None:
    play.forget_between = forget
    ends = d.path("begin", "one", "two", "done")
    play.deploy(d.diagram(d.start(), d.user("one"), d.user("two"), d.end(), ends))
    i = play.start(VALUES)
    play.complete(i, "one", {"typename": "Workflow", "answer": VALUES["ordered"]})
    play.complete(i, "two", {})
    found = play.variables(i)
    assert found == VALUES | {"typename": "Workflow", "answer": VALUES["ordered"]}
    assert {name: type(value) for name, value in found.items() if name in VALUES} == {
        name: type(value) for name, value in VALUES.items()
    }
    assert list(found["ordered"]) == ["z", "a", "m"]
    assert str(found["score"]) == "9.50"


def test_a_nested_change_leaves_what_was_recorded_before(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.user("one"),
            d.script("change", '=context put(dossier, "title", "new")', "dossier"),
            d.user("two"),
            d.end(),
            d.path("begin", "one", "change", "two", "done"),
        )
    )
    i = play.start({"dossier": {"title": "old"}})
    then = play.instance(i).last_seq
    play.complete(i, "one")
    with play.database.read() as session:
        assert variables_at(session, i, then)["dossier"] == {"title": "old"}
        assert instances.variables_of(session, i)["dossier"] == {"title": "new"}


def test_sixteen_clients_at_one_instance_all_get_on(play: Play) -> None:
    play.deploy(vote(4 * CLIENTS))
    i = play.start({"members": list(range(4 * CLIENTS))})
    open_tasks = [task.id for task in play.open(i)]

    def client(mine: list[UUID]) -> None:
        for task in mine:
            play.database.perform(lambda s, task=task: complete_task(s, task, {"v": 1}, by=CLERK, key=key()))

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(client, [open_tasks[n::CLIENTS] for n in range(CLIENTS)]))
    assert play.variables(i)["votes"] == [1] * (4 * CLIENTS)
    assert play.names(i) == ["after"]


def drawn(definition: Definition) -> Any:
    """Return everything in a release's specs that running could change."""
    specs = {"": definition.spec, **definition.inner}
    return {
        (name, spec.name): {k: repr(v) for k, v in vars(spec).items() if k not in ("_wf_spec", "home")}
        for name, container in specs.items()
        for spec in container.task_specs.values()
    }


def test_threads_share_a_release_and_no_run_changes_it(play: Play) -> None:
    play.deploy(vote(3))
    first = play.instance(play.start({"members": [1, 2, 3]}))
    with play.database.read() as session:
        definition = library.ready_release(session, first.release_id).definition("p")
    before = drawn(definition)

    def run(number: int) -> list[Any]:
        i = play.start({"members": [1, 2, 3]}, business_key=f"T-{number}")
        for n in range(3):
            play.complete(i, "vote", {"v": n})
        return sorted(play.variables(i)["votes"])

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(run, range(16))) == [[0, 1, 2]] * 16
    assert drawn(definition) == before


def test_a_chain_of_a_thousand_elements_is_deployed_and_run(sqlite_database: Database, clock: Any) -> None:
    play = Play(sqlite_database)
    steps = [f"s{n}" for n in range(1000)]
    play.deploy(d.diagram(d.start(), *(d.node("task", s) for s in steps), d.end(), d.path("begin", *steps, "done")))
    i = play.start()
    assert play.state(i) == "completed"
    assert len(play.past(i)) == 1002
