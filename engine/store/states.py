"""The rows behind running instances."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, Select, and_, bindparam, literal_column, or_, select, union, update
from sqlalchemy.orm import Session

from engine.model import ElementInstance, Variable, VariableChange, VariableScope
from engine.store.batch import ask, write
from engine.store.statements import Statement, changing, inserting, replacing

FINISHED: Any = literal_column("64")
"""The least state of SpiffWorkflow's that is an end: completed, failed, cancelled."""
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


_element, _scope, _variable = ElementInstance.__table__.c, VariableScope.__table__.c, Variable.__table__.c
_of_instance: Any = bindparam("instance_id", type_=_element.instance_id.type)
_may_be_undone = _element.internal.like(literal_column("'%\"order\":%'"))  # as the index `ix_element_undone` says


def _needed() -> CTE:
    """Return the ids of the tokens that a live instance needs, and the scopes they work in.

    The rule is told in `engine.bpmn.memory`: what is unfinished, the parents of that, the children of both, what may
    still be undone, and the first of each container that any of these holds. Each part has its index, so what finished
    long ago costs nothing.
    """
    unfinished = _tokens().where(_element.state < FINISHED).cte("unfinished")
    parents = _tokens().where(_element.id.in_(select(unfinished.c.parent_id)))
    around = union(select(unfinished), parents).cte("around")
    children = _tokens().where(_element.parent_id.in_(select(around.c.id)))
    undoable = _tokens().where(_may_be_undone)
    held = union(select(around), children, undoable).cte("held")
    is_first = and_(_element.parent_id.is_(None), _is_held_by(held))
    return union(select(held), _tokens().where(is_first)).cte("needed")


def _tokens() -> Select[Any]:
    return select(_element.id, _element.parent_id, _element.scope_id).where(_element.instance_id == _of_instance)


def _is_held_by(held: CTE) -> ColumnElement[bool]:
    return or_(_element.container_id.is_(None), _element.container_id.in_(select(held.c.id)))


def _needed_scopes() -> CTE:
    """Return the ids of the scopes that needed tokens work in, and of all around them."""
    scopes = select(_needed().c.scope_id.label("id")).cte("scopes", recursive=True)
    outer = select(_scope.parent_id).join(scopes, scopes.c.id == _scope.id).where(_scope.instance_id == _of_instance)
    return scopes.union(outer.where(_scope.parent_id.is_not(None)))


def _all_elements() -> Select[Any]:
    columns = (
        _element.id,
        _element.container_id,
        _element.parent_id,
        _element.number,
        _element.spec,
        _element.state,
        _element.triggered,
        _element.scope_id,
        _element.internal,
    )
    is_needed = _element.id.in_(select(_needed().c.id))
    return select(*columns).where(_element.instance_id == _of_instance, is_needed).order_by(_element.number)


def _all_scopes() -> Select[Any]:
    found = select(_scope.id, _scope.parent_id, _scope.owner_id).where(_scope.instance_id == _of_instance)
    return found.where(_scope.id.in_(select(_needed_scopes().c.id)))


def _all_variables() -> Select[Any]:
    found = select(_variable.scope_id, _variable.name, _variable.value).where(_variable.instance_id == _of_instance)
    return found.where(_variable.scope_id.in_(select(_needed_scopes().c.id)))


ELEMENTS = Statement(lambda _: _all_elements())
SCOPES = Statement(lambda _: _all_scopes())
VARIABLES = Statement(lambda _: _all_variables())


def _seen_from(first: Any) -> Select[Any]:
    """Return the query for the variables of a scope and of those around it, the outermost first."""
    start = select(_scope.id, _scope.parent_id, literal_column("0").label("depth"))
    around = start.where(_scope.instance_id == _of_instance, _scope.id == first).cte("around", recursive=True)
    outer = select(_scope.id, _scope.parent_id, around.c.depth + literal_column("1"))
    around = around.union_all(outer.where(_scope.instance_id == _of_instance, _scope.id == around.c.parent_id))
    found = select(_variable.name, _variable.value).join(around, around.c.id == _variable.scope_id)
    return found.where(_variable.instance_id == _of_instance).order_by(around.c.depth.desc())


