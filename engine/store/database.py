"""One database, SQLite or PostgreSQL, with one behaviour."""

import random
import select
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from engine.base.errors import BusyError, ConflictError
from engine.base.failpoints import reach
from engine.model.base import Base
from engine.store.conflicts import is_conflict
from engine.store.fast import Batch, WritingSession, listen
from engine.store.slow import watch
from engine.store.troubles import trouble_of

T = TypeVar("T")
ATTEMPTS = 6
PATIENCE = 4.5
"""Seconds after which work is not tried once more: longer than any conflict, shorter than one wait for a lock."""
IDLE = 30
"""Seconds after which a pooled connection is asked whether it still lives."""
WAITING = {
    "connect_timeout": 5,  # seconds
    "tcp_user_timeout": 30_000,  # milliseconds that what was sent may stay unanswered by the other machine
    "options": "-c lock_timeout=5000 -c statement_timeout=30000 -c timezone=UTC",
}


class Database:
    """A place to read from and to write to in whole transactions."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        self.engine = _sqlite_engine(url) if self.is_sqlite else _postgres_engine(url)
        watch(self.engine)
        self._reading = sessionmaker(self._reader(), expire_on_commit=False)
        self._writing = sessionmaker(self.engine, class_=WritingSession, expire_on_commit=False)
        listen(self._writing)

    def _reader(self) -> Engine:
        """Return what reading sessions ask: on PostgreSQL each query by itself, which saves a BEGIN and a ROLLBACK.

        There each query of a READ COMMITTED transaction sees what is committed when it begins, so nothing else changes.
        """
        return self.engine if self.is_sqlite else self.engine.execution_options(isolation_level="AUTOCOMMIT")

    def create_all(self) -> None:
        """Create every table; only for an empty database in tests (Alembic does it elsewhere)."""
        Base.metadata.create_all(self.engine)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Open a session that writes; commit at the end, roll back on any error."""
        gathered = Batch(self.engine)
        session = self._writing(info={"batch": gathered, "place": self.url})
        is_open = True
        try:
            yield session
            reach("commit.wanted")
            is_open = False
            (session if session.in_transaction() else gathered).commit()
        except DBAPIError as error:
            if error.connection_invalidated and is_open:
                raise ConflictError from error  # nothing was committed: it may be done again
            raise
        finally:
            session.close()
            gathered.close()
        reach("commit.done")

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session that only reads, from one consistent moment on SQLite; what was read stays usable after."""
        with self._reading() as session:
            yield session

    def perform(self, work: Callable[[Session], T]) -> T:
        """Run work in a transaction and repeat it, a bounded number of times, when another writer was in the way.

        Raises ConflictError when every attempt met a conflict, BusyError when that took too long to go on. Any other
        error rises at once, a row that breaks a rule of its table among them (engine/store/conflicts.py).
        """
        began = time.monotonic()
        for attempt in range(ATTEMPTS):
            try:
                with self.transaction() as session:
                    return work(session)
            except (StaleDataError, ConflictError, DBAPIError) as error:
                if not is_conflict(error):
                    raise
                is_last = attempt == ATTEMPTS - 1
                if time.monotonic() - began > PATIENCE or (is_last and trouble_of(error) == "busy"):
                    raise BusyError from error
                time.sleep(random.uniform(0.5, 1.5) * 0.01 * 2**attempt)  # noqa: S311 - jitter, not a secret
        raise ConflictError

    def pool_use(self) -> dict[str, int]:
        """Return how many connections to the database are held by somebody, and how many lie ready."""
        pool: Any = self.engine.pool
        return {"in_use": pool.checkedout(), "ready": pool.checkedin()}

    def dispose(self) -> None:
        """Close all connections, and forget the statements compiled for them."""
        self.engine.dispose()
        self.engine.clear_compiled_cache()


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": 10, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, never by the driver
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        joining = connection.get_execution_options().get("batch")
        if joining is not None:
            joining.begin()
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _postgres_engine(url: str) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,  # no value may reach a log through an error's text
        pool_size=10,
        max_overflow=10,
        pool_timeout=10,
        connect_args=WAITING,
    )

    @event.listens_for(engine, "checkin")
    def _note(_connection: Any, record: Any) -> None:
        record.info["used"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _try(connection: Any, record: Any, _proxy: Any) -> None:
        """Ask a connection whether it still lives, where that is in doubt; asking each would cost a round trip."""
        if time.monotonic() - record.info.get("used", time.monotonic()) > IDLE or _has_been_told(connection):
            try:
                engine.dialect.do_ping(connection)
            except psycopg.Error as error:
                raise DisconnectionError from error

    return engine


def _has_been_told(connection: Any) -> bool:
    """Tell whether something has come over a connection that asked for nothing: most often, that it is over."""
    door = select.poll()
    door.register(connection.pgconn.socket, select.POLLIN)
    return bool(door.poll(0))
