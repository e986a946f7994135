"""The rows behind running instances."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from engine.model import ElementInstance, Variable, VariableChange, VariableScope
from engine.store.batch import write
from engine.store.statements import changing, inserting, replacing

SAVE_ELEMENT = replacing(
    ElementInstance,
    (
        "instance_id",
        "id",
        "root_id",
        "container_id",
        "parent_id",
        "number",
        "spec",
        "element_id",
        "state",
        "triggered",
        "scope_id",
        "internal",
    ),
    keys=("instance_id", "id"),
    changing=("spec", "element_id", "state", "triggered", "scope_id", "internal"),
)
MOVE_ELEMENT = changing(
    ElementInstance,
    ("spec", "element_id", "parent_id", "container_id", "number"),
    and_(ElementInstance.instance_id == bindparam("row_instance"), ElementInstance.id == bindparam("row_id")),
)
ADD_SCOPE = inserting(VariableScope, ("instance_id", "id", "root_id", "parent_id", "owner_id"))
SAVE_VARIABLE = replacing(
    Variable,
    ("instance_id", "scope_id", "name", "root_id", "value"),
    keys=("instance_id", "scope_id", "name"),
    changing=("value",),
)
SAVE_CHANGE = replacing(
    VariableChange,
    ("instance_id", "seq", "scope_id", "name", "root_id", "value"),
    keys=("instance_id", "seq", "scope_id", "name"),
    changing=("value",),
)


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


def save_elements(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert or replace element instances."""
    write(session, SAVE_ELEMENT, rows)


def move_elements(session: Session, instance_id: UUID, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put element instances to another place: spec, element, parent, container, number; `row_id` names each."""
    write(session, MOVE_ELEMENT, [{**row, "row_instance": instance_id} for row in rows])


def save_scopes(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert new scopes."""
    write(session, ADD_SCOPE, rows)


def save_variables(session: Session, rows: Sequence[Mapping[str, Any]], seq: int) -> None:
    """Set variables, and keep the values they took after event `seq`."""
    write(session, SAVE_VARIABLE, rows)
    write(session, SAVE_CHANGE, [{**row, "seq": seq} for row in rows])


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
