"""The state most tests of procedures begin with, made once per process and then only copied.

Loading the catalogue and checking the shipped procedures takes over a second, which hundreds of tests would each pay.
The state is made by the commands an administrator uses, on a database of the same kind; a copy of it is its rows.
"""

import atexit
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from engine.base import clock
from engine.base.digest import release_digest
from engine.base.errors import Finding
from engine.model.base import Base
from engine.releases import check
from engine.store.database import Database
from web.shell.tables import load_all
from workflows.registers.awards.catalogue import load_catalogue
from workflows.shipped import deploy_all, load_actions

STATES_KEPT = 8
Rows = dict[str, bytes]
_check_files = check.check_files
_checked: dict[str, list[Finding]] = {}
_folder = tempfile.TemporaryDirectory(prefix="bangvang-prepared-")
atexit.register(_folder.cleanup)


def ship(database: Database) -> None:
    """Give a database the catalogue and the shipped procedures, live since the clock's instant.

    People may be there already, but no release: the copied rows bring their ids with them.
    """
    load_actions()
    if database.is_sqlite:
        _attach_and_copy(_sqlite_state(clock.now()), Path(make_url(database.url).database or ""))
    else:
        address = make_url(database.url).set(drivername="postgresql", database="postgres")
        state = _postgresql_state(address.render_as_string(hide_password=False), clock.now())
        _write_rows(state, make_url(database.url).set(drivername="postgresql").render_as_string(hide_password=False))


def _make(database: Database) -> None:
    load_all()
    database.create_all()
    with database.transaction() as session:
        load_catalogue(session)
    with pytest.MonkeyPatch.context() as patch, database.transaction() as session:
        patch.setattr(check, "check_files", _check_once)
        deploy_all(session)
    database.dispose()


def _check_once(files: Mapping[str, bytes]) -> list[Finding]:
    """Check the shipped files once per process: at whichever instant they are deployed, they are the same."""
    digest = release_digest(files)
    if digest not in _checked:
        _checked[digest] = _check_files(files)
    return _checked[digest]


@lru_cache(STATES_KEPT)
def _sqlite_state(_instant: datetime) -> Path:
    path = Path(_folder.name) / f"{uuid4()}.db"
    _make(Database(f"sqlite:///{path}"))
    return path


def _attach_and_copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("ATTACH ? AS kept", (str(source),))
        connection.execute("BEGIN")
        for (table,) in connection.execute("SELECT name FROM kept.sqlite_schema WHERE type = 'table'").fetchall():
            if connection.execute(f'SELECT EXISTS (SELECT 1 FROM kept."{table}")').fetchone()[0]:  # noqa: S608
                connection.execute(f'INSERT INTO main."{table}" SELECT * FROM kept."{table}"')  # noqa: S608
        connection.execute("COMMIT")


@lru_cache(STATES_KEPT)
def _postgresql_state(server: str, _instant: datetime) -> Rows:
    name = f"prepared_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        address = make_url(server).set(database=name)
        _make(Database(address.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)))
        state = _read_rows(address.render_as_string(hide_password=False))
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
    return state


def _read_rows(address: str) -> Rows:
    found = {}
    with psycopg.connect(address) as connection:
        for table in Base.metadata.tables:
            with connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as copying:
                found[table] = b"".join(bytes(block) for block in copying)
    return {table: rows for table, rows in found.items() if rows}


def _write_rows(state: Rows, address: str) -> None:
    with psycopg.connect(address) as connection:
        connection.execute("SET session_replication_role = replica")
        for table, rows in state.items():
            with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))) as copying:
                copying.write(rows)
