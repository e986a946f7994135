"""Logs of a server: one JSON object a line, to standard error."""

import logging
import sys

import structlog


def configure_logs(level: str) -> None:
    """Write structured logs from a level up; a person's terminal gets readable lines instead."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    readable = sys.stderr.isatty()
    rendered: list[structlog.typing.Processor] = [structlog.dev.ConsoleRenderer()] if readable else [
        structlog.processors.dict_tracebacks,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
    structlog.configure(
        processors=[*shared, *rendered],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
