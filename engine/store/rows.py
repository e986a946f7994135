"""Writing a row that somebody else may be writing at this moment: the database keeps one, and both go on with it."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from engine.store.fast import insert_for

R = TypeVar("R")
Key = Mapping[str, Any]


def insert_into(session: Session, kind: type[Any]) -> Any:
    """Return an INSERT into the table of a mapped class that can say what to do where the row stands already."""
    return insert_for(session.get_bind().dialect.name, kind)


def add_new(session: Session, kind: type[Any], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows, leaving those alone that stand already; others who write the same wait for this transaction."""
    values = list(rows)
    if values:
        session.execute(insert_into(session, kind).on_conflict_do_nothing(), values)


def find_or_add(session: Session, kind: type[R], key: Key, **values: Any) -> R:
    """Return the row at a primary key; one with the values is made where there is none."""
    add_new(session, kind, [{**key, **values}])
    return _get(session, kind, key)


def put(session: Session, kind: type[R], key: Key, **values: Any) -> R:
    """Return the row at a primary key with the values, whether it stood before or not."""
    statement = insert_into(session, kind).values(**key, **values)
    changed = {name: statement.excluded[name] for name in values}
    session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changed))
    return _get(session, kind, key)


def _get(session: Session, kind: type[R], key: Key) -> R:
    names = [column.key for column in inspect(kind).primary_key]
    return session.get_one(kind, tuple(key[name] for name in names), populate_existing=True)
