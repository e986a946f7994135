"""The movement that somebody is commended for: one that is open to the proposing unit and not closed."""

from sqlalchemy.orm import Session

from workflows.procedures.nomination.standing.rules import NominationRefusedError, told_achievement
from workflows.registers.awards.achievement import MOVEMENT, Achievement
from workflows.registers.awards.model import Award
from workflows.registers.movements.commands import MovementRefusedError
from workflows.registers.movements.commending import commendable


def commended_for(session: Session, award: Award, year: int, unit: str, told: Achievement | None) -> Achievement:
    """Return what an award is proposed for by a unit, as `told_achievement`; a movement with the name it has.

    Raises NominationRefusedError.
    """
    if told is not None and told.commendation_type == MOVEMENT and MOVEMENT in award.commendation_types:
        told = Achievement(MOVEMENT, _name_of(session, told.movement, unit), movement=told.movement)
    return told_achievement(award, year, told)


def _name_of(session: Session, movement: str, unit: str) -> str:
    try:
        return commendable(session, movement, unit).name
    except MovementRefusedError as refusal:
        raise NominationRefusedError(refusal.text) from None
