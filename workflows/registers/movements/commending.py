"""The movement that somebody is proposed for."""

from sqlalchemy.orm import Session

from engine.base.errors import NotFoundError
from engine.base.text import N_, Text
from workflows.registers.movements import store
from workflows.registers.movements.commands import MovementRefusedError
from workflows.registers.movements.model import COMMENDED, Movement
from workflows.registers.movements.reach import is_open_to


def commendable(session: Session, code: str, unit: str) -> Movement:
    """Return the movement for which a unit may propose somebody now, kept from closing until the transaction ends.

    Raises MovementRefusedError.
    """
    refusal = Text(N_("Choose a movement that is open to the unit and not closed."))
    try:
        found = store.lock_movement(session, code)
    except NotFoundError:
        raise MovementRefusedError(refusal) from None
    if found.state not in COMMENDED or not is_open_to(session, found, unit):
        raise MovementRefusedError(refusal)
    return found
