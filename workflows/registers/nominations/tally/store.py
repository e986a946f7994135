"""Adding up the tally, folding its rows, and counting anew."""

from typing import Any

from sqlalchemy import Select, delete, func, insert, select, text
from sqlalchemy.orm import Session

from engine.store.database import Database
from workflows.registers.nominations.tally.model import NominationTally
from workflows.registers.nominations.tally.triggers import COLUMNS, count_all

SPARSE = 2
"""How many rows of a kind there may be on average before they are folded."""
_kind = [getattr(NominationTally, name) for name in COLUMNS]


def kinds(session: Session) -> dict[tuple[Any, ...], int]:
    """Return how many there are of each kind, by the tally."""
    return {tuple(row[:-1]): int(row[-1]) for row in session.execute(_folded())}


def counted_anew(session: Session) -> dict[tuple[Any, ...], int]:
    """Return how many there are of each kind, by the nominations themselves."""
    typed = text(count_all()).columns(*_kind, NominationTally.number).subquery()
    sums = func.sum(typed.c.number)
    query = select(*(typed.c[name] for name in COLUMNS), sums).group_by(*(typed.c[name] for name in COLUMNS))
    return {tuple(row[:-1]): int(row[-1]) for row in session.execute(query)}


def _folded() -> Select[Any]:
    number = func.sum(NominationTally.number)
    return select(*_kind, number.label("number")).group_by(*_kind).having(number != 0)


def fold(database: Database) -> None:
    """Put one row in the place of all rows of a kind, where there are many more rows than kinds."""
    database.perform(_fold)


def _fold(session: Session) -> None:
    rows = session.scalar(select(func.count()).select_from(NominationTally)) or 0
    if rows <= SPARSE * len(kinds(session)):
        return
    into = [*COLUMNS, "number"]
    if session.get_bind().dialect.name == "postgresql":
        gone = delete(NominationTally).returning(*_kind, NominationTally.number).cte("gone")
        number = func.sum(gone.c.number)
        same = [gone.c[name] for name in COLUMNS]
        session.execute(
            insert(NominationTally).from_select(into, select(*same, number).group_by(*same).having(number != 0))
        )
        return
    last = session.scalar(select(func.max(NominationTally.id)))
    session.execute(insert(NominationTally).from_select(into, _folded()))
    session.execute(delete(NominationTally).where(NominationTally.id <= last))
