"""The next number of a series."""

from typing import Any

from sqlalchemy.orm import Session

from engine.store.rows import insert_into
from workflows.registers.numbering.model import SeriesCounter


def next_code(session: Session, series: str, year: int) -> str:
    """Return the next code of a series in a year, as `KN-VKSNDTC-2026-001`."""
    return f"{series}-{year}-{next_number(session, series, year):03d}"


def next_number(session: Session, series: str, year: int) -> int:
    """Return the next number of a series in a year, from one; others asking wait for this transaction."""
    return count_up(session, SeriesCounter, series=series, year=year)


def count_up(session: Session, counter: Any, **keys: Any) -> int:
    """Return the next number of a table of counters (with a column `last`) at some keys; others asking wait."""
    counted = insert_into(session, counter).values(**keys, last=1)
    counted = counted.on_conflict_do_update(index_elements=list(keys), set_={"last": counter.last + 1})
    return int(session.execute(counted.returning(counter.last)).scalar_one())
