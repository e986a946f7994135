"""An upgrade that is killed in its middle leaves the old version or the new one, never something between."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.store.database import Database
from tests.architecture.sources import HOME
from tests.cluster import Cluster
from tests.upgrades.filling import FIRST, fill
from web.cli.schema import Standing, schema_version, standing

KILLS = int(os.environ.get("BANGVANG_UPGRADE_KILLS", "2"))


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, tmp_path: Path, worker_name: str) -> Iterator[Database]:
    """Return the database that the first version left."""
    address = f"sqlite:///{tmp_path / 'old.db'}"
    if request.param == "postgresql":
        cluster: Cluster = request.getfixturevalue("cluster")
        address = cluster.create_empty(f"killed_{worker_name}")
    opened = Database(address)
    fill(opened, FIRST)
    yield opened
    opened.dispose()


def start(database: Database, folder: Path) -> "subprocess.Popen[bytes]":
    environ = {"PATH": os.environ["PATH"], "BANGVANG_DATA_DIR": str(folder), "BANGVANG_DATABASE_URL": database.url}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, "-m", "web.cli", "migrate"], cwd=HOME, env=environ, **quiet)


def shape(database: Database) -> tuple[str | None, int]:
    """Return the version and the number of tables and columns."""
    with database.engine.connect() as connection:
        columns = (
            "SELECT count(*) FROM sqlite_master m, pragma_table_info(m.name) WHERE m.type = 'table'"
            if database.is_sqlite
            else "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public'"
        )
        return schema_version(database), connection.exec_driver_sql(columns).scalar_one()


@pytest.mark.fault
def test_a_killed_upgrade_leaves_the_old_tables_or_the_new(old: Database, tmp_path: Path) -> None:
    before, chance = shape(old), random.Random(os.environ.get("BANGVANG_SEED", "upgrade"))
    for _ in range(KILLS):
        with start(old, tmp_path) as child:
            time.sleep(chance.uniform(0.5, 3.0))
            child.send_signal(signal.SIGKILL)
        now = shape(old)
        assert now == before or standing(old) is Standing.OWN
    with start(old, tmp_path) as child:
        assert child.wait(120) == 0
    after = shape(old)
    assert standing(old) is Standing.OWN
    with start(old, tmp_path) as child:
        assert child.wait(120) == 0
    assert shape(old) == after
