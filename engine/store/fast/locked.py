"""What a command holds while it works: an instance and a task as plain values, read under the lock, written at the end.

Mapped objects of the same rows that the session has loaded are kept in step, so reading them afterwards tells no lies.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Select, bindparam, case, func, literal_column, null, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from engine.base.errors import NotFoundError
from engine.model import Instance, UserTask, UserTaskCandidate
from engine.model.capacity import Involvement
from engine.store.fast.batch import Question, write
from engine.store.fast.statements import Statement, changing, inserting, reading


@dataclass(slots=True)
class LockedInstance:
    """The row of an instance; the fields are the columns of `engine.model.Instance`."""

    id: UUID
    root_id: UUID
    release_id: UUID
    procedure: str
    process_id: str
    business_key: str
    title: str
    state: str
    version: int
    last_number: int
    last_seq: int
    last_hash: str
    started_at: datetime
    started_by: str
    ended_at: datetime | None = None
    suspended_at: datetime | None = None
    suspended_reason: str = ""
    removal_at: datetime | None = None


@dataclass(slots=True)
class LockedTask:
    """What commands ask of a user task's row, to whom it is offered, and what people have to do with its case."""

    id: UUID
    instance_id: UUID
    element_id: str
    name: str
    business_key: str
    state: str
    owner_id: str | None
    owner_name: str | None
    completed_at: datetime | None
    completed_by: str | None
    completed_by_name: str | None
    completed_for: str | None
    delegated_by: str | None
    delegated_by_name: str | None
    delegated_until: datetime | None
    delegation_accepted_at: datetime | None
    priority: int
    follow_up_at: datetime | None
    excluded: list[str]
    prepared_by: list[str]
    properties: dict[str, str]
    process_id: str
    principals: frozenset[str]
    involvement: Involvement = field(default_factory=Involvement)

    @property
    def awaits_answer(self) -> bool:
        """Tell whether the owner was asked to prepare it and has neither accepted nor declined."""
        return self.delegated_by is not None and self.delegation_accepted_at is None


FIELDS = tuple(one.name for one in fields(LockedInstance))
CHANGING = (
    "state",
    "last_number",
    "last_seq",
    "last_hash",
    "ended_at",
    "suspended_at",
    "suspended_reason",
    "removal_at",
)
TASK_FIELDS = tuple(one.name for one in fields(LockedTask))[:-2]
MOVING = ("release_id", "process_id", "title")
"""Columns that seldom change; left alone, their indexes are too."""
OWNING = (
    *("owner_id", "owner_name", "prepared_by"),
    *("delegated_by", "delegated_by_name", "delegated_until", "delegation_accepted_at"),
)
ARRANGING = ("priority", "follow_up_at")
COMPLETING = ("state", "completed_at", "completed_by", "completed_by_name", "completed_for")

_instance = Instance.__table__.c
_task = UserTask.__table__.c


def task_of(dialect_name: str) -> Select[Any]:
    """Return the query for a task as it stands, with to whom it is offered."""
    joined = func.string_agg if dialect_name == "postgresql" else func.group_concat
    line: Any = literal_column("chr(10)" if dialect_name == "postgresql" else "char(10)")
    offered = select(joined(UserTaskCandidate.principal, line)).where(UserTaskCandidate.task_id == _task.id)
    columns = [_task[name] for name in TASK_FIELDS]
    return select(*columns, offered.scalar_subquery()).where(_task.id == bindparam("task_id"))


