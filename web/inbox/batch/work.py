"""Giving a batch's answers to its tasks, one transaction a task, so that a crash loses and repeats nothing."""

from dataclasses import replace
from threading import Event
from uuid import UUID

from sqlalchemy.orm import Session

from engine import commands
from engine.base import clock
from engine.base.errors import AlreadyDoneError, BangVangError, ConflictError, UnconfirmedError
from engine.base.logs import get_logger
from engine.base.text import N_, Text
from engine.model import UserTaskState
from engine.store import tasks
from engine.store.database import Database
from engine.store.troubles import is_away, tell_failure
from web.inbox.batch.choosing import obstacle_of
from web.inbox.drafts.store import delete_drafts
from web.inbox.pending import store
from web.inbox.pending.model import Batch, BatchItem, BatchItemState, BatchState
from web.inbox.task import context_of, find_form
from workflows.registers.organisation import actor_for

log = get_logger()
PAUSE = 0.5  # seconds between two looks


def serve_batches(database: Database, stop: Event) -> None:
    """Run due batches again and again until told to stop."""
    while not stop.is_set():
        try:
            run_due_batches(database)
        except Exception as error:  # noqa: BLE001 - it is told of
            tell_failure(error, "the batches could not be looked through")
        stop.wait(PAUSE)


def run_due_batches(database: Database) -> int:
    """Give the answers of every batch whose moment to undo is over; return how many items came to a result."""
    with database.read() as session:
        due = store.due_batches(session, clock.now())
    return sum(run_batch(database, batch_id) for batch_id in due)


def run_batch(database: Database, batch_id: UUID) -> int:
    """Work through a batch's waiting items; return how many came to a result."""
    database.perform(lambda session: _begin(session, batch_id))
    done = 0
    while (place := _next_place(database, batch_id)) is not None:
        try:
            database.perform(lambda session, p=place: _decide(session, batch_id, p))  # type: ignore[misc]
        except ConflictError:
            return done  # others are at work on the same case: the next round goes on from here
        except (BangVangError, UnconfirmedError) as error:
            _skip(database, batch_id, place, error.text)
        except Exception as error:
            if is_away(error):
                raise  # the database's, not the item's
            log.exception("an item of a batch failed", batch=str(batch_id), place=place)
            _skip(database, batch_id, place, Text(N_("Unexpected error: %(kind)s"), {"kind": type(error).__name__}))
        done += 1
    database.perform(lambda session: _end(session, batch_id))
    return done


def _begin(session: Session, batch_id: UUID) -> None:
    batch = store.lock_batch(session, batch_id)
    if batch is not None and batch.state == BatchState.HELD:
        batch.state = BatchState.RUNNING


def _next_place(database: Database, batch_id: UUID) -> int | None:
    with database.read() as session:
        return store.next_place(session, batch_id)


def _decide(session: Session, batch_id: UUID, place: int) -> None:
    """Complete one task with the batch's answers and note it, both or neither."""
    batch, item = session.get_one(Batch, batch_id), store.lock_item(session, batch_id, place)
    if item.state != BatchItemState.WAITING:
        return  # another worker was here
    by = replace(actor_for(session, batch.actor_id), is_confirmed=batch.is_confirmed)
    task = tasks.find_task(session, item.task_id)
    if task.state == UserTaskState.COMPLETED:
        raise AlreadyDoneError(task.completed_by_name or "", task.completed_at)
    obstacle = obstacle_of(session, by, task)
    if obstacle is not None:
        raise BangVangError(obstacle)
    checked = find_form(session, task).check(batch.sent, context_of(session, task), batch.language, {})
    if checked.errors:
        raise BangVangError(next(iter(checked.errors.values())))
    commands.complete_task(session, task.id, checked.answers, by=by, key=_key(batch, item))
    delete_drafts(session, task.id)
    item.state, item.at = BatchItemState.DONE, clock.now()


def _key(batch: Batch, item: BatchItem) -> str:
    return f"batch:{batch.id}:{item.place}"


def _skip(database: Database, batch_id: UUID, place: int, reason: Text) -> None:
    def note(session: Session) -> None:
        item = store.lock_item(session, batch_id, place)
        if item.state == BatchItemState.WAITING:
            item.state, item.reason, item.at = BatchItemState.SKIPPED, reason.as_data(), clock.now()

    database.perform(note)


def _end(session: Session, batch_id: UUID) -> None:
    batch = store.lock_batch(session, batch_id)
    if batch is not None and batch.state == BatchState.RUNNING and not store.has_waiting(session, batch_id):
        batch.state, batch.ended_at = BatchState.DONE, clock.now()
