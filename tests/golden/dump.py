"""Instances in flight as text: the rows as they are stored, with the release they run on, loadable into any database.

A dump holds what the columns hold, so it also proves that what was stored years ago is still understood. Where a later
migration changes data, the same change is added to STEPS, and every older dump takes it while it is loaded.
"""

import base64
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, Text, column, insert, select, table
from sqlalchemy.orm import Session

from engine.model.base import Base, Json, UtcDateTime

Rows = dict[str, list[dict[str, Any]]]
TABLES = (
    "content",
    "release",
    "release_file",
    "process_version",
    "instance",
    "element_instance",
    "variable_scope",
    "variable",
    "variable_change",
    "user_task",
    "user_task_candidate",
    "job",
    "subscription",
    "message",
    "incident",
    "event",
)
"""The tables of a dump, each after those it points to."""
STEPS: dict[str, Callable[[Rows], None]] = {}
"""By the revision of a migration: what it does to the data, done to a dump of an older schema."""


def newest_schema() -> str:
    """Return the revision of the newest migration."""
    versions = Path(__file__).parents[2] / "web" / "migrations" / "versions"
    return max(path.name[:4] for path in versions.glob("[0-9]*.py"))


def dump(session: Session) -> Rows:
    """Return all rows of a database that holds one instance."""
    rows: Rows = {}
    for name in TABLES:
        found = session.execute(select(*_stored(name).c)).mappings()
        rows[name] = [{key: _written(key, value) for key, value in row.items()} for row in found]
    return rows


def load(session: Session, rows: Rows, schema: str) -> None:
    """Write a dump's rows, brought to the present schema."""
    for revision, step in sorted(STEPS.items()):
        if schema < revision:
            step(rows)
    for name in TABLES:
        stored, kinds = _stored(name), Base.metadata.tables[name].c
        for row in rows[name]:
            session.execute(insert(stored).values({key: _read(key, kinds[key].type, row[key]) for key in row}))


def _stored(name: str) -> Any:
    """Return a table as it is stored: what a JSON column holds stays the text it is."""
    columns = Base.metadata.tables[name].columns
    return table(name, *(column(c.name, Text() if isinstance(c.type, Json) else c.type) for c in columns))


def _written(key: str, value: Any) -> Any:
    match value:
        case bytes():
            return value.decode() if key == "data" else base64.b64encode(value).decode()
        case UUID():
            return str(value)
        case datetime():
            return value.isoformat()
    return value


def _read(key: str, kind: Any, value: Any) -> Any:
    if value is None or isinstance(kind, Json):
        return value
    if isinstance(kind, LargeBinary):
        return value.encode() if key == "data" else base64.b64decode(value)
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    return UUID(value) if getattr(kind, "python_type", None) is UUID else value
