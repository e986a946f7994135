"""Firing what has become due."""

from uuid import UUID

from sqlalchemy.orm import Session

from engine import clock
from engine.actor import SYSTEM
from engine.bpmn.running import running
from engine.errors import BangVangError
from engine.history import Entry
from engine.store import waiting
from engine.text import N_, Text


def fire_timer(session: Session, job_id: UUID) -> bool:
    """Fire one due timer; exactly once, because the job is read again under its instance's lock.

    Return whether it fired.
    """
    job = waiting.find_job(session, job_id)
    if job is None:
        return False
    with running(session, job.instance_id, SYSTEM, even_suspended=True) as run:
        job = waiting.find_job(session, job_id)
        if job is None or job.held or job.due_at > clock.now():
            return False
        task = run.task(job.element_instance_id)
        element = task.task_spec.element
        data = {"due": job.due_at.isoformat()}
        run.note(Entry("timer_fired", SYSTEM, element.id, element.name or element.id, task.id, data))
        task.task_spec.fire(task, {})
        run.advance()
        return True


def give_up_timer(session: Session, job_id: UUID, reason: str) -> None:
    """Turn a timer that failed again and again into an incident; a retry sets it going again."""
    job = waiting.find_job(session, job_id)
    if job is None:
        return
    with running(session, job.instance_id, SYSTEM) as run:
        task = run.task(job.element_instance_id)
        run.performer.fail(task, TimerFailedError(reason))
        waiting.forget(session, job.element_instance_id)


class TimerFailedError(BangVangError):
    """A timer could not be fired."""

    def __init__(self, reason: str) -> None:
        super().__init__(Text(N_("Unexpected error: %(kind)s"), {"kind": reason}))
