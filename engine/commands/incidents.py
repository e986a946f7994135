"""Trying again what failed, or dropping it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError, NoLongerOpenError
from engine.base.text import N_, Text
from engine.bpmn.keep.running import Running, running
from engine.bpmn.run.outside import hand_over
from engine.commands.once import once
from engine.commands.operators import require_operator, require_two
from engine.commands.troubles import NOTICE
from engine.history import Entry
from engine.history.kinds.elements import IncidentRetried
from engine.model import Incident, IncidentKind, Job, Message
from engine.store import incidents, instances, leases


class NotDroppableError(BangVangError):
    """An incident cannot be dropped by itself: its step belongs to a process, which would stand still for ever."""

    def __init__(self) -> None:
        super().__init__(
            Text(N_("A step of a process cannot be dropped by itself. Try it again, or cancel or change the process."))
        )


def is_still_failing(session: Session, incident_id: UUID) -> bool:
    """Tell whether the element of a resolved incident has failed anew."""
    found = session.get(Incident, incident_id)
    if found is None or found.element_instance_id is None:
        return False
    return instances.incident_of(session, found.element_instance_id) is not None


def retry_incident(session: Session, incident_id: UUID, *, by: Actor, key: str, reason: str) -> Incident:
    """Try failed work again: a step of a process at once, other work as soon as a worker is free.

    A new failure becomes a new incident. The history keeps who had it tried again and why. Raises NotFoundError,
    NoLongerOpenError where it is resolved already, SuspendedError, NotAllowedError, ReasonMissingError.
    """
    require_operator(by, reason)

    def work(found: Incident) -> None:
        if found.kind == NOTICE:
            return  # it is tried again anyway; where it fails again, there is a new incident
        if found.instance_id is None:
            _revive(session, found)
            return
        with running(session, found.instance_id, by) as run:
            _require_open(session, found)
            place = found.element_id, found.element_id, found.element_instance_id
            run.note(Entry(IncidentRetried(reason), by, *place))
            _resolve(found, "retried", by, reason)
            if found.kind == IncidentKind.ELEMENT:
                run.retry(run.task(_token(found)))
            else:
                _prepare(session, run, found)
                _revive(session, found)

    request = {"incident": incident_id, "reason": reason}
    return _settle(session, "retry_incident", request, work, by=by, key=key)


def drop_incident(session: Session, incident_id: UUID, reason: str, *, by: Actor, key: str) -> Incident:
    """Drop failed work that belongs to no step: a mail or a notice, or, by two people, a message.

    Raises NotFoundError, NoLongerOpenError where it is resolved already, NotDroppableError, NotAllowedError,
    ReasonMissingError.
    """
    if incidents.find_incident(session, incident_id).kind == IncidentKind.MESSAGE:
        require_two(by, "drop_incident", reason)
    else:
        require_operator(by, reason)

    def work(found: Incident) -> None:
        _require_loose(found)
        incidents.drop_work(session, found)
        _resolve(found, "dropped", by, reason)

    request = {"incident": incident_id, "reason": reason}
    return _settle(session, "drop_incident", request, work, by=by, key=key)


def require_open_incident(session: Session, incident_id: UUID) -> Incident:
    """Return an incident that nobody has settled; raises NotFoundError, NoLongerOpenError."""
    found = incidents.find_incident(session, incident_id)
    _require_open(session, found)
    return found


def require_droppable(session: Session, incident_id: UUID) -> Incident:
    """Return an incident that can be dropped; raises NotFoundError, NoLongerOpenError, NotDroppableError."""
    found = require_open_incident(session, incident_id)
    _require_loose(found)
    return found


def _require_loose(found: Incident) -> None:
    if found.kind not in (IncidentKind.MESSAGE, IncidentKind.MAIL, NOTICE):
        raise NotDroppableError


def _settle(  # noqa: PLR0913 - a command's whole address
    session: Session, name: str, request: dict[str, Any], work: Callable[[Incident], None], *, by: Actor, key: str
) -> Incident:
    incident_id: UUID = request["incident"]

    def settle() -> dict[str, Any]:
        found = incidents.find_incident(session, incident_id)
        if found.instance_id is None:
            found = incidents.lock_incident(session, incident_id)
        _require_open(session, found)
        work(found)
        if found.resolved_at is None:
            _resolve(found, "retried", by, request.get("reason", ""))
        return {"incident": incident_id}

    once(session, name, request, settle, by=by, key=key)
    return incidents.find_incident(session, incident_id)


def _require_open(session: Session, found: Incident) -> None:
    session.refresh(found)
    if found.resolved_at is not None:
        raise NoLongerOpenError


def _resolve(found: Incident, resolution: str, by: Actor, reason: str) -> None:
    found.resolved_at, found.resolution, found.resolved_by, found.reason = clock.now(), resolution, by.id, reason


def _prepare(session: Session, run: Running, found: Incident) -> None:
    """Let an action that is tried again see the variables as they are now."""
    if found.kind == IncidentKind.ACTION:
        hand_over(session, run.instance, run.task(_token(found)))


def _revive(session: Session, found: Incident) -> None:
    """Let workers take the failed work again. Raises NoLongerOpenError where it is gone."""
    model: type[Message] | type[Job] = Message if found.kind == IncidentKind.MESSAGE else Job
    if found.work_id is None or not leases.revive(session, model, found.work_id, clock.now()):
        raise NoLongerOpenError


def _token(found: Incident) -> UUID:
    if found.element_instance_id is None:
        raise NoLongerOpenError
    return found.element_instance_id
