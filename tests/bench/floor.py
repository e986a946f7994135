"""The floor under a completion: the same statements with the same kind of parameters, sent by the bare driver.

Everything the product sends for one instance is recorded at the driver and sent again for its double, with every id
exchanged for the double's own. So the double's rows are what the product would have written, and the statements meet
the same indexes and constraints; only the engine is missing.
"""

import re
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg

from engine.store.database import Database
from engine.store.fast import CURSOR
from tests.bench.places import Place

Sent = tuple[str, Any, bool]
"""SQL, parameters, and whether the parameters are many rows."""
NOT_OURS = ("PRAGMA", "BEGIN", "COMMIT", ";")
"""What the driver or the pool says for itself."""
NUMBERED = re.compile(r"\$\d")
HEX_ID = re.compile(r"[0-9a-f]{32}")


class Recorder:
    """What a database sends to its driver while recording."""

    def __init__(self, place: Place) -> None:
        self.sent: list[Sent] = []
        self.database: Database = place.open_with(**self._options(place))
        if place.name == "postgres":
            self.database.engine.update_execution_options(**{CURSOR: _psycopg_cursor(self._note, psycopg.RawCursor)})

    def take(self) -> list[Sent]:
        """Return what was sent since the last time."""
        sent, self.sent[:] = [s for s in self.sent if not s[0].startswith(NOT_OURS)], []
        return sent

    def _options(self, place: Place) -> dict[str, Any]:
        if place.name == "postgres":
            return {"cursor_factory": _psycopg_cursor(self._note, psycopg.Cursor)}
        return {"factory": _sqlite_connection(self._note)}

    def _note(self, query: Any, values: Any, *, many: bool) -> None:
        text = query.decode() if isinstance(query, bytes) else str(query)
        self.sent.append((text, values, many))


def _psycopg_cursor(note: Any, kind: Any) -> type[psycopg.Cursor[Any]]:
    class Noting(kind):  # type: ignore[misc]
        def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
            note(query, params, many=False)
            return super().execute(query, params, **options)

        def executemany(self, query: Any, params_seq: Any, **options: Any) -> None:
            rows = list(params_seq)
            note(query, rows, many=True)
            super().executemany(query, rows, **options)

    return Noting


def _sqlite_connection(note: Any) -> type[sqlite3.Connection]:
    class NotingCursor(sqlite3.Cursor):
        def execute(self, sql: str, parameters: Any = ()) -> Any:
            note(sql, parameters, many=False)
            return super().execute(sql, parameters)

        def executemany(self, sql: str, seq_of_parameters: Any) -> Any:
            rows = list(seq_of_parameters)
            note(sql, rows, many=True)
            return super().executemany(sql, rows)

    class Noting(sqlite3.Connection):
        def cursor(self, factory: Any = NotingCursor) -> Any:
            return super().cursor(factory)

        def execute(self, sql: str, parameters: Any = ()) -> Any:
            return self.cursor().execute(sql, parameters)

        def executemany(self, sql: str, parameters: Any) -> Any:
            return self.cursor().executemany(sql, parameters)

    return Noting


@dataclass(frozen=True)
class Started:
    """An instance to be doubled: its id, its release, and what was sent when it was started."""

    source: UUID
    release_id: UUID
    sent: list[Sent]


class Double:
    """A second instance that lives by the recorded statements alone."""

    def __init__(self, place: Place, connection: Any, started: Started) -> None:
        self._is_postgres = place.name == "postgres"
        self._connection = connection
        self.started = started
        self._ids: dict[UUID, UUID] = {started.release_id: started.release_id}
        self._mark = uuid4().hex[:8]

    def begin(self) -> None:
        """Write the rows that its instance began with."""
        self.send(self.exchange(self.started.sent, "none"))

    def exchange(self, sent: list[Sent], key: str) -> list[Sent]:
        """Return recorded statements with the double's ids and a key of its own; before any clock runs."""
        return [(text, self._own(values, key), many) for text, values, many in sent]

    def send(self, sent: list[Sent]) -> None:
        """Send the statements of one command and commit."""
        if self._is_postgres:
            self._send_postgres(sent)
        else:
            self._send_sqlite(sent)

    def _send_sqlite(self, sent: list[Sent]) -> None:
        cursor = self._connection.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        for text, values, many in sent:
            if many:
                cursor.executemany(text, values)
            else:
                cursor.execute(text, values or ()).fetchall()
        cursor.execute("COMMIT")

    def _send_postgres(self, sent: list[Sent]) -> None:
        """Send all up to the row lock in one pipeline, and the rest with the commit in another."""
        lock = next((n for n, (text, _, _) in enumerate(sent) if "FOR UPDATE" in text), -1) + 1
        with self._connection.pipeline():
            cursors = [self._send_one(*one) for one in sent[:lock]]
        for cursor in cursors:
            with suppress(psycopg.ProgrammingError):  # a statement without rows
                cursor.fetchall()
        with self._connection.pipeline():
            cursors = [self._send_one(*one) for one in sent[lock:]]
            self._connection.commit()
        for cursor in cursors:
            with suppress(psycopg.ProgrammingError):
                cursor.fetchall()

    def _send_one(self, text: str, values: Any, many: bool) -> Any:
        if NUMBERED.search(text) is None:
            cursor = self._connection.cursor()
            (cursor.executemany if many else cursor.execute)(text, values)
            return cursor
        raw = psycopg.RawCursor(self._connection)
        if many:
            raw.executemany(text.encode(), values)
        else:
            raw.execute(text.encode(), values, prepare=True)
        return raw

    def _own(self, values: Any, key: str) -> Any:
        if isinstance(values, dict):
            return {name: self._own(value, key) for name, value in values.items()}
        if isinstance(values, list | tuple):
            return type(values)(self._own(value, key) for value in values)
        if isinstance(values, UUID):
            return self._ids.setdefault(values, uuid4())
        if isinstance(values, str) and HEX_ID.fullmatch(values):
            return self._ids.setdefault(UUID(values), uuid4()).hex
        return f"{key}-{self._mark}" if values == key else values
