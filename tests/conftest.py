"""Fixtures for all tests: an empty database on each engine, and a clock that stands still."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import event

from engine.base import clock as clock_room
from engine.feel import workdays
from engine.store.database import Database
from tests.cluster import TEMPLATE, Cluster
from tests.dealing import deal
from tests.instants import VARIABLE, instant_of_this_run, name_of_this_run
from tests.sharing import share_addresses, share_connections, share_statements
from web.shell.tables import load_all
from web.signin import passwords

pytest_plugins = ["tests.browsing"]
HERE = Path(__file__).parent
ENGINES = ("sqlite", "postgresql")
INSTANT = instant_of_this_run()

WIPE = """
CREATE FUNCTION wipe() RETURNS void LANGUAGE plpgsql AS $$
DECLARE found text; filled boolean;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOR found IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE 'SELECT EXISTS (SELECT 1 FROM ' || found || ')' INTO filled;
    IF filled THEN EXECUTE 'DELETE FROM ' || found; END IF;
  END LOOP;
  FOR found IN SELECT quote_ident(sequencename) FROM pg_sequences WHERE last_value IS NOT NULL LOOP
    EXECUTE 'ALTER SEQUENCE ' || found || ' RESTART';
  END LOOP;
END $$
"""


def pytest_configure(config: pytest.Config) -> None:
    """Give the run one folder for its cluster, known to every worker."""
    given = getattr(config, "workerinput", None)
    folder = given["cluster_folder"] if given else tempfile.mkdtemp(prefix="bangvang-test-")
    config.stash[cluster_key] = Cluster(Path(folder))


def pytest_report_header() -> str:
    """Say at which instant the tests stand, so that a failure can be repeated there."""
    return f"instant: {VARIABLE}={name_of_this_run()}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Deal the tests out so that all workers end together."""
    items[:] = deal(items)


def pytest_collection_finish() -> None:
    """Collect garbage seldom, and never look again at what stands when the tests begin: a seventh of their time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


cluster_key = pytest.StashKey[Cluster]()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker where the run's cluster lies."""
    node.workerinput["cluster_folder"] = str(node.config.stash[cluster_key].folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the cluster when the whole run ends."""
    if not hasattr(config, "workerinput") and cluster_key in config.stash:
        config.stash[cluster_key].stop()


@pytest.fixture(scope="session")
def cluster(pytestconfig: pytest.Config) -> Cluster:
    """Return the run's private PostgreSQL cluster; it starts with the first address asked of it."""
    return pytestconfig.stash[cluster_key]


@pytest.fixture(scope="session")
def worker_name() -> str:
    """Return a name no other worker of this run has."""
    return os.environ.get("PYTEST_XDIST_WORKER", "only")


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Hash passwords with the least cost: the real cost is a tenth of a second in each sign-in of each test."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", quick)
        patch.setattr(passwords, "_nobody", quick.hash("nobody has this password"))
        yield


@pytest.fixture(scope="session", autouse=True)
def shared_compilations() -> Iterator[None]:
    """Let the databases and the applications of this process share what is compiled for them."""
    with share_statements(), share_addresses():
        yield


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with all tables and no rows."""
    load_all()
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    database = Database(f"sqlite:///{path}")
    database.create_all()
    database.dispose()
    return path


@pytest.fixture(scope="session")
def postgresql_address(cluster: Cluster, worker_name: str) -> Iterator[str]:
    """Return the address of this worker's own database, with all tables."""
    load_all()
    cluster.address(TEMPLATE)
    with cluster.locked():
        if not cluster.has(TEMPLATE):
            _create_template(cluster)
    address = cluster.clone(f"bangvang_{worker_name}")
    with share_connections(address):
        yield address


def _create_template(cluster: Cluster) -> None:
    """Make the database that all others are copied from."""
    with cluster.connect() as admin:
        admin.execute("CREATE DATABASE bangvang_making TEMPLATE template0")
    making = Database(cluster.address("bangvang_making"))
    making.create_all()
    making.dispose()
    with cluster.connect("bangvang_making") as connection:
        connection.execute(WIPE)
        connection.execute("ALTER TABLE content ALTER data SET STORAGE EXTERNAL")  # else each copy compresses it again
    with cluster.connect() as admin:
        admin.execute(f"ALTER DATABASE bangvang_making RENAME TO {TEMPLATE}")


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """Return an empty database with all tables: each test runs on SQLite and on PostgreSQL."""
    opened: Database = request.getfixturevalue(f"{request.param}_database")
    yield opened
    workdays.follow(None)  # an application reckons by its own database


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """Return an empty SQLite database with all tables."""
    path = tmp_path / "bangvang.db"
    shutil.copy(sqlite_template, path)
    opened = Database(f"sqlite:///{path}")
    # As with the cluster's fsync=off: nobody cuts the power of these databases.
    event.listen(opened.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    yield opened
    opened.dispose()


@pytest.fixture
def postgresql_database(postgresql_address: str) -> Iterator[Database]:
    """Return this worker's PostgreSQL database, emptied."""
    opened = Database(postgresql_address)
    with opened.engine.begin() as connection:
        connection.exec_driver_sql("SELECT wipe()")
    yield opened
    opened.dispose()


@pytest.fixture
def clock() -> Iterator[Any]:
    """Freeze the clock at the instant of this run, a Monday morning unless told; `clock.advance(step)` moves it."""
    with clock_room.travel_to(INSTANT):
        yield clock_room
