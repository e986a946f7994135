"""What one transaction reads at once and writes at once, straight through the driver.

Round trips are what a completion costs, so what a command writes is gathered and sent together: in one pipeline on
PostgreSQL, with the commit where nothing else is left to do, and statement by statement on SQLite. Whatever else the
session does sees what was gathered: it is sent before any other query, before a flush, before a savepoint and before
the commit. Rows are sent in the order they were gathered, and before the mapped objects of the same flush.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, SessionTransaction

from engine.store.statements import Prepared, Row, Statement

BATCH = "batch"
Question = tuple[Statement, Row]


class Batch:
    """The driver's connection of one transaction, what is still to be sent on it, and what is to follow its commit."""

    def __init__(self, session: Session) -> None:
        self.connection: Any = session.connection()
        self.dialect: str = self.connection.dialect.name
        self.driver: Any = self.connection.connection.driver_connection
        self.waiting: list[tuple[Prepared, list[list[Any]]]] = []
        self.kept: dict[Any, tuple[Any, Callable[[], None]]] = {}

    def add(self, statement: Statement, rows: Iterable[Row]) -> None:
        """Gather rows for a statement, together with those before them where it is the same statement."""
        prepared = statement.prepared(self.dialect)
        bound = [prepared.bind(row) for row in rows]
        if self.waiting and self.waiting[-1][0] is prepared:
            self.waiting[-1][1].extend(bound)
        elif bound:
            self.waiting.append((prepared, bound))

    def ask(self, questions: Sequence[Question]) -> list[list[list[Any]]]:
        """Send statements and return the rows each answered with."""
        asked = [(statement.prepared(self.dialect), row) for statement, row in questions]
        try:
            found = self._ask([(prepared.sql, prepared.bind(row)) for prepared, row in asked])
        except self.connection.dialect.loaded_dbapi.Error as error:
            raise self._explained(error) from error
        return [[prepared.read(row) for row in rows] for (prepared, _), rows in zip(asked, found, strict=True)]

    def _ask(self, asked: list[tuple[str, list[Any]]]) -> list[list[Any]]:
        if self.dialect == "postgresql" and len(asked) > 1:
            with self.driver.pipeline():
                cursors = [self.driver.execute(sql, values) for sql, values in asked]
            return [cursor.fetchall() for cursor in cursors]
        return [self.driver.execute(sql, values).fetchall() for sql, values in asked]

    def send(self, *, commit: bool = False) -> None:
        """Send what was gathered; on PostgreSQL the commit can go along."""
        waiting, self.waiting = self.waiting, []
        try:
            if self.dialect == "postgresql":
                self._pipeline(waiting, commit=commit)
            else:
                for prepared, rows in waiting:
                    self.driver.executemany(prepared.sql, rows)
        except self.connection.dialect.loaded_dbapi.Error as error:
            raise self._explained(error) from error

    def _pipeline(self, waiting: list[tuple[Prepared, list[list[Any]]]], *, commit: bool) -> None:
        with self.driver.pipeline(), self.driver.cursor() as cursor:
            for prepared, rows in waiting:
                cursor.executemany(prepared.sql, rows)
            if commit:
                self.driver.commit()

    def _explained(self, error: Exception) -> Exception:
        """Return the driver's error as SQLAlchemy would have raised it, with no value in its text."""
        dialect = self.connection.dialect
        is_lost = dialect.is_disconnect(error, self.driver, None)
        if is_lost:
            self.connection.invalidate(error)
        kind = dialect.loaded_dbapi.Error
        return DBAPIError.instance(
            None, None, error, kind, hide_parameters=True, connection_invalidated=is_lost, dialect=dialect
        )


def batch_of(session: Session) -> Batch:
    """Return the batch of the session's transaction, beginning both at first."""
    found: Batch | None = session.info.get(BATCH)
    if found is None:
        found = session.info[BATCH] = Batch(session)
    return found


def ask(session: Session, *questions: Question) -> list[list[list[Any]]]:
    """Read with several statements in one round trip; what was gathered is sent before."""
    send(session)
    return batch_of(session).ask(questions)


def write(session: Session, statement: Statement, rows: Iterable[Row]) -> None:
    """Gather rows to be written; whoever reads in this session finds them written."""
    batch_of(session).add(statement, rows)


def send(session: Session) -> None:
    """Send what was gathered."""
    found: Batch | None = session.info.get(BATCH)
    if found is not None and found.waiting:
        found.send()


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
    event.listen(sessions, "after_transaction_create", _began)
    event.listen(sessions, "after_soft_rollback", _rolled_back)
    event.listen(sessions, "after_transaction_end", _ended)


def _before_commit(session: Session) -> None:
    found: Batch | None = session.info.get(BATCH)
    if found is not None and found.waiting:
        has_more = session.in_nested_transaction() or session.new or session.dirty or session.deleted
        found.send(commit=not has_more)


def _after_commit(session: Session) -> None:
    found: Batch | None = session.info.get(BATCH)
    if found is not None and not session.in_nested_transaction():
        for _, work in found.kept.values():
            work()
        found.kept.clear()


def _began(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        send(session)


def _rolled_back(session: Session, _transaction: SessionTransaction) -> None:
    found: Batch | None = session.info.get(BATCH)
    if found is not None:
        found.waiting.clear()
        found.kept.clear()


def _ended(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(BATCH, None)
