"""Due timers and messages: again and again, each in a transaction of its own."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event
from uuid import UUID

from sqlalchemy.orm import Session

from engine import clock
from engine.commands.messages import deliver_message
from engine.commands.timers import fire_timer, give_up_timer
from engine.failpoints import reach
from engine.logs import get_logger
from engine.store import waiting
from engine.store.database import Database

log = get_logger()
BATCH = 100
PAUSE = 0.4
MAX_ROUNDS = 10_000
MAX_ATTEMPTS = 8
TIDY_EVERY = timedelta(hours=1)


def run_once(database: Database) -> int:
    """Fire what is due and deliver what can be delivered; return how many things were done."""
    now = clock.now()
    with database.read() as session:
        jobs = list(waiting.due_jobs(session, now, BATCH))
        messages = waiting.deliverable_messages(session, now, BATCH)
    done = sum(_attempt(database, fire_timer, job, _postpone_job) for job in jobs)
    return done + sum(_attempt(database, deliver_message, message, _postpone_message) for message in messages)


def _attempt(
    database: Database,
    work: Callable[[Session, UUID], bool],
    item: UUID,
    postpone: Callable[[Session, UUID, str], None],
) -> int:
    reach("worker.found")
    try:
        done = int(database.perform(lambda session: work(session, item)))
    except Exception as error:
        log.exception("work failed", work=work.__name__, item=str(item))
        reason = type(error).__name__
        database.perform(lambda session: postpone(session, item, reason))
        return 0
    reach("worker.done")
    return done


def _postpone_job(session: Session, job_id: UUID, reason: str) -> None:
    job = waiting.find_job(session, job_id)
    if job is not None and job.attempts + 1 < MAX_ATTEMPTS:
        waiting.postpone(session, job_id, _next_try(job.attempts), reason)
    elif job is not None:
        give_up_timer(session, job_id, reason)


def _postpone_message(session: Session, message_id: UUID, reason: str) -> None:
    message = waiting.find_message(session, message_id)
    if message is not None:
        is_last = message.attempts + 1 >= MAX_ATTEMPTS
        waiting.hold_message(session, message_id, _next_try(message.attempts), reason, is_last=is_last)


def _next_try(attempts: int) -> datetime:
    """Return when to try again: 10 s, 40 s, 160 s ... a day at most, with jitter."""
    seconds = min(10 * 4**attempts, 86_400) * random.uniform(0.8, 1.2)  # noqa: S311 - jitter, not a secret
    return clock.now() + timedelta(seconds=seconds)


def run_until_idle(database: Database) -> int:
    """Run until nothing more is due or deliverable at this instant; return how many things were done."""
    total = 0
    for _ in range(MAX_ROUNDS):
        done = run_once(database)
        if not done:
            return total
        total += done
    msg = "the worker found no end of work at one instant"
    raise RuntimeError(msg)


def serve(database: Database, stop: Event) -> None:
    """Run until told to stop; once an hour, let messages nobody received in time expire."""
    tidy_at = clock.now()
    while not stop.is_set():
        if clock.now() >= tidy_at:
            tidy_at = clock.now() + TIDY_EVERY
            _tidy(database)
        if not _round(database):
            stop.wait(PAUSE)


def _tidy(database: Database) -> None:
    try:
        database.perform(lambda session: waiting.expire_messages(session, clock.now()))
    except Exception:
        log.exception("the worker could not tidy up")


def _round(database: Database) -> int:
    try:
        return run_once(database)
    except Exception:
        log.exception("the worker could not look for work")
        return 0
