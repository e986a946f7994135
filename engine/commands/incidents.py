"""Trying again what failed."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine import clock
from engine.actor import Actor
from engine.bpmn.running import running
from engine.commands.once import once
from engine.errors import NoLongerOpenError, NotFoundError
from engine.history import Entry
from engine.model import Incident
from engine.store import instances


def is_still_failing(session: Session, incident_id: UUID) -> bool:
    """Tell whether the element of a resolved incident has failed anew."""
    found = session.get(Incident, incident_id)
    return found is not None and instances.incident_of(session, found.element_instance_id) is not None


def retry_incident(session: Session, incident_id: UUID, *, by: Actor, key: str) -> Incident:
    """Try the failed element again; a new failure becomes a new incident.

    Raises NotFoundError, NoLongerOpenError where it is resolved already.
    """

    def work() -> dict[str, Any]:
        found = session.get(Incident, incident_id)
        if found is None:
            raise NotFoundError
        if found.resolved_at is not None:
            raise NoLongerOpenError
        with running(session, found.instance_id, by) as run:
            found.resolved_at = clock.now()
            run.note(Entry("incident_retried", by, found.element_id, found.element_id, found.element_instance_id))
            task = run.task(found.element_instance_id)
            run.retry(task)
        return {"incident": incident_id}

    once(session, "retry_incident", {"incident": incident_id}, work, by=by, key=key)
    return session.get_one(Incident, incident_id)
