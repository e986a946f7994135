"""Keeping and dropping what somebody has typed. Only the last state counts, so both may be repeated."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import BangVangError, NoLongerOpenError
from engine.base.text import N_, Text
from engine.model import UserTask, UserTaskState
from web.inbox.drafts import store
from web.inbox.drafts.model import TaskDraft

MOST_LETTERS = 200_000


class DraftTooLongError(BangVangError):
    """A draft is longer than what any form takes."""

    def __init__(self) -> None:
        super().__init__(Text(N_("The draft is too long to be kept.")))


def save_answers(session: Session, task: UserTask, answers: Mapping[str, Sequence[str]], *, by: Actor) -> TaskDraft:
    """Keep what a person has typed for an open task, in place of what was kept before.

    `answers` are lists of texts by the names of fields. Raises NoLongerOpenError, DraftTooLongError.
    """
    if task.state != UserTaskState.OPEN:
        raise NoLongerOpenError
    if sum(len(name) + sum(map(len, values)) for name, values in answers.items()) > MOST_LETTERS:
        raise DraftTooLongError
    kept = {name: list(values) for name, values in answers.items()}
    return store.keep_draft(session, task, by.id, kept)


def drop_answers(session: Session, task: UserTask, *, by: Actor) -> None:
    """Let go of what a person has typed for a task."""
    draft = store.find_draft(session, task.id, by.id)
    if draft is not None:
        session.delete(draft)
