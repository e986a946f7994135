"""Idempotency keys and the answers kept for them."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from engine.model import Command


def find_answer(session: Session, actor_id: str, key: str) -> Command | None:
    """Return the command that was answered under a key, as the database has it now."""
    return session.get(Command, (actor_id, key), populate_existing=True)


def take_key(session: Session, values: dict[str, Any]) -> bool:
    """Take a key for this transaction; wait where another transaction holds it, and return whether it is ours."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement: Any = dialect.insert(Command).values(**values).on_conflict_do_nothing().returning(Command.key)
    return session.execute(statement).first() is not None


def keep_answer(session: Session, actor_id: str, key: str, answer: dict[str, Any], at: datetime) -> None:
    """Keep the answer of a command under its key."""
    query = update(Command).where(Command.actor_id == actor_id, Command.key == key).values(answer=answer, at=at)
    session.execute(query.execution_options(synchronize_session=False))
