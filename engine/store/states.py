"""The rows behind running instances."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from engine.model import ElementInstance, Variable, VariableChange, VariableScope


def element_rows(session: Session, instance_id: UUID) -> Sequence[Any]:
    """Return an instance's element instances in the order they were made."""
    table = ElementInstance.__table__.c
    columns = (
        table.id,
        table.container_id,
        table.parent_id,
        table.number,
        table.spec,
        table.state,
        table.triggered,
        table.scope_id,
        table.internal,
    )
    return session.execute(select(*columns).where(table.instance_id == instance_id).order_by(table.number)).all()


def scope_rows(session: Session, instance_id: UUID) -> Sequence[Any]:
    """Return an instance's scopes."""
    table = VariableScope.__table__.c
    return session.execute(
        select(table.id, table.parent_id, table.owner_id).where(table.instance_id == instance_id)
    ).all()


def variable_rows(session: Session, instance_id: UUID) -> Sequence[Any]:
    """Return an instance's variables."""
    table = Variable.__table__.c
    return session.execute(
        select(table.scope_id, table.name, table.value).where(table.instance_id == instance_id)
    ).all()


def save_elements(session: Session, rows: list[dict[str, Any]]) -> None:
    """Insert or replace element instances."""
    _upsert(
        session,
        ElementInstance,
        rows,
        keys=("instance_id", "id"),
        changing=("state", "triggered", "scope_id", "internal"),
    )


def save_scopes(session: Session, rows: list[dict[str, Any]]) -> None:
    """Insert new scopes."""
    if rows:
        session.execute(insert(VariableScope), rows)


def save_variables(session: Session, rows: list[dict[str, Any]], seq: int) -> None:
    """Set variables, and keep the values they took after event `seq`."""
    _upsert(session, Variable, rows, keys=("instance_id", "scope_id", "name"), changing=("value",))
    changes = [row | {"seq": seq} for row in rows]
    _upsert(session, VariableChange, changes, keys=("instance_id", "seq", "scope_id", "name"), changing=("value",))


def root_variables(session: Session, instance_id: UUID) -> dict[str, Any]:
    """Return the variables of the instance's own scope by name."""
    query = select(Variable.name, Variable.value).where(
        Variable.instance_id == instance_id, Variable.scope_id == instance_id
    )
    return {name: value for name, value in session.execute(query)}  # noqa: C416 - rows are not pairs to mypy


def variables_at(session: Session, instance_id: UUID, seq: int) -> dict[str, Any]:
    """Return the variables of the instance's own scope as they stood after event `seq`."""
    query = (
        select(VariableChange.name, VariableChange.value)
        .where(
            VariableChange.instance_id == instance_id, VariableChange.scope_id == instance_id, VariableChange.seq <= seq
        )
        .order_by(VariableChange.seq)
    )
    return {name: value for name, value in session.execute(query)}  # noqa: C416


def scope_variables(session: Session, instance_id: UUID, scope_id: UUID) -> dict[str, Any]:
    """Return what an element sees: the variables of its scope and of those around it."""
    scopes = {row.id: row.parent_id for row in scope_rows(session, instance_id)}
    values: dict[UUID, dict[str, Any]] = {}
    for row in variable_rows(session, instance_id):
        values.setdefault(row.scope_id, {})[row.name] = row.value
    seen: dict[str, Any] = {}
    current: UUID | None = scope_id
    while current is not None:
        seen = values.get(current, {}) | seen
        current = scopes.get(current)
    return seen


def scope_of(session: Session, instance_id: UUID, element_instance_id: UUID) -> UUID:
    """Return the scope an element instance works in."""
    key = (instance_id, element_instance_id)
    query = select(ElementInstance.scope_id).where(ElementInstance.instance_id == key[0], ElementInstance.id == key[1])
    return session.scalars(query).one()


def _upsert(
    session: Session, model: Any, rows: list[dict[str, Any]], *, keys: tuple[str, ...], changing: tuple[str, ...]
) -> None:
    if not rows:
        return
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement: Any = dialect.insert(model.__table__)
    statement = statement.on_conflict_do_update(
        index_elements=keys,
        set_={name: statement.excluded[name] for name in changing},
    )
    session.execute(statement, rows)
