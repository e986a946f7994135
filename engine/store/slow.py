"""Statements that take long are told of by their text, with places where their values stood."""

import time
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Engine, event

from engine.base.logs import get_logger

LONGEST = 1_000
"""Characters of a statement that are written."""
log = get_logger()
_seconds = 0.0


def use_slow(seconds: float) -> None:
    """Tell of statements that take longer, of databases opened from now on; 0 tells of none."""
    global _seconds  # noqa: PLW0603 - one program has one limit
    _seconds = seconds


def watch(engine: Engine) -> None:
    """Time the statements of an engine, where any are to be told of."""
    if _seconds:
        event.listen(engine, "before_cursor_execute", _begin)
        event.listen(engine, "after_cursor_execute", _end)


def _begin(_connection: Any, _cursor: Any, _sql: str, _values: Any, context: Any, _many: bool) -> None:
    context.began_at = time.perf_counter()


def _end(_connection: Any, _cursor: Any, sql: str, _values: Any, context: Any, _many: bool) -> None:
    tell_if_slow(context.began_at, (sql,))


def tell_if_slow(began_at: float, sent: Iterable[str]) -> None:
    """Write a line where statements, begun together at an instant of the performance counter, took too long."""
    taken = time.perf_counter() - began_at
    if _seconds and taken >= _seconds:
        text = "; ".join(" ".join(sql.split()) for sql in sent)
        log.warning("slow statement", ms=round(taken * 1000), sql=text[:LONGEST])
