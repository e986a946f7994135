"""Firing what has become due."""

from uuid import UUID

from sqlalchemy.orm import Session

from engine import clock
from engine.actor import SYSTEM
from engine.bpmn.running import running
from engine.history import Entry
from engine.store import waiting


def fire_timer(session: Session, job_id: UUID) -> bool:
    """Fire one due timer; exactly once, because the job is read again under its instance's lock.

    Return whether it fired.
    """
    job = waiting.find_job(session, job_id)
    if job is None:
        return False
    with running(session, job.instance_id, SYSTEM) as run:
        job = waiting.find_job(session, job_id)
        if job is None or job.due_at > clock.now():
            return False
        task = run.task(job.element_instance_id)
        element = task.task_spec.element
        data = {"due": job.due_at.isoformat()}
        run.note(Entry("timer_fired", SYSTEM, element.id, element.name or element.id, task.id, data))
        task.task_spec.fire(task, {})
        run.advance()
        return True
