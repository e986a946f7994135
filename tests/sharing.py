"""What is made once per process: each test opens its own engine and makes its own application.

Either would compile all its statements, or the builders of all its addresses, again, and begin with a new connection,
whose PostgreSQL process has to learn of every table and plan every query once more.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from engine.store import database

STATEMENTS_KEPT = 2_000
CONNECTIONS_KEPT = 20
_dialects: dict[str, Any] = {}
_compiled: LRUCache[Any, Any] = LRUCache(STATEMENTS_KEPT)
_shared: set[str] = set()
_compile_builder = Rule._compile_builder
_builders: dict[Any, Callable[..., tuple[str, str]]] = {}


class KeptConnection(psycopg.Connection[Any]):
    """A connection that whoever closes it leaves to the next who wants one to the same database."""

    def close(self) -> None:
        """Keep it for another test, unless it is broken, in the middle of something, or one of too many."""
        is_idle = not self.closed and self.info.transaction_status is TransactionStatus.IDLE
        if is_idle and len(_kept) < CONNECTIONS_KEPT:
            self._notice_handlers.clear()
            _kept.append(self)
        else:
            super().close()


_kept: list[KeptConnection] = []


def _connect(_dialect: Any, _record: Any, _arguments: Any, wanted: dict[str, Any]) -> KeptConnection:
    """Return a connection that was kept, with its settings as they were, or a new one."""
    while _kept:
        kept = _kept.pop()
        try:
            kept.autocommit = True
            kept.execute("RESET ALL")
            kept.autocommit = False
        except psycopg.Error:  # somebody ended its process
            psycopg.Connection.close(kept)
        else:
            return kept
    return KeptConnection.connect(**wanted)


@contextmanager
def share_connections(address: str) -> Iterator[None]:
    """Let all who open this database within, of PostgreSQL, go on with the connections of who had it before."""
    _shared.add(address)
    yield
    _shared.discard(address)
    while _kept:
        psycopg.Connection.close(_kept.pop())


@contextmanager
def share_statements() -> Iterator[None]:
    """Give every database opened within the same dialect and compiled statements as others of its kind."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "create_engine", _create_sharing)
        yield


def _create_sharing(url: str, **options: Any) -> Engine:
    engine = create_engine(url, execution_options={"compiled_cache": _compiled}, **options)
    if url in _shared:
        event.listen(engine, "do_connect", _connect)
    known = _dialects.get(engine.dialect.name)
    if known is None or known.server_version_info is None:  # it learns of its server as it first connects
        _dialects[engine.dialect.name] = engine.dialect
    else:
        engine.dialect = known  # a compiled statement is kept by its dialect
    return engine


@contextmanager
def share_addresses() -> Iterator[None]:
    """Let applications made within build addresses by the same functions; they are nearly all that making one costs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", _builder_of)
        yield


def _builder_of(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
    """Return what builds a rule's addresses: a function of its text alone, which is given the rule it is called for."""
    if rule.defaults:
        return _compile_builder(rule, append_unknown)
    key = (rule.rule, tuple(rule._trace), append_unknown)
    if key not in _builders:
        _builders[key] = _compile_builder(rule, append_unknown)
    return _builders[key]
