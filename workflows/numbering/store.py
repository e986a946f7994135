"""The next number of a series."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from workflows.numbering.model import SeriesCounter


def next_code(session: Session, series: str, year: int) -> str:
    """Return the next code of a series in a year, as `KN-VKSNDTC-2026-001`; others asking meanwhile wait."""
    dialect: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(SeriesCounter).values(series=series, year=year, last=1)
    counted = insert.on_conflict_do_update(
        index_elements=["series", "year"], set_={"last": SeriesCounter.last + 1}
    ).returning(SeriesCounter.last)
    return f"{series}-{year}-{int(session.execute(counted).scalar_one()):03d}"
