"""Logs as JSON lines: what happened and where, never the values that were handled.

A traceback is kept without local variables and messages, which could hold a vote or a personal number.
"""

import logging
import sys
import time
from threading import Lock
from typing import Any

import structlog


def configure_logs(level: str = "info") -> None:
    """Write structured logs from a level up to standard error; a person's terminal gets readable lines instead."""
    logging.getLogger("psycopg").setLevel(logging.ERROR)  # it warns of a lost connection besides raising it
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *(_readable() if sys.stderr.isatty() else _lines()),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def _readable() -> list[Any]:
    return [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]


def _lines() -> list[Any]:
    return [structlog.processors.ExceptionRenderer(_where), structlog.processors.JSONRenderer(ensure_ascii=False)]


def _where(exc_info: Any) -> list[dict[str, Any]]:
    """Return each exception's kind and frames; its text is left out, for it may quote a value."""
    frames = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)(exc_info)
    return [{"kind": one["exc_type"], "frames": one["frames"]} for one in frames]


def get_logger() -> Any:
    """Return the log of this program, in its plainest shape until a program configures it."""
    if not structlog.is_configured():
        configure_logs()
    return structlog.get_logger()


class Seldom:
    """Writes one line in so many seconds, whoever has something to say, and in it how many were left out before."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._lock = Lock()
        self._next = 0.0
        self._left_out = 0

    def warning(self, said: str, **more: object) -> None:
        """Write a line, or leave it out."""
        with self._lock:
            now = time.monotonic()
            if now < self._next:
                self._left_out += 1
                return
            self._next = now + self.seconds
            left_out, self._left_out = self._left_out, 0
        get_logger().warning(said, **more, left_out=left_out)
