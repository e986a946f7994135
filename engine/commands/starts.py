"""Instances that begin by themselves: at a time, or because a signal was thrown."""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import SYSTEM
from engine.bpmn.build.starting import ways_to_start
from engine.bpmn.read.cycles import Due, Turns, due_of, next_due, turns_come
from engine.bpmn.read.diagram import Process
from engine.bpmn.read.element import Element
from engine.bpmn.read.kinds import EventKind
from engine.bpmn.read.timing import MISSED, fires_each, first_due
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
            if way.trigger.kind in (EventKind.MESSAGE, EventKind.SIGNAL):
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
                if due is not None:
                    session.add(_schedule(process.id, way.element, due))


def _schedule(process_id: str, element: Element, due: Due) -> Job:
    payload = {**due.state, "element": element.id, MISSED: "each" if fires_each(element) else "once"}
    return Job(id=new_id(), kind="schedule", name=process_id, payload=payload, due_at=due.at)


def begin_by_signal(session: Session, lease: Lease) -> bool:
    """Start the process that a signal starts; exactly once. Raises LeaseLostError."""
    leases.hold(session, lease, clock.now())
    leases.finish(session, lease)
    _begin(session, lease, lease.payload["variables"])
    return True


def begin_on_time(session: Session, lease: Lease) -> bool:
    """Start the process that a timer starts, and set the timer's next turn; missed turns start it once together.

    Raises LeaseLostError.
    """
    job: Job = leases.hold(session, lease, clock.now())
    due = due_of(cast(Turns, {"due": job.due_at.isoformat(), **lease.payload}))
    turns = 1 if lease.payload.get(MISSED) == "each" else turns_come(due, clock.now())
    following = next_due(due, turns)
    if following is None:
        leases.finish(session, lease)
    else:
        _set_again(job, lease.payload, following)
    _begin(session, lease, {}, turns)
    return True


def _set_again(job: Job, payload: Mapping[str, Any], due: Due) -> None:
    job.payload = {**payload, **due.state}
    job.due_at = job.available_at = due.at
    job.owner, job.attempts, job.last_error = None, 0, ""


def _begin(session: Session, lease: Lease, variables: Mapping[str, Any], turns: int = 1) -> None:
    start = {"started_at": lease.payload["element"], "turns": turns}
    new_instance(session, lease.name, variables, by=SYSTEM, business_key="", title="", **start)
