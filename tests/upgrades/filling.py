"""The database of an earlier version made again: its tables by its own migrations, then its rows as they were."""

import base64
import json
import lzma
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from engine.store.database import Database
from web.cli.schema import upgrade_schema

FILLED = sorted((Path(__file__).parent / "filled").glob("*.json.xz"))
FIRST = Path(__file__).parent / "filled" / "aebae18.json.xz"
"""What the first version that landed left."""


def fill(database: Database, path: Path) -> None:
    """Bring an empty database to the version of a kept one, and write that one's rows into it."""
    kept: dict[str, Any] = json.loads(lzma.decompress(path.read_bytes()))
    upgrade_schema(database, kept.pop("alembic_version")["rows"][0][0])
    with database.engine.connect() as connection:
        later = "SET LOCAL session_replication_role = replica"
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON" if database.is_sqlite else later)
        _write(connection, kept)
        connection.commit()


def _write(connection: sa.Connection, kept: dict[str, Any]) -> None:
    known = sa.MetaData()
    known.reflect(connection, only=list(kept))
    for name, said in kept.items():
        table = known.tables[name]
        rows = [dict(_values(table, said["columns"], row)) for row in said["rows"]]
        connection.execute(sa.delete(table))
        connection.execute(sa.insert(table), rows)


def _values(table: sa.Table, columns: list[str], row: list[Any]) -> Iterator[tuple[str, Any]]:
    for name, value in zip(columns, row, strict=True):
        yield name, None if value is None else _value(table.c[name].type, value)


def _value(kind: Any, value: Any) -> Any:
    """Return a value as this database's driver takes it for a column of a kind, from what SQLite held."""
    match kind:
        case sa.LargeBinary():
            return base64.b64decode(value["bytes"])
        case sa.DateTime():
            return datetime.fromisoformat(value).replace(tzinfo=UTC if kind.timezone else None)
        case sa.Date():
            return date.fromisoformat(value)
        case sa.Boolean():
            return bool(value)
        case sa.Uuid():
            return UUID(value)
    return value
