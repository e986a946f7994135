"""Whether workers go their rounds, and how much waits for them."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.base import clock
from engine.model import Incident, Job
from engine.store.installation import find_fact, note_fact

ROUND = "worker.round"


class Due(NamedTuple):
    """Jobs of one kind that may be taken and nobody has: how many, and since when the first."""

    kind: str
    number: int
    since: datetime


def note_round(session: Session) -> None:
    """Note that a worker has looked through what is due, at this moment."""
    note_fact(session, ROUND, clock.now().isoformat())


def last_round(session: Session) -> datetime | None:
    """Return when a worker last did; None before any."""
    noted = find_fact(session, ROUND)
    return datetime.fromisoformat(noted) if noted else None


def due_jobs(session: Session, now: datetime) -> list[Due]:
    """Return what is due and free, by kind; what is held or was given up is not."""
    query = select(Job.kind, func.count(), func.min(Job.available_at))
    query = query.where(Job.available_at <= now, Job.held.is_(False)).group_by(Job.kind)
    return [Due(kind, number, since) for kind, number, since in session.execute(query) if since is not None]


def count_open_incidents(session: Session) -> int:
    """Return how many incidents wait for somebody."""
    return session.scalar(select(func.count()).select_from(Incident).where(Incident.resolved_at.is_(None))) or 0
