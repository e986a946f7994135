"""What one transaction reads at once and writes at once, straight through the driver.

Round trips are what a completion costs, so what a command writes is gathered and sent together: in one pipeline on
PostgreSQL, with the commit where nothing else is left to do, and statement by statement on SQLite. Whatever else the
session does sees what was gathered: it is sent before any other query, before a flush, before a savepoint and before
the commit. Rows are sent in the order they were gathered, and before the mapped objects of the same flush.

A writing session joins this transaction when its mapped classes are first used; a command that needs none of them runs
and commits on the driver's connection alone.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from psycopg import RawCursor
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, SessionTransaction

from engine.base.failpoints import reach
from engine.store.fast.combining import combine, joinable, numbered
from engine.store.fast.statements import Prepared, Row, Statement
from engine.store.slow import tell_if_slow

BATCH = "batch"
CURSOR = "batch_cursor"
"""The execution option of an engine that names another class of cursors than psycopg's raw one, to look on."""
Question = tuple[Statement, Row]


class Batch:
    """One transaction on one of the driver's connections, with what is still to be sent and what follows its commit."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.dialect = engine.dialect.name
        self.pooled: Any = None
        self.driver: Any = None
        self.joined: Connection | None = None
        self.has_begun = False
        self.waiting: list[tuple[Prepared, list[list[Any]]]] = []
        self.kept: dict[Any, tuple[Any, Callable[[], None]]] = {}
        self.foreseen: dict[Any, Any] = {}

    def begin(self) -> None:
        """Begin the transaction unless it has begun; on SQLite it takes the one writer's lock at once."""
        if self.has_begun:
            return
        if self.pooled is None:
            self.pooled = self._try(self.engine.raw_connection)
            self.driver = self.pooled.driver_connection
        self.has_begun = True
        if self.dialect == "sqlite":
            self._try(self.driver.execute, "BEGIN IMMEDIATE")

    def join(self) -> Connection:
        """Return a connection of SQLAlchemy's on the same transaction."""
        self.begin()
        if self.joined is None:
            self.joined = Connection(self.engine, self.pooled).execution_options(batch=self)
        return self.joined

    def commit(self) -> None:
        """Send what was gathered and commit, where no mapped class was used; then do what was to follow."""
        self.send(commit=True)
        if self.has_begun:
            self._try(self.driver.commit)
        self.finish()

    def finish(self) -> None:
        """Do what was to follow the commit."""
        for _, work in self.kept.values():
            work()
        self.kept.clear()

    def forget(self) -> None:
        """Let go of what was gathered and kept: it was rolled back."""
        self.waiting.clear()
        self.kept.clear()
        self.foreseen.clear()

    def close(self) -> None:
        """Give the connection back to the pool, which rolls back what was not committed."""
        if self.joined is not None:
            self.joined.close()
        elif self.pooled is not None:
            self.pooled.close()

    def add(self, statement: Statement, rows: Iterable[Row]) -> None:
        """Gather rows for a statement, together with those before them where it is the same statement."""
        prepared = statement.prepared(self.dialect)
        bound = [prepared.bind(row) for row in rows]
        if not bound:
            return
        before = joinable(self.waiting, prepared)
        if before is None:
            self.waiting.append((prepared, bound))
        else:
            before.extend(bound)

    def ask(self, questions: Sequence[Question]) -> list[list[list[Any]]]:
        """Send statements and return the rows each answered with."""
        self.begin()
        asked = [(statement.prepared(self.dialect), row) for statement, row in questions]
        work = self._ask_postgres if self.dialect == "postgresql" else self._ask
        found = self._try(work, [(prepared, prepared.bind(row)) for prepared, row in asked])
        return [[prepared.read(row) for row in rows] for (prepared, _), rows in zip(asked, found, strict=True)]

    def _ask(self, asked: list[tuple[Prepared, list[Any]]]) -> list[list[Any]]:
        return [self._look_up(prepared.sql, values) for prepared, values in asked]

    def _look_up(self, sql: str, values: list[Any]) -> list[Any]:
        began_at = time.perf_counter()
        found: list[Any] = self.driver.execute(sql, values).fetchall()
        tell_if_slow(began_at, (sql,))
        return found

    def _ask_postgres(self, asked: list[tuple[Prepared, list[Any]]]) -> list[list[Any]]:
        cursors = [self._cursor() for _ in asked]
        began_at = time.perf_counter()
        with self.driver.pipeline():
            for cursor, (prepared, values) in zip(cursors, asked, strict=True):
                cursor.execute(numbered(prepared), values, prepare=True)
        tell_if_slow(began_at, (prepared.sql for prepared, _ in asked))
        return [cursor.fetchall() for cursor in cursors]

    def _cursor(self) -> Any:
        """Return a cursor that takes SQL as it is, with numbered places."""
        kind = self.engine.get_execution_options().get(CURSOR, RawCursor)
        return kind(self.driver)

    def send(self, *, commit: bool = False) -> None:
        """Send what was gathered; on PostgreSQL the commit can go along."""
        waiting, self.waiting = self.waiting, []
        if waiting:
            self.begin()
            self._try(self._pipeline if self.dialect == "postgresql" else self._execute, waiting, commit)

    def _execute(self, waiting: list[tuple[Prepared, list[list[Any]]]], _commit: bool) -> None:
        began_at = time.perf_counter()
        for prepared, rows in waiting:
            reach("write.statement")
            if len(rows) == 1:
                self.driver.execute(prepared.sql, rows[0])
            else:
                self.driver.executemany(prepared.sql, rows)
        tell_if_slow(began_at, (prepared.sql for prepared, _ in waiting))

    def _pipeline(self, waiting: list[tuple[Prepared, list[list[Any]]]], commit: bool) -> None:
        began_at = time.perf_counter()
        with self.driver.pipeline(), self._cursor() as cursor:
            for sql, values, has_rows in combine(waiting):
                reach("write.statement")
                if has_rows:
                    cursor.executemany(sql, values)
                else:
                    cursor.execute(sql, values, prepare=True)
            if commit:
                self.driver.commit()
                reach("commit.sent")
        tell_if_slow(began_at, (prepared.sql for prepared, _ in waiting))

    def _try(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """Do something with the driver; its errors are raised as SQLAlchemy would, with no value in their text."""
        dialect = self.engine.dialect
        kind: Any = dialect.loaded_dbapi.Error
        try:
            return work(*arguments)
        except kind as error:
            is_lost = dialect.is_disconnect(error, self.driver, None)
            if is_lost and self.pooled is not None:
                (self.joined or self.pooled).invalidate(error)
            raise DBAPIError.instance(
                None, None, error, kind, hide_parameters=True, connection_invalidated=is_lost, dialect=dialect
            ) from error


class WritingSession(Session):
    """A session that joins its batch's transaction when a mapped class is first used."""

    def get_bind(self, *_arguments: Any, **_named: Any) -> Connection:
        """Return the connection of the batch."""
        return batch_of(self).join()

    def begin_nested(self) -> SessionTransaction:
        """Begin a savepoint, at once: what is sent within it may pass the session by."""
        send(self)
        begun = super().begin_nested()
        self.connection()
        return begun


def batch_of(session: Session) -> Batch:
    """Return the batch of a writing session; KeyError for one that only reads."""
    found: Batch = session.info[BATCH]
    return found


def ask(session: Session, *questions: Question) -> list[list[list[Any]]]:
    """Read with several statements in one round trip; what the session is still to write is sent before.

    A session that only reads has nothing to send, and asks on its own connection.
    """
    if BATCH not in session.info:
        return [
            _look_up(session, statement.prepared(session.get_bind().dialect.name), row) for statement, row in questions
        ]
    session.flush()
    send(session)
    return batch_of(session).ask(questions)


def _look_up(session: Session, prepared: Prepared, row: Row) -> list[list[Any]]:
    found = session.connection().exec_driver_sql(prepared.sql, tuple(prepared.bind(row)))
    return [prepared.read(tuple(one)) for one in found]


def write(session: Session, statement: Statement, rows: Iterable[Row]) -> None:
    """Gather rows to be written; whoever reads in this session finds them written."""
    batch_of(session).add(statement, rows)


def send(session: Session) -> None:
    """Send what was gathered."""
    batch_of(session).send()


def keep(session: Session, key: Any, value: Any, after_commit: Callable[[], None]) -> None:
    """Keep a value for the rest of the transaction, and do something with it once that has committed.

    Any rollback, of a savepoint too, lets go of all that was kept: what it was made from may be undone.
    """
    batch_of(session).kept[key] = (value, after_commit)


def take(session: Session, key: Any) -> Any:
    """Take out a value that was kept in this transaction, or None; it is kept no more."""
    value, _ = batch_of(session).kept.pop(key, (None, None))
    return value


def listen(sessions: Any) -> None:
    """Make the sessions of a factory send what was gathered in time."""
    event.listen(sessions, "do_orm_execute", lambda state: send(state.session))
    event.listen(sessions, "before_flush", lambda session, _context, _objects: send(session))
    event.listen(sessions, "before_commit", _before_commit)
    event.listen(sessions, "after_commit", _after_commit)
    event.listen(sessions, "after_soft_rollback", lambda session, _transaction: batch_of(session).forget())
    event.listen(sessions, "after_transaction_end", _ended)


def _before_commit(session: Session) -> None:
    has_more = session.in_nested_transaction() or session.new or session.dirty or session.deleted
    batch_of(session).send(commit=not has_more)


def _after_commit(session: Session) -> None:
    if not session.in_nested_transaction():
        batch_of(session).commit()  # what the session had not joined


def _ended(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        batch_of(session).has_begun = False
