"""What is compiled once per process: each test opens its own engine and makes its own application.

Either would compile all its statements, or the builders of all its addresses, again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from engine.store import database

STATEMENTS_KEPT = 2_000
_dialects: dict[str, Any] = {}
_compiled: LRUCache[Any, Any] = LRUCache(STATEMENTS_KEPT)
_compile_builder = Rule._compile_builder
_builders: dict[Any, Callable[..., tuple[str, str]]] = {}


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
