"""Clients and workers killed at random, or with the database ending under them: what was answered is there once."""

import tempfile
from pathlib import Path

import pytest

from engine.store.database import Database
from tests.cluster import SAFE, Cluster
from tests.engine.play import Play
from tests.faults.clients import journal
from tests.faults.nemesis import Crew, Report, under_kills, under_restarts
from web.shell.tables import load_all

pytestmark = pytest.mark.fault
SEED = 20


def crew(database: Database, folder: Path, *, clients: int, operations: int, workers: int = 1) -> Crew:
    Play(database).deploy(journal())
    folder = folder / "J"
    folder.mkdir()
    return Crew(database, folder, clients, operations, workers, SEED)


def sound(report: Report) -> bool:
    print(report)  # noqa: T201 - to be seen where a test fails
    assert report.violations == []
    return report.answered > report.operations * 0.5


def test_clients_and_workers_killed_at_random_lose_and_double_nothing(database: Database, tmp_path: Path) -> None:
    report = under_kills(crew(database, tmp_path, clients=3, operations=60), 18, most=8)
    assert sound(report)
    assert report.kills > 3


def test_postgresql_ending_under_load_loses_nothing_acknowledged(tmp_path: Path) -> None:
    load_all()
    cluster = Cluster(Path(tempfile.mkdtemp(prefix="bangvang-safe-")), SAFE)
    try:
        database = Database(cluster.create_empty("restarts"))
        database.create_all()
        report = under_restarts(crew(database, tmp_path, clients=2, operations=60), cluster.restart, 1.5, most=3)
        database.dispose()
    finally:
        cluster.stop()
    assert sound(report)
    assert report.restarts > 0
