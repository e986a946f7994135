"""Matching and ordering Vietnamese text in queries, the same on both databases whatever their collation.

PostgreSQL lowers and orders by the locale its database was made with, SQLite knows capitals of ASCII only; so columns
are folded letter by letter here, and put in order by their bytes.
"""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Engine, String, collate, event
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from workflows.registers.organisation.folding import fold_text

Column = InstrumentedAttribute[str] | InstrumentedAttribute[str | None] | ColumnElement[str]
FOLD = "bangvang_fold"
#: Latin letters, combining marks, invisible signs: whatever of them `fold_text` changes is changed in queries too.
LETTERS = [*range(0x41, 0x5B), *range(0xA1, 0x250), *range(0x300, 0x370), *range(0x1E00, 0x1F00)]
INVISIBLE = [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]


class folded(GenericFunction[str]):  # noqa: N801 - reads as a function in queries
    """A column as `fold_text` folds text, but for its spaces: no marks, no capitals, đ as d."""

    type = String()
    inherit_cache = True
    name = FOLD


class by_bytes(GenericFunction[str]):  # noqa: N801 - reads as a function in queries
    """A column to order by, by its bytes: the same order on both databases."""

    type = String()
    inherit_cache = True
    name = "bangvang_by_bytes"


@compiles(folded, "postgresql")
def _translated(element: Any, compiler: SQLCompiler, **how: Any) -> str:
    given, wanted = letters()
    [column] = [compiler.process(clause, **how) for clause in element.clauses]
    return f"translate({column}, '{given}', '{wanted}')"


@compiles(by_bytes)
def _plain(element: Any, compiler: SQLCompiler, **how: Any) -> str:
    [column] = [compiler.process(clause, **how) for clause in element.clauses]
    return column


@compiles(by_bytes, "postgresql")
def _collated(element: Any, compiler: SQLCompiler, **how: Any) -> str:
    [column] = element.clauses
    return compiler.process(collate(column, "C"), **how)


@cache
def letters() -> tuple[str, str]:
    """Return letters and what each becomes, in the way of SQL's translate(): those without a counterpart go."""
    pairs = [(chr(code), fold_text(chr(code))) for code in (*LETTERS, *INVISIBLE)]
    changed = [(one, into) for one, into in pairs if one != into and len(into) <= 1 and not one.isspace()]
    changed.sort(key=lambda pair: not pair[1])  # those that go come last
    return "".join(one for one, _ in changed), "".join(into for _, into in changed)


@cache
def _table() -> dict[int, str | None]:
    given, wanted = letters()
    return {ord(one): wanted[place] if place < len(wanted) else None for place, one in enumerate(given)}


def _fold_value(text: str | None) -> str | None:
    return None if text is None else text.translate(_table())


@event.listens_for(Engine, "connect")
def teach(connection: Any, _record: object = None) -> None:
    """Let a connection to SQLite fold as PostgreSQL does."""
    if hasattr(connection, "create_function"):
        connection.create_function(FOLD, 1, _fold_value, deterministic=True)