LOCK = reading([_instance[name] for name in FIELDS], _instance.id == bindparam("id"), locking=True)
LOCK_BY_TASK = reading(
    [_instance[name] for name in FIELDS],
    _instance.id == select(_task.instance_id).where(_task.id == bindparam("task_id")).scalar_subquery(),
    locking=True,
)
TASK = Statement(task_of)
ADD = inserting(Instance, FIELDS)
# The lock makes the version certain; were it ever not, NULL is refused by the column, and the command with it.
FENCE = case((_instance.version == bindparam("read_version"), bindparam("next_version", type_=Integer)), else_=null())
CHANGE = changing(Instance, CHANGING, _instance.id == bindparam("row_id"), version=FENCE)
MOVE = changing(Instance, MOVING, _instance.id == bindparam("row_id"))
OWN_TASK = changing(UserTask, OWNING, _task.id == bindparam("row_id"))
OWN_OFFERS = changing(UserTaskCandidate, ("owner_id",), UserTaskCandidate.task_id == bindparam("row_id"))
ARRANGE_TASK = changing(UserTask, ARRANGING, _task.id == bindparam("row_id"))
COMPLETE_TASK = changing(UserTask, COMPLETING, _task.id == bindparam("row_id"))


def lock_rows(instance_id: UUID) -> Question:
    """Return the question for an instance with its row locked until the transaction ends.

    SQLite needs no row lock: the whole transaction began IMMEDIATE.
    """
    return LOCK, {"id": instance_id}


def lock_by_task(task_id: UUID) -> Question:
    """Return the question for the instance of a task with its row locked; ask for the task after it."""
    return LOCK_BY_TASK, {"task_id": task_id}


def read_instance(rows: list[list[Any]]) -> LockedInstance:
    """Return the instance that was asked for; raises NotFoundError."""
    if not rows:
        raise NotFoundError
    return LockedInstance(*rows[0])


def values_of(found: Instance) -> LockedInstance:
    """Return an instance that was read without its lock as plain values."""
    return LockedInstance(**{name: getattr(found, name) for name in FIELDS})


def read_task(rows: list[list[Any]]) -> LockedTask:
    """Return the task that was asked for; raises NotFoundError."""
    if not rows:
        raise NotFoundError
    *columns, principals = rows[0]
    offered = frozenset((principals or "").split("\n")) - {""}
    return LockedTask(*[*columns, offered])


def add_instance(session: Session, locked: LockedInstance) -> None:
    """Write a new instance's row."""
    write(session, ADD, [{name: getattr(locked, name) for name in FIELDS}])


def change_instance(session: Session, locked: LockedInstance, read_version: int) -> None:
    """Write an instance's row over the version that was read."""
    values = {name: getattr(locked, name) for name in CHANGING}
    row = {**values, "row_id": locked.id, "read_version": read_version, "next_version": locked.version}
    write(session, CHANGE, [row])
    _keep_in_step(session, Instance, locked.id, {**values, "version": locked.version})


def move_instance(session: Session, locked: LockedInstance) -> None:
    """Write which release and process an instance follows, and its title; besides `change_instance`."""
    values = {name: getattr(locked, name) for name in MOVING}
    write(session, MOVE, [{**values, "row_id": locked.id}])
    _keep_in_step(session, Instance, locked.id, values)


def own_task(session: Session, locked: LockedTask) -> None:
    """Write whose a task is, and that it is free for others or not; the caller holds the instance's lock."""
    _change_task(session, OWN_TASK, locked, OWNING)
    write(session, OWN_OFFERS, [{"row_id": locked.id, "owner_id": locked.owner_id}])


def arrange_task(session: Session, locked: LockedTask) -> None:
    """Write how pressing a task is and when to come back to it; the caller holds the instance's lock."""
    _change_task(session, ARRANGE_TASK, locked, ARRANGING)


def finish_task(session: Session, locked: LockedTask) -> None:
    """Write that a task is done, and by whom; the caller holds the instance's lock."""
    _change_task(session, COMPLETE_TASK, locked, COMPLETING)


def _change_task(session: Session, statement: Statement, locked: LockedTask, names: Sequence[str]) -> None:
    values = {name: getattr(locked, name) for name in names}
    write(session, statement, [{**values, "row_id": locked.id}])
    _keep_in_step(session, UserTask, locked.id, values)


def _keep_in_step(session: Session, model: Any, row_id: UUID, values: Mapping[str, Any]) -> None:
    loaded = session.identity_map.get(identity_key(model, row_id)) if len(session.identity_map) else None
    if loaded is not None:
        for name, value in values.items():
            set_committed_value(loaded, name, value)