_worked_in = select(_element.scope_id).where(
    _element.instance_id == _of_instance, _element.id == bindparam("element_instance_id")
)
SEEN = Statement(lambda _: _seen_from(bindparam("scope_id")))
SEEN_BY = Statement(lambda _: _seen_from(_worked_in.scalar_subquery()))


class ElementRow(NamedTuple):
    """A token as it is stored."""

    id: UUID
    container_id: UUID | None
    parent_id: UUID | None
    number: int
    spec: str
    state: int
    triggered: bool
    scope_id: UUID
    internal: dict[str, Any]


class ScopeRow(NamedTuple):
    """A scope as it is stored."""

    id: UUID
    parent_id: UUID | None
    owner_id: UUID | None


class VariableRow(NamedTuple):
    """The present value of a variable."""

    scope_id: UUID
    name: str
    value: Any


def all_rows(session: Session, instance_id: UUID) -> tuple[list[ElementRow], list[ScopeRow], list[VariableRow]]:
    """Return the tokens a live instance needs, in order, its scopes and variables, in one round trip."""
    key = {"instance_id": instance_id}
    elements, scopes, variables = ask(session, (ELEMENTS, key), (SCOPES, key), (VARIABLES, key))
    return [ElementRow(*r) for r in elements], [ScopeRow(*r) for r in scopes], [VariableRow(*r) for r in variables]


def has_scope(session: Session, instance_id: UUID, scope_id: UUID) -> bool:
    """Tell whether an instance has or had a scope."""
    return session.get(VariableScope, (instance_id, scope_id)) is not None


def save_elements(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert or replace element instances."""
    write(session, SAVE_ELEMENT, rows)


def move_elements(session: Session, instance_id: UUID, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put element instances to another place: spec, element, parent, container, number; `row_id` names each."""
    write(session, MOVE_ELEMENT, [{**row, "row_instance": instance_id} for row in rows])


def specs_of(session: Session, instance_id: UUID) -> list[tuple[UUID | None, str]]:
    """Return, for each container of an instance, the names of the specs its element instances stand at."""
    columns = (ElementInstance.container_id, ElementInstance.spec)
    query = select(*columns).where(ElementInstance.instance_id == instance_id).distinct()
    return [(container_id, spec) for container_id, spec in session.execute(query)]


def replace_spec(session: Session, instance_id: UUID, container_id: UUID | None, old: str, new: str) -> None:
    """Let the element instances of a container that stand at a spec stand at another; their elements stay named."""
    inside = ElementInstance.container_id == container_id
    if container_id is None:
        inside = ElementInstance.container_id.is_(None)
    query = update(ElementInstance).where(ElementInstance.instance_id == instance_id, inside)
    session.execute(query.where(ElementInstance.spec == old).values(spec=new))


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
    (rows,) = ask(session, (SEEN, {"instance_id": instance_id, "scope_id": scope_id}))
    return dict(rows)


def variables_seen_by(session: Session, instance_id: UUID, element_instance_id: UUID) -> dict[str, Any]:
    """Return what an element instance sees: the variables of the scope it works in and of those around that."""
    (rows,) = ask(session, (SEEN_BY, {"instance_id": instance_id, "element_instance_id": element_instance_id}))
    return dict(rows)


def scope_of(session: Session, instance_id: UUID, element_instance_id: UUID) -> UUID:
    """Return the scope an element instance works in."""
    key = (instance_id, element_instance_id)
    query = select(ElementInstance.scope_id).where(ElementInstance.instance_id == key[0], ElementInstance.id == key[1])
    return session.scalars(query).one()
