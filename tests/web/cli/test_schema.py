"""The migrations make the tables the models describe, on both databases."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import event

from engine.store.database import Database
from tests.cluster import Cluster
from web.cli.schema import Standing, newest_version, schema_version, standing, upgrade_schema
from web.shell.tables import load_all
from workflows.registers.nominations.tally import triggers as tally
from workflows.registers.nominations.words import triggers as words

ADDED = re.compile(r"ALTER TABLE (?P<table>\S+) ADD COLUMN (?P<column>\S+) (?!.*\bDEFAULT\b).*\bNOT NULL")
DEMANDED = re.compile(r"ALTER TABLE (?P<table>\S+) ALTER COLUMN (?P<column>\S+) SET NOT NULL")


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


def test_migrated_triggers_are_those_of_the_rooms(untouched: Database) -> None:
    upgrade_schema(untouched)
    dialect = untouched.engine.dialect.name
    made = [*tally.trigger_statements(dialect), *words.trigger_statements(dialect)]
    asked = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
    if dialect == "postgresql":
        asked = "SELECT f.prosrc FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid WHERE NOT t.tgisinternal"
        made = [statement.split("$$")[1] for statement in made if "$$" in statement]
    with untouched.engine.connect() as connection:
        assert {row[0] for row in connection.exec_driver_sql(asked)} == set(made)


def test_an_upgrade_brings_the_newest_version_and_may_be_repeated(untouched: Database) -> None:
    assert schema_version(untouched) is None
    assert standing(untouched) is Standing.EMPTY
    upgrade_schema(untouched)
    upgrade_schema(untouched)
    assert schema_version(untouched) == newest_version()
    assert standing(untouched) is Standing.OWN


def test_every_column_a_migration_adds_or_demands_suits_a_filled_table(cluster: Cluster, worker_name: str) -> None:
    opened = Database(cluster.create_empty(f"untouched_{worker_name}"))
    told: list[str] = []
    event.listen(opened.engine, "before_cursor_execute", lambda *said: told.append(said[2]))
    upgrade_schema(opened)
    opened.dispose()
    assert any("ADD COLUMN" in statement for statement in told)
    assert refused_by_a_filled_table(told) == []


def test_no_migration_makes_a_table_anew_that_others_refer_to(tmp_path: Path) -> None:
    opened = Database(f"sqlite:///{tmp_path / 'new.db'}")
    told: list[str] = []
    event.listen(opened.engine, "before_cursor_execute", lambda *said: told.append(said[2]))
    upgrade_schema(opened)
    opened.dispose()
    dropped = set(re.findall(r"^\s*DROP TABLE (\w+)", "\n".join(told), re.MULTILINE))
    tables = load_all().tables.values()
    referred = {key.column.table.name for one in tables for key in one.foreign_keys if key.column.table is not one}
    assert "message" in dropped  # as SQLite's batches do
    # Where rows refer to its rows, the database refuses that; 0054 lays aside those that refer to titles.
    assert dropped & referred == {"title_record"}


def test_a_column_that_a_filled_table_refuses_is_seen() -> None:
    assert refused_by_a_filled_table(["ALTER TABLE a ADD COLUMN b VARCHAR(3) NOT NULL"]) == ["a.b"]
    assert refused_by_a_filled_table(["ALTER TABLE a ALTER COLUMN b SET NOT NULL"]) == ["a.b"]
    safe = "ALTER TABLE a ADD COLUMN b TEXT DEFAULT '' NOT NULL", "ALTER TABLE a ADD COLUMN c TEXT"
    assert refused_by_a_filled_table([*safe, "UPDATE a SET c=''", "ALTER TABLE a ALTER COLUMN c SET NOT NULL"]) == []


def refused_by_a_filled_table(statements: Sequence[str]) -> list[str]:
    """Return the columns, as `table.column`, that would leave rows without a value they must have."""
    refused = []
    for place, statement in enumerate(statements):
        found = ADDED.search(statement) or DEMANDED.search(statement)
        if found and not any(_fills(earlier, found["table"], found["column"]) for earlier in statements[:place]):
            refused.append(f"{found['table']}.{found['column']}")
    return refused


def _fills(statement: str, table: str, column: str) -> bool:
    """Tell whether a statement gives a column's rows a value: a default for new ones is none for those that are."""
    setting = rf"UPDATE {re.escape(table)} SET\b.*\b{re.escape(column)} *="
    return re.match(setting, " ".join(statement.split())) is not None
