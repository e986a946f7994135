"""Programs and tables of different versions: who may work on what, and that the truth is said both ways."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from engine.model import ElementInstance
from engine.store.database import Database
from tests.upgrades.filling import FIRST, fill
from tests.web.cli.conftest import Run
from web.cli.schema import OLDEST, Standing, newest_version, require_usable

NEWER = "9999"


def change(folder: Path, statement: str, *values: str) -> None:
    with closing(sqlite3.connect(folder / "data" / "bangvang.db")) as database, database:
        database.execute(statement, values)


@pytest.fixture
def ahead(data: Path, tmp_path: Path) -> Path:
    """Return the folder of an installation that a newer program has brought forward."""
    change(tmp_path, "UPDATE alembic_version SET version_num = ?", NEWER)
    return tmp_path


def test_an_older_program_goes_on_where_newer_tables_let_it(bangvang: Run, ahead: Path) -> None:
    for command in (["migrate"], ["init"]):
        done = bangvang(*command)
        assert done.exit_code == 0, done.output
        assert NEWER in done.stdout
        assert f"({newest_version()})" in done.stdout
    database = Database(f"sqlite:///{ahead / 'data' / 'bangvang.db'}")
    assert require_usable(database) is Standing.AHEAD
    database.dispose()


def test_an_older_program_is_refused_where_newer_tables_are_no_longer_for_it(bangvang: Run, ahead: Path) -> None:
    change(ahead, "UPDATE installation_fact SET value = ? WHERE name = ?", NEWER, OLDEST)
    for command in ("migrate", "init", "serve", "worker"):
        done = bangvang(command)
        assert done.exit_code == 1
        assert "chương trình mới hơn" in done.stderr
        assert NEWER in done.stderr
        assert "Traceback" not in done.output
        assert "bangvang migrate" not in done.stderr


def test_older_tables_and_none_say_what_to_run(bangvang: Run, tmp_path: Path) -> None:
    assert "bangvang init" in bangvang("serve").stderr
    bangvang("init")
    change(tmp_path, "UPDATE alembic_version SET version_num = '0022'")
    assert "bangvang migrate" in bangvang("worker").stderr


def test_migrating_names_what_cannot_be_read_back(bangvang: Run, tmp_path: Path, clock: Any) -> None:
    address = f"sqlite:///{tmp_path / 'old.db'}"
    old = Database(address)
    fill(old, FIRST)
    where = {"env": {"BANGVANG_DATABASE_URL": address}}
    done = bangvang("migrate", **where)
    assert done.exit_code == 0, done.output
    assert "Đọc lại được cả 26 lượt" in done.stdout
    with old.transaction() as session:
        session.execute(update(ElementInstance).where(ElementInstance.element_id == "endorse").values(spec="gone"))
    done = bangvang("migrate", **where)
    assert done.exit_code == 1
    assert "nomination" in done.stderr
    assert "TĐKT-2026" in done.stderr
    old.dispose()
