"""The shipped catalogue and law, read from the files beside this module and kept as rows."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from workflows.registers.awards.model import Award, AwardCalled, AwardRule, Regime

DATA = Path(__file__).parent / "data"
_FLAGS = {"yes": True, "no": False}
_TOLD = ("for_individuals", "for_collectives", "is_proposed")
_DATES = ("valid_from", "valid_to")


def load_catalogue(session: Session) -> None:
    """Bring regimes, awards and who decides on them to the shipped state; may be run again at any time."""
    for row in _rows("regimes.csv"):
        dated = {name: date.fromisoformat(row[name]) if row[name] else None for name in _DATES}
        session.merge(Regime(**(row | dated)))
    for place, row in enumerate(_rows("awards.csv"), start=1):
        flags: dict[str, Any] = {name: _FLAGS[row[name]] for name in _TOLD}
        alike = {"counts_as": row["counts_as"] or None}
        session.merge(Award(**(row | flags | alike), place=place))
    session.flush()
    for row in _rows("award_rules.csv"):
        session.merge(AwardRule(**row))
    for row in _rows("award_called.csv"):
        if not _is_confirmed(session, row):
            session.merge(AwardCalled(**row))
    session.flush()


def _is_confirmed(session: Session, row: dict[str, Any]) -> bool:
    """Tell whether a body has confirmed what it calls an award, which then stays."""
    found = session.get(AwardCalled, (row["award_code"], row["body_code"]))
    return found is not None and found.status == "verified"


def _rows(name: str) -> Iterator[dict[str, Any]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
