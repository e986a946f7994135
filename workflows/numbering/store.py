"""The next number of a series."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from workflows.numbering.model import SeriesCounter


def next_code(session: Session, series: str, year: int) -> str:
    """Return the next code of a series in a year, as `KN-VKSNDTC-2026-001`."""
    return f"{series}-{year}-{next_number(session, series, year):03d}"


def next_number(session: Session, series: str, year: int) -> int:
    """Return the next number of a series in a year, from one; others asking wait for this transaction."""
    dialect: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(SeriesCounter).values(series=series, year=year, last=1)
    counted = insert.on_conflict_do_update(
        index_elements=["series", "year"], set_={"last": SeriesCounter.last + 1}
    ).returning(SeriesCounter.last)
    return int(session.execute(counted).scalar_one())
