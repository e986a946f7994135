"""Several writes as one statement, for PostgreSQL: each statement costs a plan's start, whatever it does.

Rows of one statement go into one VALUES; writes to different tables go into one WITH. All parts of a WITH see the
database as it stood before it, so what touches a table a second time begins another statement, and what asks other
tables stands alone.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

from engine.store.fast.statements import Prepared

MOST_ROWS = 12
"""More rows than these go in blocks or one by one: each number of rows is a statement of its own to be planned."""
BLOCK = 50
"""How many of very many rows are sent in one statement."""
LOOKED_BACK = 12
"""How many statements back rows may join those of the same statement."""
TEXTS_KEPT = 1_000
Waiting = tuple[Prepared, list[list[Any]]]
Shape = tuple[tuple[Prepared, int], ...]
Sent = tuple[bytes, list[Any] | list[list[Any]], bool]
"""SQL with numbered places, its values, and whether they are many rows."""


def combine(waiting: Sequence[Waiting]) -> Iterator[Sent]:
    """Yield what is to be sent for gathered rows, in their order."""
    group: list[Waiting] = []
    tables: set[str] = set()
    for one in waiting:
        if not _is_combined(one):
            yield from _together(group)
            group, tables = [], set()
            yield from _many(one)
            continue
        if one[0].table in tables:
            yield from _together(group)
            group, tables = [], set()
        group.append(one)
        tables.add(one[0].table)
    yield from _together(group)


def joinable(waiting: Sequence[Waiting], prepared: Prepared) -> list[list[Any]] | None:
    """Return the rows gathered for the same statement that more of them may join, or None.

    Rows that are added come earlier by that: past what writes other tables, never past what touches theirs, asks any,
    or adds what they refer to.
    """
    for one, rows in reversed(waiting[-LOOKED_BACK:]):
        if one is prepared:
            return rows
        is_passed = prepared.values and one.table not in ("", prepared.table) and "SELECT" not in one.sql
        if not is_passed or (one.sql.startswith("INSERT") and one.table in prepared.parents):
            return None
    return None


def _many(one: Waiting) -> Iterator[Sent]:
    """Yield many rows of one statement: whole blocks at once, what is left over one by one."""
    prepared, rows = one
    whole = len(rows) // BLOCK * BLOCK if prepared.values and _are_apart(one) else 0
    for at in range(0, whole, BLOCK):
        yield _text_of(((prepared, BLOCK),)), [value for row in rows[at : at + BLOCK] for value in row], False
    if whole < len(rows):
        yield numbered(prepared), rows[whole:], True


def _is_combined(one: Waiting) -> bool:
    """Tell whether rows may be one part of a WITH; no row may be met twice in it."""
    prepared, rows = one
    if not prepared.table or len(rows) > (MOST_ROWS if prepared.values else 1):
        return False
    return len(rows) == 1 or _are_apart(one)


def _are_apart(one: Waiting) -> bool:
    prepared, rows = one
    return len({tuple(row[place] for place in prepared.keys) for row in rows}) == len(rows)


def _together(group: list[Waiting]) -> Iterator[Sent]:
    if group:
        shape = tuple((prepared, len(rows)) for prepared, rows in group)
        yield _text_of(shape), [value for _, rows in group for row in rows for value in row], False


def numbered(prepared: Prepared) -> bytes:
    """Return a statement as the driver takes it without reading it: `$1` for its first value."""
    return _text_of(((prepared, 1),))


@lru_cache(TEXTS_KEPT)
def _text_of(shape: Shape) -> bytes:
    parts = [_with_rows(prepared, rows) for prepared, rows in shape]
    before = ", ".join(f"part{place} AS ({text})" for place, text in enumerate(parts[:-1]))
    whole = f"WITH {before} {parts[-1]}" if before else parts[-1]
    places = count(1)
    return re.sub("%s|%%", lambda found: "%" if found[0] == "%%" else f"${next(places)}", whole).encode()


def _with_rows(prepared: Prepared, rows: int) -> str:
    if rows == 1:
        return prepared.sql
    return prepared.sql.replace(prepared.values, ", ".join([prepared.values] * rows), 1)
