"""What starts processes by itself."""

from collections.abc import Sequence

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from engine.model import Job, JobKind, ProcessStart, ProcessVersion, Release
from engine.store.releases import in_force


def started_by(session: Session, kind: str, name: str) -> list[tuple[str, str]]:
    """Return the processes, each with the element where it begins, whose newest version a message or signal starts."""
    newest = (
        select(ProcessVersion.process_id, func.max(ProcessVersion.number).label("number"))
        .join(Release, Release.id == ProcessVersion.release_id)
        .where(in_force())
        .group_by(ProcessVersion.process_id)
        .subquery()
    )
    query = (
        select(ProcessStart.process_id, ProcessStart.element_id)
        .join(
            ProcessVersion,
            (ProcessVersion.release_id == ProcessStart.release_id)
            & (ProcessVersion.process_id == ProcessStart.process_id),
        )
        .join(newest, (newest.c.process_id == ProcessVersion.process_id) & (newest.c.number == ProcessVersion.number))
        .where(ProcessStart.kind == kind, ProcessStart.name == name)
        .order_by(ProcessStart.process_id, ProcessStart.number)
    )
    return [(process_id, element_id) for process_id, element_id in session.execute(query)]


def forget_schedules(session: Session, procedure: str, process_ids: Sequence[str]) -> None:
    """Remove the timers that start the processes of a procedure, and those of some processes wherever they were."""
    versions = select(ProcessVersion.process_id).join(Release, Release.id == ProcessVersion.release_id)
    mine = versions.where(Release.procedure == procedure)
    session.execute(delete(Job).where(Job.kind == JobKind.SCHEDULE, or_(Job.name.in_(mine), Job.name.in_(process_ids))))
