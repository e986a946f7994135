"""Reminding who launched a movement of its next review, and the units that take part of what they have not reported."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy.orm import Session

from engine.base import clock
from engine.ports.settings import value_of
from engine.store.database import Database
from workflows.across.reminders.settings import MOVEMENT_DAYS
from workflows.across.reminders.telling import Reminder, office_of, tell
from workflows.registers.movements import store
from workflows.registers.movements.model import Movement


def remind_of_movements(database: Database) -> None:
    """Leave the notices that are due for every movement that runs; for periodic work, may be repeated at any time."""
    database.perform(remind_of_reviews)


def remind_of_reviews(session: Session) -> None:
    """Leave each notice once a review, however often it is asked."""
    before = timedelta(days=value_of(session, MOVEMENT_DAYS))
    for movement in store.running(session):
        tell(session, movement.code, _due(session, movement, before))


def _due(session: Session, movement: Movement, before: timedelta) -> Iterator[Reminder]:
    """Yield what is to be told of a movement by now."""
    coming = movement.next_review
    if coming is None or clock.today() < coming[1] - before:
        return
    kind, due = coming
    mark = f"{kind}:{due.isoformat()}"
    is_over = clock.today() > due
    reason = "movement_review_late" if is_over else "movement_review_soon"
    for recipient in office_of(session, movement.unit_code):
        yield Reminder(recipient, reason, mark)
    reported = {one.unit_code for one in store.reports_of(session, movement.code)}
    for member in store.members_of(session, movement.code):
        if member.unit_code not in reported:
            yield from (Reminder(one, "movement_report_due", mark) for one in office_of(session, member.unit_code))
