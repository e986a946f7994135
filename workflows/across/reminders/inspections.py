"""Reminding of visits that come, and units of the remedies that they owe, before their day and after it."""

from datetime import timedelta

from sqlalchemy.orm import Session

from engine.base import clock
from engine.ports.settings import value_of
from engine.store.database import Database
from workflows.across.reminders.settings import INSPECTION_DAYS
from workflows.across.reminders.telling import Reminder, office_of, tell
from workflows.registers.inspections import store


def remind_of_inspections(database: Database) -> None:
    """Leave the notices that are due for every plan; for periodic work, may be repeated at any time."""
    database.perform(remind_of_visits)
    database.perform(remind_of_remedies)


def remind_of_visits(session: Session) -> None:
    """Tell who inspects and who is visited of each visit once, some days before its day."""
    for visit in store.visits_to_come(session, clock.today() + _before(session)):
        plan = store.plan_of(session, visit.plan_code)
        told = dict.fromkeys([*office_of(session, plan.unit_code), *office_of(session, visit.unit_code)])
        tell(session, plan.code, (Reminder(one, "inspection_visit_soon", f"visit:{visit.id}") for one in told))


def remind_of_remedies(session: Session) -> None:
    """Tell the owner of each remedy that it is due, and once it is late who inspects as well."""
    today = clock.today()
    for remedy, visit in store.remedies_due(session, today + _before(session)):
        plan = store.plan_of(session, visit.plan_code)
        told, reason = office_of(session, remedy.unit_code), "remedy_due_soon"
        if remedy.is_late(today):
            told, reason = [*told, *office_of(session, plan.unit_code)], "remedy_late"
        tell(session, plan.code, (Reminder(one, reason, f"remedy:{remedy.id}") for one in told))


def _before(session: Session) -> timedelta:
    return timedelta(days=value_of(session, INSPECTION_DAYS))
