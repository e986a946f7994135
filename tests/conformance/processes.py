"""Runs the processes of a diagram to where they stand still, in a time of its own, and says what became of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.base import clock
from engine.base.actor import SYSTEM
from engine.base.errors import BangVangError
from engine.base.xml import parse_xml
from engine.bpmn.build.processspec import child_name, spec_name
from engine.bpmn.read.diagram import Process, read_processes
from engine.commands import deploy, start_instance
from engine.jobs import worker
from engine.model import ElementInstance
from engine.store import events, instances, waiting
from engine.store.database import Database

MAX_JUMPS = 1_000


@dataclass
class Ran:
    """What became of a run: its outcome, the script tasks completed in order, and why it went wrong."""

    outcome: str
    executed: list[str] = field(default_factory=list)
    error: str = ""
    variables: dict[str, Any] = field(default_factory=dict)


def run_processes(
    database: Database, diagram: bytes, processes: Sequence[str], variables: Mapping[str, Any], horizon: timedelta
) -> Ran:
    """Deploy a diagram, start its processes, and let time pass up to a horizon; only within `clock.travel_to`."""
    try:
        database.perform(
            lambda s: deploy(
                s, {"model.bpmn": diagram}, procedure="conformance", author=SYSTEM, approver=None, key="deploy"
            )
        )
    except BangVangError as error:
        return Ran("deploy_error", error=str(error.text))
    try:
        started = [_start(database, process, variables) for process in to_start(diagram, processes)]
    except BangVangError as error:
        return Ran("runtime_error", error=str(error.text))
    pass_time(database, horizon)
    return judge(database, started, scripts_of(diagram))


def to_start(diagram: bytes, processes: Sequence[str]) -> list[str]:
    """Return which processes a person starts: not those that a timer starts, or a signal or message of another one."""
    drawn = {process.id: process for process in read_processes(parse_xml(diagram))}
    return [p for p in processes if p not in drawn or not _starts_by_itself(drawn[p], beside=len(processes) > 1)]


def _starts_by_itself(process: Process, *, beside: bool) -> bool:
    starts = process.starts(process.id)
    kinds = {trigger.kind for start in starts for trigger in start.triggers}
    if any(not start.triggers for start in starts) or "conditional" in kinds:
        return False
    return "timer" in kinds or beside


def _start(database: Database, process: str, variables: Mapping[str, Any]) -> UUID:
    return database.perform(
        lambda s: start_instance(s, process, variables, by=SYSTEM, key=f"start {process}", business_key=process)
    ).id


def pass_time(database: Database, horizon: timedelta) -> None:
    """Let the workers do what is due, and jump from one due instant to the next until the horizon."""
    end = clock.now() + horizon
    for _ in range(MAX_JUMPS):
        worker.run_until_idle(database)
        with database.read() as session:
            due = waiting.next_due(session)
        if due is None or due > end:
            return
        clock.advance(max(due - clock.now(), timedelta(0)))


def scripts_of(diagram: bytes) -> frozenset[str]:
    """Return the names of the specs that stand for one completion of a script task."""
    elements = [e for process in read_processes(parse_xml(diagram)) for e in process.elements.values()]
    names = ((spec_name(e.id), e.loop) for e in elements if e.kind == "scriptTask")
    return frozenset(name if loop is None else child_name(name) for name, loop in names)


def judge(database: Database, started: Sequence[UUID], scripts: frozenset[str]) -> Ran:
    """Return what became of all instances there are; those that a person started decide the outcome."""
    ran = Ran("completed")
    with database.read() as session:
        ids = instances.all_ids(session)
        found = [event for one in ids for event in events.events_of(session, instance_id=one)]
        ends = [instances.find_instance(session, one).state for one in started or ids]
        trouble = instances.open_incidents(session)
        ran.variables = instances.variables_of(session, ids[0]) if ids else {}
        work = set(session.scalars(select(ElementInstance.id).where(ElementInstance.spec.in_(scripts))))
    done = [e for e in found if e.kind == "element_completed" and e.element_instance_id in work]
    ran.executed = [e.element_id for e in sorted(done, key=lambda e: (e.at, e.instance_id, e.seq))]
    kinds = {event.kind for event in found}
    if trouble:
        ran.outcome = "error_event" if "error_uncaught" in kinds else "runtime_error"
        ran.error = str(trouble[0].text)
    elif "cancelled" in ends:
        ran.outcome = "aborted"
    elif "active" in ends or not ends:
        ran.outcome = "waiting"
    elif any(event.kind == "escalation_thrown" and not (event.data or {}).get("caught") for event in found):
        ran.outcome = "escalation_event"
    return ran
