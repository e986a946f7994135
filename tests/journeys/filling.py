"""Rows for every table, and then many times as many by copying them: what pages ask is counted on both."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Column, Connection, Table, TypeDecorator, UniqueConstraint, insert, select

from engine.base import clock
from engine.base.text import Text
from engine.model.base import Json, new_id
from engine.store.database import Database
from web.shell.tables import load_all

Row = dict[str, Any]
ALONE = {
    *("alembic_version", "installation_fact", "organisation_stamp", "command", "event", "variable_change"),
    *("release", "release_file", "process_version", "process_start", "content", "regime", "award", "award_rule"),
    *("nomination_tally", "nomination_word", "nomination_counter", "council_session_counter", "series_counter"),
    *("variable_scope", "element_instance", "web_session", "chosen_setting", "calendar_day", "blob"),
}
"""What is kept by triggers, counted, deployed, or read by no list."""
MOST = 400
"""Rows of a table that are copied, but for what hangs together as cases."""
CASES = {"instance", "user_task", "user_task_candidate", "variable", "nomination"}
WHO = {"person", "unit"}
"""Whom the copies of everything else are about, too."""
OF_PEOPLE = {"post", "account"}
"""What belongs to the copies of people: nobody comes to hold more posts."""
TOLD = Text("Không làm được.").as_data()
SAID: Mapping[tuple[str, str], Any] = {
    ("complaint", "kind"): "complaint",
    ("incident", "message"): TOLD,
    ("incident", "kind"): "element",
    ("proposed_act", "state"): "open",
    ("proposed_act", "kind"): "suspend_instance",
    ("migration", "state"): "checked",
    ("declared_relation", "kind"): "spouse",
    ("revocation", "ground"): "fraud",
    ("document_template", "kind"): "minutes",
    ("attachment", "state"): "kept",
    ("batch", "state"): "done",
    ("job", "state"): "due",
}
"""What stands in a column in which not anything may stand."""
OWN = {"batch": "actor_id", "saved_filter": "owner_id", "watch": "person_id", "absence": "substitute_id"}
"""What somebody has a list of: everybody who looks gets a row."""


SECOND = ("relative_id",)
"""Who is somebody else than the first."""


def begin(database: Database, viewers: Iterable[UUID]) -> None:
    """Put a row into each table that has none."""
    with unchecked(database) as connection:
        for table in load_all().sorted_tables:
            if table.name not in ALONE and connection.execute(select(table).limit(1)).first() is None:
                owners = [*viewers] if table.name in OWN else [None]
                connection.execute(insert(table), [_made(connection, table, owner) for owner in owners])


def _made(connection: Connection, table: Table, owner: UUID | None) -> Row:
    row = {one.name: _said(connection, one) for one in table.c}
    if owner is not None:
        whose = table.c[OWN[table.name]]
        row[whose.name] = owner if _python_type(whose) is UUID else str(owner)
    return row


def _said(connection: Connection, column: "Column[Any]") -> Any:
    if (column.table.name, column.name) in SAID:
        return SAID[column.table.name, column.name]
    place = int(column.name in SECOND)
    keys = [select(key.column).limit(1).offset(place) for key in column.foreign_keys]
    found = [connection.execute(query).scalar() for query in keys]
    return next(filter(None, found), None if column.nullable else _anything(column))


def _anything(column: "Column[Any]") -> Any:
    if isinstance(column.type, Json):
        return [] if column.name in ("effect", "messages", "columns") else {}
    known = {UUID: new_id(), int: 1, bool: False, bytes: b"x", date: clock.today(), datetime: clock.now()}
    return known.get(_python_type(column), f"x{new_id().hex[-6:]}")


@contextmanager
def unchecked(database: Database) -> Iterator[Connection]:
    """Write into a database of SQLite that checks nothing meanwhile."""
    with database.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys = OFF")
        driver.execute("PRAGMA ignore_check_constraints = ON")
        yield connection
        connection.commit()
        driver.execute("PRAGMA foreign_keys = ON")
        driver.execute("PRAGMA ignore_check_constraints = OFF")


def multiply(database: Database, times: int) -> None:
    """Let each table have so many times as many rows; those of one copy refer to each other."""
    tables = [table for table in load_all().sorted_tables if table.name not in ALONE]
    with unchecked(database) as connection:
        rows = {table.name: _rows(connection, table) for table in tables}
        known = {name for table in tables for name in _names(table, rows[table.name])}
        known -= {row["code"] for row in rows["unit"]}  # a council is called as its body
        for table in tables:
            copies = [_copy(table, row, turn, known) for turn in range(1, times) for row in rows[table.name]]
            if copies:
                connection.execute(insert(table), copies)


def _rows(connection: Connection, table: Table) -> list[Row]:
    query = select(table) if table.name in CASES else select(table).limit(MOST)
    return [dict(row._mapping) for row in connection.execute(query)]


def _names(table: Table, rows: list[Row]) -> Iterator[UUID | str]:
    """Yield by what others refer to rows: keys of one column, and the codes of cases."""
    alone = [key[0] for key in _keys(table) if len(key) == 1 and not table.c[key[0]].foreign_keys]
    named = [name for name in (*alone, "business_key") if name in table.c and table.name not in WHO]
    for value in (row[name] for row in rows for name in named if isinstance(row[name], UUID | str) and row[name]):
        yield value
        yield str(value)


def _keys(table: Table) -> list[tuple[str, ...]]:
    constraints = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    unique = [one for one in table.indexes if one.unique]
    return [tuple(c.name for c in one.columns) for one in (table.primary_key, *constraints, *unique)]


def _copy(table: Table, row: Row, turn: int, known: set[UUID | str]) -> Row:
    new = {one.name: _referring(one, row[one.name], turn, known) for one in table.c}
    for key in _keys(table):
        if all(row[name] is not None and new[name] == row[name] for name in key):
            first = min(key, key=lambda name: (len(key) > 1 and not table.c[name].foreign_keys, _order(row[name])))
            new[first] = _other(row[first], turn)
    return new


def _referring(column: "Column[Any]", value: Any, turn: int, known: set[UUID | str]) -> Any:
    to = next((key.column.table.name for key in column.foreign_keys), "")
    is_theirs = to == "person" and column.table.name in OF_PEOPLE and value is not None
    is_numbered = isinstance(value, int) and to and to not in ALONE
    is_named = isinstance(value, UUID | str) and value in known
    return _other(value, turn) if is_theirs or is_numbered or is_named else value


def _order(value: Any) -> int:
    return next((n for n, kind in enumerate((UUID, str, int)) if isinstance(value, kind)), 3)


def _other(value: Any, turn: int) -> Any:
    """Return what stands for a value in a copy; a UUID and its text stay the same one."""
    if isinstance(value, int):
        return value + turn * 100_000
    try:
        made = uuid5(UUID(str(value)), str(turn))
    except ValueError:
        return f"{value}~{turn}"
    return made if isinstance(value, UUID) else str(made)


def _python_type(column: "Column[Any]") -> type[Any]:
    kind = column.type
    found: type[Any] = (kind.impl_instance if isinstance(kind, TypeDecorator) else kind).python_type
    return found
