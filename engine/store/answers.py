"""Idempotency keys and the answers kept for them."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam
from sqlalchemy.orm import Session

from engine.model import Command
from engine.store.fast import Question, changing, inserting, inserting_once, reading, write

COLUMNS = ("actor_id", "key", "name", "request_hash", "answer", "at", "removal_at")
TAKE = inserting_once(Command, COLUMNS, returning="key")
ADD = inserting(Command, COLUMNS)
OF_KEY = and_(Command.actor_id == bindparam("of_actor"), Command.key == bindparam("of_key"))
KNOWN = reading((Command.request_hash, Command.answer), OF_KEY)
KEEP = changing(Command, ("answer", "at"), OF_KEY)


def take_key(values: dict[str, Any]) -> Question:
    """Return the question that takes a key for this transaction, answered by a row where it is ours.

    It waits where another transaction holds the key.
    """
    return TAKE, values


def known(actor_id: str, key: str) -> Question:
    """Return the question for the request's hash and the answer that are kept under a key."""
    return KNOWN, {"of_actor": actor_id, "of_key": key}


def add_answer(session: Session, values: dict[str, Any]) -> None:
    """Write a key with its answer."""
    write(session, ADD, [values])


def keep_answer(session: Session, actor_id: str, key: str, answer: dict[str, Any], at: datetime) -> None:
    """Keep the answer of a command under its key."""
    write(session, KEEP, [{"of_actor": actor_id, "of_key": key, "answer": answer, "at": at}])
