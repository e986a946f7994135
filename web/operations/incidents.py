"""Incidents, ready to be shown."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.text import Text
from engine.model import Incident
from engine.store import instances, releases


@dataclass(frozen=True)
class Row:
    """One incident: where, why and since when; no content of the case."""

    id: UUID
    process: str
    version: int
    element_id: str
    case: str
    reason: Text
    at: datetime


def list_incidents_of(session: Session, instance_id: UUID) -> list[Row]:
    """Return what is stuck of one instance, the oldest first."""
    return [_row(session, i, instance_id) for i in instances.open_incidents(session, instance_id)]


def _row(session: Session, incident: Incident, instance_id: UUID) -> Row:
    instance = instances.find_instance(session, instance_id)
    release = releases.find_release(session, instance.release_id)
    names = {p.process_id: p.name for p in releases.processes_of(session, release.id)}
    return Row(
        id=incident.id,
        process=names.get(instance.process_id, instance.process_id),
        version=release.number,
        element_id=incident.element_id,
        case=instance.business_key,
        reason=incident.outline,
        at=incident.created_at,
    )
