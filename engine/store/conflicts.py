"""When a database's error only says that somebody else wrote first, so that the work may be done again.

A row that breaks a rule of its table is a fault of ours, to be seen at once: what two may ask for at the same moment is
kept apart before (engine/store/turns.py, engine/store/rows.py). Two rules only are there to be broken: the fence of an
instance's version, and the keys that senders give with their requests.
"""

from functools import cache
from typing import Any

from sqlalchemy import Index, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from engine.base.errors import ConflictError
from engine.model import Instance
from engine.model.base import SENT_KEY, Base

RETRYABLE_STATES = {"40001", "40P01", "55P03"}  # serialization failure, deadlock, lock not available
NULL_STATE, TAKEN_STATE = "23502", "23505"


def is_conflict(error: Exception) -> bool:
    """Tell whether an error only says that somebody else wrote first."""
    if isinstance(error, StaleDataError | ConflictError):
        return True
    if isinstance(error, IntegrityError):
        return _is_fenced_off(error.orig) or _is_key_taken(error.orig)
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    return state in RETRYABLE_STATES or (isinstance(error, OperationalError) and "locked" in str(error.orig))


def _is_fenced_off(error: Any) -> bool:
    """Tell whether an instance was written at another version than was read: its row was to get none."""
    column = Instance.__table__.c.version
    if getattr(error, "sqlstate", None) == NULL_STATE:
        return (error.diag.table_name, error.diag.column_name) == (Instance.__tablename__, column.name)
    return str(error) == f"NOT NULL constraint failed: {Instance.__tablename__}.{column.name}"


def _is_key_taken(error: Any) -> bool:
    """Tell whether a request came whose key another brought at the same moment."""
    if getattr(error, "sqlstate", None) == TAKEN_STATE:
        return error.diag.constraint_name in sent_keys()
    return str(error) in sent_keys().values()


@cache
def sent_keys() -> dict[str, str]:
    """Map the names of constraints and indexes on keys that senders give to what SQLite says where one is taken."""
    found: dict[str, str] = {}
    for table in Base.metadata.tables.values():
        unique = [one for one in table.constraints if isinstance(one, UniqueConstraint | PrimaryKeyConstraint)]
        rules: list[UniqueConstraint | PrimaryKeyConstraint | Index] = [*unique, *table.indexes]
        for rule in rules:
            if rule.info.get(SENT_KEY):
                said = ", ".join(f"{table.name}.{column.name}" for column in rule.columns)
                found[str(rule.name)] = f"UNIQUE constraint failed: {said}"
    return found
