"""Reading what could not be done, and what is being tried again."""

from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from engine.errors import NotFoundError
from engine.model import Incident, Job, Message


def find_incident(session: Session, incident_id: UUID) -> Incident:
    """Return an incident; raises NotFoundError."""
    found = session.get(Incident, incident_id)
    if found is None:
        raise NotFoundError
    return found


def open_incidents_of(session: Session, instance_id: UUID) -> list[Incident]:
    """Return the incidents of an instance that nobody has settled yet."""
    query = select(Incident).where(Incident.instance_id == instance_id, Incident.resolved_at.is_(None))
    return list(session.scalars(query))


def lock_incident(session: Session, incident_id: UUID) -> Incident:
    """Return an incident with its row locked until the transaction ends; raises NotFoundError."""
    query = select(Incident).where(Incident.id == incident_id).with_for_update()
    found = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def drop_work(session: Session, incident: Incident) -> None:
    """Let go of a message or mail that failed; the message is kept as dropped."""
    if incident.kind == "message":
        session.execute(update(Message).where(Message.id == incident.work_id).values(state="dropped"))
    else:
        session.execute(delete(Job).where(Job.id == incident.work_id))
