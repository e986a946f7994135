"""What becomes of work that failed: another try later, or an incident that an administrator reads."""

import random
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import SYSTEM
from engine.base.errors import BangVangError, ConflictError, PointlessError
from engine.base.text import N_, Text
from engine.history import Entry, append
from engine.history.kinds.elements import IncidentRaised
from engine.model import Incident, Job, Message, MessageState, new_id
from engine.store import events, instances, leases
from engine.store.fast import change_instance
from engine.store.leases import Lease

DAY = 86_400


def note_failure(session: Session, lease: Lease, error: Exception) -> None:
    """Let failed work be tried again later, or give it up after its last attempt or where trying is pointless.

    Raises LeaseLostError where somebody else has the work by now.
    """
    if lease.instance_id is not None:
        instances.lock_instance(session, lease.instance_id)  # before its work's row, as everybody does
    row = leases.hold(session, lease, clock.now())
    text = describe(error)
    failure = text.as_failure(error.of_model if isinstance(error, BangVangError) else ("kind",))
    if isinstance(error, ConflictError):  # others were at the same instance; nothing is wrong with the work
        leases.give_back(session, lease, clock.now() + timedelta(seconds=random.uniform(0.5, 2)))  # noqa: S311
    elif lease.attempts + 1 < lease.max_attempts and not isinstance(error, PointlessError):
        leases.postpone(session, lease, next_try(lease.attempts), failure)
    else:
        _give_up(session, lease, row, failure)


def describe(error: Exception) -> Text:
    """Return what went wrong, for people: an unexpected error tells its kind only, for its text may quote a value."""
    if isinstance(error, BangVangError):
        return error.text
    return Text(N_("Unexpected error: %(kind)s"), {"kind": type(error).__name__})


def next_try(attempts: int) -> datetime:
    """Return when to try again: 10 s, 40 s, 160 s ... a day at most, with jitter."""
    seconds = min(10 * 4**attempts, DAY) * random.uniform(0.8, 1.2)  # noqa: S311 - jitter, not a secret
    return clock.now() + timedelta(seconds=seconds)


def _give_up(session: Session, lease: Lease, row: Job | Message, failure: dict[str, Any]) -> None:
    """Keep an incident for work that failed too often; the work stays, but nobody takes it until it is retried."""
    incident = Incident(
        id=new_id(),
        root_id=row.root_id,
        kind=lease.kind,
        work_id=lease.id,
        attempts=lease.attempts + 1,
        message=failure,
        created_at=clock.now(),
    )
    row.available_at = row.owner = None
    row.attempts, row.last_error = lease.attempts + 1, leases.kept(failure)
    if isinstance(row, Message):
        row.state = MessageState.FAILED
    elif lease.instance_id is not None:
        _tell_instance(session, lease, incident)
    session.add(incident)


def _tell_instance(session: Session, lease: Lease, incident: Incident) -> None:
    """Add the incident to the instance's history.

    It is not brought to life for that: an instance that cannot even be loaded gets its incident too.
    """
    instance = instances.lock_instance(session, lease.instance_id)  # type: ignore[arg-type]
    read_version = instance.version
    incident.instance_id, incident.element_instance_id = instance.id, lease.element_instance_id
    incident.element_id, name = events.place_of(session, instance.id, lease.element_instance_id)
    fact = IncidentRaised(str(incident.text), incident.attempts)
    entry = Entry(fact, SYSTEM, incident.element_id, name, lease.element_instance_id)
    append(session, instance, [entry])
    instance.version += 1
    change_instance(session, instance, read_version)
