"""Failed work, ready to be shown: what could not go on, and what is being tried again; no content of any case."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.text import N_, Text
from engine.model import Incident, Instance, Job, Message
from engine.store import events, incidents, instances, releases

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
        jobs = [_of_job(session, job) for job in incidents.failing_jobs(session, kind)]
        return jobs + ([_of_message(m) for m in incidents.failing_messages(session)] if kind in ("", "message") else [])
    return [failure_of(session, i) for i in incidents.find_incidents(session, kind, is_open=state != "xong")]


def failure_of(session: Session, incident: Incident) -> Failure:
    """Return one incident as it is shown."""
    step = incidents.work_name(session, incident)
    if incident.instance_id is not None:
        token = incident.element_instance_id
        step = events.place_of(session, incident.instance_id, token)[1] or incident.element_id
    return Failure(
        id=incident.id,
        kind=incident.kind,
        step=step,
        element_id=incident.element_id,
        reason=incident.outline,
        attempts=incident.attempts,
        at=incident.created_at,
        place=place_of(session, incident.instance_id),
    )


def place_of(session: Session, instance_id: UUID | None) -> Place | None:
    """Return where an instance belongs, or None for work of no instance."""
    if instance_id is None:
        return None
    instance: Instance = instances.find_instance(session, instance_id)
    release = releases.find_release(session, instance.release_id)
    names = {p.process_id: p.name for p in releases.processes_of(session, release.id)}
    return Place(names.get(instance.process_id, instance.process_id), release.number, instance.business_key)


def _of_job(session: Session, job: Job) -> Failure:
    element_id, step = "", job.name
    if job.instance_id is not None:
        element_id, step = events.place_of(session, job.instance_id, job.element_instance_id)
    return Failure(
        id=job.id,
        kind=job.kind,
        step=step or job.name,
        element_id=element_id,
        reason=job.outline if job.instance_id else job.error,
        attempts=job.attempts,
        at=job.due_at,
        place=place_of(session, job.instance_id),
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
