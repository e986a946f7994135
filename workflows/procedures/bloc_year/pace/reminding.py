"""Reminding the head and the deputy of a bloc of their steps, before the end and at it, and telling who may take on."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from engine.base import clock
from engine.feel.workdays import moment_after
from engine.ports.settings import value_of
from engine.store.database import Database
from workflows.procedures.bloc_year.commands import key_of
from workflows.procedures.bloc_year.directions.reminding import remind_of_directions
from workflows.procedures.bloc_year.opening.store import list_years
from workflows.procedures.bloc_year.pace.lead import DEPUTY, HEAD, LeadStep, lead_steps
from workflows.procedures.bloc_year.settings import LEAD_DAYS
from workflows.procedures.nomination.store import add_notice, notices_about


def remind_leads(database: Database) -> None:
    """Leave the notices that are due for every year of a bloc; for periodic work, may be repeated at any time."""
    database.perform(remind_of_years)
    database.perform(remind_of_directions)


def remind_of_years(session: Session) -> None:
    """Leave each notice once a step, however often it is asked."""
    before = value_of(session, LEAD_DAYS)
    for shown in list_years(session):
        scope = shown.year.scope
        steps = [one for one in lead_steps(session, shown.year) if one.task.due_at is not None]
        told = notices_about(session, key_of(scope)) if steps else []
        for step in steps:
            done = {
                (one.recipient, one.reason)
                for one in told
                if one.element_id == step.code and one.at >= step.task.created_at
            }
            for recipient, reason in set(_due(step, scope, before)) - done:
                add_notice(session, key_of(scope), recipient, reason, step.code)


def _due(step: LeadStep, scope: str, before: int) -> Iterator[tuple[str, str]]:
    """Return who is to be told what of a step by now."""
    mine, due_at = f"{step.post}@{scope}", step.task.due_at
    if step.is_overdue:
        yield mine, "year_step_due"
        # Who may take it on is told: the other of the two; the Board sees it on the year's page.
        yield f"{HEAD if step.post == DEPUTY else DEPUTY}@{scope}", "year_lead_silent"
    elif due_at is not None and due_at <= moment_after(clock.now(), before):
        yield mine, "year_step_soon"
