"""Statements compiled once per database, for the path that every completion takes.

SQLAlchemy's Core writes the SQL and converts the values, as everywhere else; what is saved is asking it to do so again
for every execution. A statement's parameters come by name and go to the driver by place.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Dialect, Insert, Select, UpdateBase, Uuid, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from engine.model.base import UtcDateTime

Convert = Callable[[Any], Any]
Row = Mapping[str, Any]

DIALECTS: Mapping[str, Dialect] = {
    "postgresql": PGDialect_psycopg(paramstyle="format"),  # type: ignore[no-untyped-call]
    "sqlite": sqlite.dialect(),
}

VALUES = re.compile(r" VALUES (\([^()]*\))")


@dataclass(frozen=True, eq=False)
class Prepared:
    """A statement as one driver takes it.

    `table` is what it writes, where it asks no other; `values` is the row that an INSERT writes, as it stands in the
    SQL, `keys` are the places of what tells its rows apart, and `parents` the tables that a row refers to.
    """

    sql: str
    names: tuple[str, ...]
    pick: Callable[[Row], tuple[Any, ...]]
    binders: tuple[tuple[int, Convert], ...]
    readers: tuple[tuple[int, Convert], ...]
    table: str = ""
    values: str = ""
    keys: tuple[int, ...] = ()
    parents: frozenset[str] = frozenset()

    def bind(self, row: Row) -> list[Any]:
        """Return the values of the parameters in their places."""
        values = list(self.pick(row))
        for place, convert in self.binders:
            value = values[place]
            if value is not None:
                values[place] = convert(value)
        return values

    def read(self, found: Sequence[Any]) -> list[Any]:
        """Return the values of one row of the answer."""
        values = list(found)
        for place, convert in self.readers:
            value = values[place]
            if value is not None:
                values[place] = convert(value)
        return values


class Statement:
    """A statement of named parameters.

    `build` makes it for a dialect, given by name; `columns` are set from parameters of the same names.
    """

    def __init__(self, build: Callable[[str], Any], columns: Sequence[str] = ()) -> None:
        self._build = build
        self._columns = tuple(columns)
        self._prepared: dict[str, Prepared] = {}

    def prepared(self, dialect_name: str) -> Prepared:
        """Return the statement for a dialect, compiling it at first."""
        found = self._prepared.get(dialect_name)
        if found is None:
            found = self._prepared[dialect_name] = self._prepare(dialect_name)
        return found

    def _prepare(self, dialect_name: str) -> Prepared:
        built, dialect = self._build(dialect_name), DIALECTS[dialect_name]
        return _prepare(built, built.compile(dialect=dialect, column_keys=self._columns or None), dialect)


def _prepare(built: Any, compiled: Any, dialect: Dialect) -> Prepared:
    names = tuple(compiled.positiontup)
    pick = itemgetter(*names) if len(names) > 1 else lambda row: tuple(row[name] for name in names)
    fixed = {name: compiled.binds[name].value for name in names if not compiled.binds[name].required}
    binders = [(place, _binder(compiled.binds[name].type, dialect)) for place, name in enumerate(names)]
    return Prepared(
        sql=compiled.string,
        names=names,
        pick=(lambda row: pick({**fixed, **row})) if fixed else pick,
        binders=tuple((place, convert) for place, convert in binders if convert is not None),
        readers=_readers(built, dialect),
        **_written(built, compiled.string, names),
    )


def _written(built: Any, sql: str, names: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(built, UpdateBase) or " SELECT " in sql or " RETURNING " in sql:
        return {}
    table: Any = built.table
    values = VALUES.search(sql) if isinstance(built, Insert) else None
    keys = [column.name for column in table.primary_key]
    can_repeat = values is not None and set(keys) <= set(names)
    places = tuple(names.index(key) for key in keys) if can_repeat else ()
    parents = frozenset(one.column.table.name for one in table.foreign_keys) - {table.name}
    row = values[1] if values and can_repeat else ""
    return {"table": table.name, "values": row, "keys": places, "parents": parents}


def _binder(kind: Any, dialect: Dialect) -> Convert | None:
    """Return what makes a value the driver's: SQLAlchemy's own converter, or the same said shorter."""
    if dialect.name == "sqlite" and type(kind) in SHORTER:
        return SHORTER[type(kind)]
    convert: Convert | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return convert


def _hex(value: UUID) -> str:
    return value.hex


def _stamp(value: datetime) -> str:
    """Return how SQLite keeps an aware instant."""
    if value.tzinfo is None:
        msg = f"a naive time would be stored: {value!r}"
        raise ValueError(msg)
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


SHORTER: Mapping[type, Convert] = {Uuid: _hex, UtcDateTime: _stamp}
"""Of these types a completion writes dozens of values."""


def _readers(built: Any, dialect: Dialect) -> tuple[tuple[int, Convert], ...]:
    columns = built.selected_columns if isinstance(built, Select) else built.exported_columns
    types = [column.type.dialect_impl(dialect) for column in columns]
    readers = [(place, kind.result_processor(dialect, None)) for place, kind in enumerate(types)]
    return tuple((place, convert) for place, convert in readers if convert is not None)


def inserting(model: Any, names: Sequence[str]) -> Statement:
    """Return the statement that inserts rows of a mapped class."""
    return Statement(lambda _: insert(model.__table__), names)


def replacing(model: Any, names: Sequence[str], *, keys: Sequence[str], changing: Sequence[str]) -> Statement:
    """Return the statement that inserts rows, or changes some columns of those that stand already."""

    def build(dialect_name: str) -> Any:
        statement = insert_for(dialect_name, model)
        set_ = {name: statement.excluded[name] for name in changing}
        return statement.on_conflict_do_update(index_elements=list(keys), set_=set_)

    return Statement(build, names)


def inserting_once(model: Any, names: Sequence[str], *, returning: str) -> Statement:
    """Return the statement that inserts a row unless it stands already, and answers with a column where it did."""

    def build(dialect_name: str) -> Any:
        return insert_for(dialect_name, model).on_conflict_do_nothing().returning(model.__table__.c[returning])

    return Statement(build, names)


def inserting_if_new(model: Any, names: Sequence[str]) -> Statement:
    """Return the statement that inserts rows, leaving those alone that stand already."""
    return Statement(lambda dialect_name: insert_for(dialect_name, model).on_conflict_do_nothing(), names)


def changing(model: Any, names: Sequence[str], where: Any, **values: Any) -> Statement:
    """Return the statement that changes columns of the rows of a condition; `values` are set by expressions."""
    return Statement(lambda _: update(model.__table__).where(where).values(**values), names)


def reading(columns: Sequence[Any], where: Any, *, locking: bool = False) -> Statement:
    """Return the statement that reads columns of a table, with a lock on its rows where asked."""
    query = select(*columns).where(where)
    return Statement(lambda _: query.with_for_update() if locking else query)


def insert_for(dialect_name: str, model: Any) -> Any:
    """Return an INSERT that can say what to do where a row stands already, as each database's own dialect writes it."""
    return (postgresql if dialect_name == "postgresql" else sqlite).insert(model.__table__)
