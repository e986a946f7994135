"""States that many tests begin with, made once per process and then only copied.

Loading the catalogue and checking the shipped procedures takes over a second, bringing a case to its council a third of
one; hundreds of tests would each pay. A state is made by the commands that people use, on an empty database of the same
kind and at the same instant; a copy of it is its rows.
"""

import atexit
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import pytest
from psycopg import sql
from sqlalchemy import make_url

from engine.base import clock
from engine.base.digest import release_digest
from engine.base.errors import Finding
from engine.model.base import Base
from engine.releases import check
from engine.store.database import Database
from tests.cluster import TEMPLATE
from web.shell.tables import load_all
from workflows.registers.awards.catalogue import load_catalogue
from workflows.shipped import deploy_all, load_actions

T = TypeVar("T")
_check_files = check.check_files
_checked: dict[str, list[Finding]] = {}
_folder = tempfile.TemporaryDirectory(prefix="bangvang-prepared-")
atexit.register(_folder.cleanup)


@dataclass(frozen=True)
class State:
    """What a database holds: a file, or the rows of each table and the sequences; and what was told of it."""

    told: Any
    passed: timedelta
    path: Path | None = None
    rows: Mapping[str, bytes] | None = None
    sequences: Mapping[str, int] | None = None


_states: dict[Any, State] = {}


def begin_with(database: Database, make: Callable[..., T], *given: Any) -> T:
    """Fill an empty database with what `make(database, *given)` makes, and return what it returned.

    It is made once per process, kind of database and instant; the clock then stands as far on as `make` moved it.
    `make` is a function of a module, what it is given can be hashed, and what it returns is not to be changed.
    """
    load_actions()
    key = (make, given, database.is_sqlite, clock.now())
    if key not in _states:
        _states[key] = (_make_file if database.is_sqlite else _make_rows)(database, lambda made: make(made, *given))
    state = _states[key]
    (_copy_file if database.is_sqlite else _copy_rows)(state, database)
    if state.passed:
        clock.advance(state.passed)
    told: T = state.told
    return told


def ship_catalogue(database: Database) -> None:
    """Give an empty database the catalogue of awards."""
    begin_with(database, _ship_catalogue)


def _ship_catalogue(database: Database) -> None:
    with database.transaction() as session:
        load_catalogue(session)


def ship(database: Database) -> None:
    """Give an empty database the catalogue and the shipped procedures, live since the clock's instant."""
    begin_with(database, _ship)


def _ship(database: Database) -> None:
    _ship_catalogue(database)
    with pytest.MonkeyPatch.context() as patch, database.transaction() as session:
        patch.setattr(check, "check_files", _check_once)
        deploy_all(session)


def _check_once(files: Mapping[str, bytes]) -> list[Finding]:
    """Check the shipped files once per process: at whichever instant they are deployed, they are the same."""
    digest = release_digest(files)
    if digest not in _checked:
        _checked[digest] = _check_files(files)
    return _checked[digest]


def _made(address: str, make: Callable[[Database], Any]) -> tuple[Any, timedelta]:
    """Let `make` fill a database; return what it told, and how far it moved the clock, which stands as before."""
    database, began = Database(address), clock.now()
    database.create_all()
    with clock.travel_to(began):
        told = make(database)
        passed = clock.now() - began
    database.dispose()
    return told, passed


@lru_cache
def _empty_file() -> Path:
    load_all()
    path = Path(_folder.name) / "empty.db"
    database = Database(f"sqlite:///{path}")
    database.create_all()
    database.dispose()
    return path


def _make_file(_wanted: Database, make: Callable[[Database], Any]) -> State:
    path = Path(_folder.name) / f"{uuid4()}.db"
    shutil.copy(_empty_file(), path)
    told, passed = _made(f"sqlite:///{path}", make)
    return State(told, passed, path=path)


def _copy_file(state: State, database: Database) -> None:
    path = Path(make_url(database.url).database or "")
    with closing(sqlite3.connect(path)) as connection:
        asked = " OR ".join(f'EXISTS (SELECT 1 FROM "{table}")' for table in Base.metadata.tables)  # noqa: S608
        assert not connection.execute(f"SELECT {asked}").fetchone()[0], "a state begins with an empty database"
    database.engine.dispose()
    shutil.copy(state.path or "", path)


def _make_rows(wanted: Database, make: Callable[[Database], Any]) -> State:
    name, address = f"prepared_{uuid4().hex}", make_url(wanted.url)
    server = Database(address.set(database="postgres").render_as_string(hide_password=False))
    with server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as admin:
        has_tables = admin.exec_driver_sql("SELECT 1 FROM pg_database WHERE datname = %s", (TEMPLATE,)).first()
        admin.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE if has_tables else 'template0'}")
        made = address.set(database=name).render_as_string(hide_password=False)
        told, passed = _made(made, make)
        state = State(told, passed, rows=_read_rows(made), sequences=_read_sequences(made))
        admin.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()
    return state


def _read_rows(address: str) -> dict[str, bytes]:
    found, database = {}, Database(address)
    with database.engine.connect() as opened:
        driver: Any = opened.connection.driver_connection
        for table in Base.metadata.tables:
            with driver.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as copying:
                found[table] = b"".join(bytes(block) for block in copying)
    database.dispose()
    return {table: _kept_once(rows) for table, rows in found.items() if rows}


_kept: dict[bytes, bytes] = {}


def _kept_once(rows: bytes) -> bytes:
    """Return rows as another state has them: the files of the procedures are in every one."""
    return _kept.setdefault(rows, rows)


def _read_sequences(address: str) -> dict[str, int]:
    database = Database(address)
    with database.engine.connect() as opened:
        asked = "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"
        found = dict(map(tuple, opened.exec_driver_sql(asked)))
    database.dispose()
    return found


def _copy_rows(state: State, database: Database) -> None:
    with database.engine.begin() as opened:
        opened.exec_driver_sql("SET LOCAL session_replication_role = replica")
        driver: Any = opened.connection.driver_connection
        for table, rows in (state.rows or {}).items():
            with driver.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))) as copying:
                copying.write(rows)
        for name, number in (state.sequences or {}).items():
            opened.exec_driver_sql("SELECT setval(%s::regclass, %s)", (f'"{name}"', number))
