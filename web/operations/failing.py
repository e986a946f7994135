"""Failed work, ready to be shown: what could not go on, and what is being tried again; no content of any case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.text import N_, Text
from engine.model import Incident, Job, Message
from engine.store import events, incidents, releases

KINDS = {
    "element": N_("Step of a process"),
    "timer": N_("Deadline"),
    "signal": N_("Signal"),
    "message": N_("Message"),
    "action": N_("Call of another system"),
    "mail": N_("Mail"),
    "periodic": N_("Periodic work"),
    "notice": N_("Telling a person by mail"),
    "start": N_("Start of a process"),
    "schedule": N_("Scheduled start"),
}
STATES = {"": N_("Waiting for you"), "thu-lai": N_("Being tried again"), "xong": N_("Settled")}
RESOLUTIONS = {
    "retried": N_("tried again"),
    "dropped": N_("dropped"),
    "gone": N_("the process went on without it"),
    "": N_("the process went on without it"),
}


@dataclass(frozen=True)
class Place:
    """Where work belongs: the process and its version, and the case."""

    process: str
    version: int
    case: str


@dataclass(frozen=True)
class Failure:
    """One piece of failed work; `next_at` is set while it is tried again by itself."""

    id: UUID
    kind: str
    step: str
    element_id: str
    reason: Text | None
    attempts: int
    at: datetime
    place: Place | None
    next_at: datetime | None = None
    is_job: bool = False

    @property
    def case(self) -> str:
        """Return the code of the case it belongs to, if any."""
        return self.place.case if self.place else ""


def list_failures(session: Session, state: str, kind: str) -> list[Failure]:
    """Return the failures of a state and kind."""
    if state == "thu-lai":
        jobs = _of_jobs(session, incidents.failing_jobs(session, kind))
        return jobs + ([_of_message(m) for m in incidents.failing_messages(session)] if kind in ("", "message") else [])
    return _of_incidents(session, incidents.find_incidents(session, kind, is_open=state != "xong"))


def failure_of(session: Session, incident: Incident) -> Failure:
    """Return one incident as it is shown."""
    return _of_incidents(session, [incident])[0]


def _of_incidents(session: Session, found: Sequence[Incident]) -> list[Failure]:
    names, places = incidents.work_names(session, found), _places(session, found)
    steps = events.places_of(session, {_token(one) for one in found if one.instance_id is not None})
    return [
        Failure(
            id=one.id,
            kind=one.kind,
            step=steps.get(_token(one), ("", ""))[1] or one.element_id if one.instance_id else names.get(one.id, ""),
            element_id=one.element_id,
            reason=one.outline,
            attempts=one.attempts,
            at=one.created_at,
            place=places.get(one.instance_id),
        )
        for one in found
    ]


def _token(one: Incident | Job) -> events.Token:
    return one.instance_id or one.id, one.element_instance_id


def _places(session: Session, found: Sequence[Incident | Job]) -> dict[UUID | None, Place]:
    """Return by their instances where works belong; work of no instance belongs nowhere."""
    rows = releases.places_of(session, {one.instance_id for one in found if one.instance_id is not None})
    return {instance: Place(*place) for instance, place in rows.items()}


def _of_jobs(session: Session, found: Sequence[Job]) -> list[Failure]:
    places = _places(session, found)
    steps = events.places_of(session, {_token(one) for one in found if one.instance_id is not None})
    return [_of_job(one, *steps.get(_token(one), ("", "")), places.get(one.instance_id)) for one in found]


def _of_job(job: Job, element_id: str, step: str, place: Place | None) -> Failure:
    return Failure(
        id=job.id,
        kind=job.kind,
        step=step or job.name,
        element_id=element_id,
        reason=job.outline if job.instance_id else job.error,
        attempts=job.attempts,
        at=job.due_at,
        place=place,
        next_at=job.available_at,
        is_job=True,
    )


def _of_message(message: Message) -> Failure:
    return Failure(
        id=message.id,
        kind="message",
        step=message.name,
        element_id="",
        reason=message.outline,
        attempts=message.attempts,
        at=message.created_at,
        place=None,
        next_at=message.available_at,
        is_job=True,
    )
