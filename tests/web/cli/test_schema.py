"""The migrations make the tables the models describe, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from engine.store.database import Database
from tests.cluster import Cluster
from web.cli.schema import is_current, newest_version, schema_version, upgrade_schema
from web.tables import load_all


@pytest.fixture(params=["sqlite", "postgresql"])
def untouched(request: pytest.FixtureRequest, tmp_path: Path, worker_name: str) -> Iterator[Database]:
    """Return a database without a single table."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path / 'new.db'}"
    else:
        cluster: Cluster = request.getfixturevalue("cluster")
        address = cluster.create_empty(f"untouched_{worker_name}")
    opened = Database(address)
    yield opened
    opened.dispose()


def test_migrated_tables_are_those_of_the_models(untouched: Database) -> None:
    upgrade_schema(untouched)
    with untouched.read() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, load_all()) == []


def test_an_upgrade_brings_the_newest_version_and_may_be_repeated(untouched: Database) -> None:
    assert schema_version(untouched) is None
    assert not is_current(untouched)
    upgrade_schema(untouched)
    upgrade_schema(untouched)
    assert schema_version(untouched) == newest_version()
    assert is_current(untouched)
