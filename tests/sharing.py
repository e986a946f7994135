"""Statements compiled once per process: each test opens its own engine, which would compile all of them again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.util import LRUCache

from engine.store import database

STATEMENTS_KEPT = 2_000
_dialects: dict[str, Any] = {}
_compiled: LRUCache[Any, Any] = LRUCache(STATEMENTS_KEPT)


@contextmanager
def share_statements() -> Iterator[None]:
    """Give every database opened within the same dialect and compiled statements as others of its kind."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "create_engine", _create_sharing)
        yield


def _create_sharing(url: str, **options: Any) -> Engine:
    engine = create_engine(url, execution_options={"compiled_cache": _compiled}, **options)
    known = _dialects.get(engine.dialect.name)
    if known is None or known.server_version_info is None:  # it learns of its server as it first connects
        _dialects[engine.dialect.name] = engine.dialect
    else:
        engine.dialect = known  # a compiled statement is kept by its dialect
    return engine
