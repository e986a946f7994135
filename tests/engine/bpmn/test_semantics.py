"""Each shape does what BPMN says: in one go, and reloaded from its rows between any two steps on both databases."""

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from SpiffWorkflow.util.task import TaskState
from sqlalchemy.orm import Session

from engine.base import clock as clock_room
from engine.base.actor import SYSTEM
from engine.base.logs import configure_logs
from engine.bpmn.keep import cache
from engine.bpmn.keep.running import running
from engine.bpmn.run.live import LiveWorkflow
from engine.model import Base
from engine.store import instances
from engine.store.database import Database
from tests.conformance import processes
from tests.engine.bpmn.shapes import ALL, Shape

ENGINES = ("sqlite", "postgresql")
MAX_STEPS = 500
BY_NAME = {shape.name: shape for shape in ALL}


@pytest.fixture(scope="module")
def sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Return one database for all shapes: what SQLAlchemy has compiled serves them all."""
    path = tmp_path_factory.mktemp("shapes") / "shapes.db"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    yield database
    database.dispose()


@pytest.fixture(scope="module")
def postgresql(postgresql_address: str) -> Iterator[Database]:
    database = Database(postgresql_address)
    yield database
    database.dispose()


def emptied(database: Database) -> Database:
    configure_logs()
    with database.engine.begin() as connection:
        if database.is_sqlite:
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(table.delete())
        else:
            connection.exec_driver_sql("SELECT wipe()")
    return database


@pytest.mark.parametrize("name", BY_NAME)
def test_a_shape_does_what_it_says(sqlite: Database, clock: Any, name: str) -> None:
    require(BY_NAME[name], run(emptied(sqlite), BY_NAME[name]))


@pytest.mark.parametrize(("engine", "name"), [(ENGINES[n % 2], name) for n, name in enumerate(BY_NAME)])
def test_a_shape_does_the_same_when_reloaded_at_each_step(
    request: pytest.FixtureRequest, clock: Any, monkeypatch: pytest.MonkeyPatch, engine: str, name: str
) -> None:
    database = emptied(request.getfixturevalue(engine))
    monkeypatch.setattr(LiveWorkflow, "advance", one_step)
    monkeypatch.setattr(processes.worker, "run_until_idle", settle)
    monkeypatch.setattr(cache, "take", lambda *_: None)
    require(BY_NAME[name], run(database, BY_NAME[name]))


def run(database: Database, shape: Shape) -> processes.Ran:
    horizon = timedelta(hours=shape.wait)
    return processes.run_processes(database, shape.diagram, shape.starts, shape.given, horizon)


def require(shape: Shape, ran: processes.Ran) -> None:
    assert (ran.outcome, Counter(ran.executed)) == (shape.outcome, Counter(shape.does.split())), ran.error
    assert subset(ran.variables, shape.results) == dict(shape.results)


def subset(found: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    return {name: found.get(name) for name in wanted}


def one_step(live: LiveWorkflow) -> None:
    """Run the one task that has been ready longest, and leave the rest to the next command."""
    live.look_at_conditions()
    ready = [t for t in live.all_tasks.values() if t.state == TaskState.READY and not t.task_spec.manual]
    if ready:
        live.host.attempt(min(ready, key=lambda t: t.ord))
        live.look_at_conditions()
    live.queue.clear()


def settle(database: Database) -> None:
    """Do what is due and run every instance step by step, from its rows each time, until nothing moves."""
    for _ in range(MAX_STEPS):
        moved = processes.worker.run_once(database)
        moved += database.perform(lambda s: sum(steps(s, one) for one in instances.all_ids(s)))
        if not moved:
            return
    raise AssertionError(clock_room.now())


def steps(session: Session, instance_id: UUID) -> int:
    """Take steps in one transaction until an instance stands still; each finds the instance in its rows alone."""
    failed = {one.element_instance_id for one in instances.open_incidents(session, instance_id)}
    for taken in range(MAX_STEPS):
        with running(session, instance_id, SYSTEM) as run:
            ready = [t for t in run.live.all_tasks.values() if t.state == TaskState.READY and not t.task_spec.manual]
            if all(t.id in failed for t in ready):
                return taken
            run.advance()
        failed = {one.element_instance_id for one in instances.open_incidents(session, instance_id)}
    raise AssertionError(instance_id)
