"""Instances that begin by themselves: at a time, or because a signal was thrown."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine import clock
from engine.actor import SYSTEM
from engine.bpmn.diagram import Process
from engine.bpmn.starting import ways_to_start
from engine.bpmn.timing import Due, first_due, next_due
from engine.commands.instances import new_instance
from engine.model import Job, ProcessStart, Release, new_id
from engine.store import leases, starts
from engine.store.leases import Lease


def plan_starts(session: Session, release: Release, processes: list[Process]) -> None:
    """Keep what starts the processes of a new release; what the release before planned happens no more.

    Timers are counted from the moment of deployment.
    """
    starts.forget_schedules(session, release.procedure, [process.id for process in processes])
    for process in processes:
        for number, way in enumerate(ways_to_start(process)):
            name = way.trigger.message.name if way.trigger.message is not None else way.trigger.name
            if way.trigger.kind in ("message", "signal"):
                session.add(
                    ProcessStart(
                        release_id=release.id,
                        process_id=process.id,
                        number=number,
                        element_id=way.element.id,
                        kind=way.trigger.kind,
                        name=name,
                    )
                )
            elif way.trigger.timer is not None:
                due = first_due(way.trigger.timer, {}, clock.now())
                session.add(_schedule(process.id, way.element.id, due))


def _schedule(process_id: str, element_id: str, due: Due) -> Job:
    payload = {"element": element_id, "repeats": due.repeats, "interval": due.interval}
    return Job(id=new_id(), kind="schedule", name=process_id, payload=payload, due_at=due.at)


def begin_by_signal(session: Session, lease: Lease) -> bool:
    """Start the process that a signal starts; exactly once. Raises LeaseLostError."""
    leases.hold(session, lease, clock.now())
    leases.finish(session, lease)
    _begin(session, lease, lease.payload["variables"])
    return True


def begin_on_time(session: Session, lease: Lease) -> bool:
    """Start the process that a timer starts, and set the timer's next turn. Raises LeaseLostError."""
    job: Job = leases.hold(session, lease, clock.now())
    payload = lease.payload
    due = next_due(Due(lease.due_at or clock.now(), payload["repeats"], payload["interval"]))
    if due is None:
        leases.finish(session, lease)
    else:
        _set_again(job, payload, due.at, due.repeats)
    _begin(session, lease, {})
    return True


def _set_again(job: Job, payload: Mapping[str, Any], at: datetime, repeats: int) -> None:
    job.payload = {**payload, "repeats": repeats}
    job.due_at = job.available_at = at
    job.owner, job.attempts, job.last_error = None, 0, ""


def _begin(session: Session, lease: Lease, variables: Mapping[str, Any]) -> None:
    element = lease.payload["element"]
    new_instance(session, lease.name, variables, by=SYSTEM, business_key="", title="", started_at=element)
