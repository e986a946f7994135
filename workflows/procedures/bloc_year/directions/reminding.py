"""Reminding the members of a bloc of their directions: before their day, and once it is over, then the head too."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from engine.base import clock
from engine.feel.workdays import moment_after
from engine.ports.settings import value_of
from workflows.procedures.bloc_year.commands import key_of
from workflows.procedures.bloc_year.directions.commands import mark_of
from workflows.procedures.bloc_year.directions.model import BlocDirection, DirectionState
from workflows.procedures.bloc_year.directions.store import undone_directions
from workflows.procedures.bloc_year.settings import DIRECTION_DAYS
from workflows.procedures.nomination.store import add_notice, notices_about
from workflows.registers.organisation.members import department_of
from workflows.registers.organisation.store import find_unit


def remind_of_directions(session: Session) -> None:
    """Leave each notice once, however often it is asked; a direction that is not done any more is told anew."""
    before = value_of(session, DIRECTION_DAYS)
    for direction in undone_directions(session):
        key, mark = key_of(direction.scope), mark_of(direction)
        due = set(_due(session, direction, before))
        told = {(one.recipient, one.reason) for one in notices_about(session, key) if one.element_id == mark}
        for recipient, reason in sorted(due - told):
            add_notice(session, key, recipient, reason, mark)


def _due(session: Session, direction: BlocDirection, before: int) -> Iterator[tuple[str, str]]:
    """Return who is to be told what of a direction by now."""
    owner = department_of(find_unit(session, direction.owner_code))
    if direction.state is DirectionState.LATE:
        yield owner, "direction_due"
        yield f"bloc_head@{direction.scope}", "direction_late"
    elif direction.due_on <= clock.local_day(moment_after(clock.now(), before)):
        yield owner, "direction_soon"
