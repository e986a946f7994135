"""Beginning a batch, and taking it back while it is held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError, KeyReusedError
from engine.base.text import N_, Text
from engine.commands.care import require_care
from engine.commands.tasks import is_final as is_final_step
from web.inbox.batch.choosing import Choice
from web.inbox.pending import store
from web.inbox.pending.model import Batch, BatchItem, BatchState

UNDO_TIME = timedelta(seconds=10)


class TooLateToUndoError(BangVangError):
    """The batch has begun; what it did stands."""

    def __init__(self) -> None:
        super().__init__(Text(N_("It is too late to undo: the decisions have been sent.")))


@dataclass(frozen=True)
class Sending:
    """What a person sends to many tasks: the answers as typed, their language, and for how long they can be undone."""

    answers: Mapping[str, list[str]]
    language: str
    undo_time: timedelta = UNDO_TIME


def begin_batch(session: Session, chosen: Sequence[Choice], sending: Sending, *, by: Actor, key: str) -> Batch:
    """Keep the answers for the chosen tasks, to be given when the moment to undo is over.

    The same key again returns the batch begun before. Raises KeyReusedError where it was for other tasks,
    UnconfirmedError where one of them is final.
    """
    is_final = any(is_final_step(choice.task) for choice in chosen)
    require_care("begin_final_batch" if is_final else "begin_batch", by)
    known = store.batch_with_key(session, f"{by.id}:{key}")
    if known is not None:
        if {item.task_id for item in store.items_of(session, known.id)} != {choice.task.id for choice in chosen}:
            raise KeyReusedError
        return known
    now, first = clock.now(), chosen[0].task
    batch = Batch(
        actor_id=by.id,
        key=f"{by.id}:{key}",
        step=first.name,
        step_en=first.name_en,
        sent={name: list(values) for name, values in sending.answers.items()},
        language=sending.language,
        created_at=now,
        # Nothing is held back where a step is a signature or issues a decision: those cannot be undone.
        due_at=now if is_final else now + sending.undo_time,
        is_confirmed=by.is_confirmed,
    )
    session.add(batch)
    session.flush()
    session.add_all(_item(batch, place, choice) for place, choice in enumerate(chosen))
    return batch


def undo_batch(session: Session, batch_id: UUID, *, by: Actor) -> Batch:
    """Take back a batch that is still held; once taken back it stays so.

    Raises NotFoundError, TooLateToUndoError.
    """
    store.find_batch(session, by, batch_id)
    batch = store.lock_batch(session, batch_id)
    is_held = batch is not None and batch.state == BatchState.HELD and batch.due_at > clock.now()
    if batch is None or not (is_held or batch.state == BatchState.UNDONE):
        raise TooLateToUndoError
    if is_held:
        batch.state, batch.ended_at = BatchState.UNDONE, clock.now()
        store.undo_items(session, batch.id, clock.now())
    return batch


def _item(batch: Batch, place: int, choice: Choice) -> BatchItem:
    return BatchItem(
        batch_id=batch.id,
        place=place,
        root_id=choice.task.root_id,
        task_id=choice.task.id,
        title=choice.row.title[:500],
        code=choice.task.business_key,
    )
