"""Which unit reviews a proposal and decides on it: the body, or below it the unit with legal personality.

Law 06/2022/QH15 Art. 80(1): the head of a unit with legal personality under a ministry decides on base titles and
commendation papers. A unit reviews them once it has who appraises, a council that votes and a leader who signs; until
then its body does.
"""

from sqlalchemy.orm import Session

from engine.base import clock
from workflows.registers.organisation.model import Unit, UnitKind
from workflows.registers.organisation.store import council_members, holders_of, lineage

BASE = "base"
OFFICES = ("emulation_dept", "body_leader")


def reviewing_unit(session: Session, proposing: str, level: str) -> str | None:
    """Return the code of the unit below its body that reviews what a unit proposes; None where the body does.

    `level` is an award's: `base`, `ministry` or `state`.
    """
    if level != BASE:
        return None
    return next((unit.code for unit in lineage(session, proposing) if _reviews(session, unit)), None)


def _reviews(session: Session, unit: Unit) -> bool:
    """Tell whether a unit below its body is a legal person and has all offices that a review needs."""
    if unit.kind == UnitKind.BODY or not unit.legal_person:
        return False
    today = clock.today()
    votes = any(seat.is_voting for seat in council_members(session, unit.code, today))
    return votes and all(holders_of(session, office, unit.code, today) for office in OFFICES)
