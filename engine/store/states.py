"""The rows behind running instances."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    JSON,
    ColumnElement,
    Select,
    and_,
    any_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
    union,
    update,
)
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Session

from engine.model import ElementInstance, Variable, VariableChange, VariableScope
from engine.store.fast import Asking, Statement, ask, changing, foreseen, inserting, replacing, together, write

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
_elements: Any = ElementInstance.__table__
_of_instance: Any = bindparam("instance_id", type_=_element.instance_id.type)
_may_be_undone = _element.internal.like(literal_column("'%\"order\":%'"))  # as the index `ix_element_undone` says


def _needed(_: str) -> Select[Any]:
    """Return the query for the tokens that a live instance needs, in order.

    The rule is told in `engine.bpmn.keep.memory`: what is unfinished, the parents of that, the children of both, what
    may still be undone, and the first of each container that any of these holds. Each part has its index, so what
    finished long ago costs nothing.
    """
    unfinished = _tokens("ix_element_unfinished").where(_element.state < FINISHED).cte("unfinished")
    parents = _tokens().where(_element.id.in_(select(unfinished.c.parent_id)))
    around = union(select(unfinished), parents).cte("around")
    children = _tokens().where(_element.parent_id.in_(select(around.c.id)))
    undoable = _tokens("ix_element_undone").where(_may_be_undone)
    held = union(select(around), children, undoable).cte("held")
    is_held = or_(_element.container_id.is_(None), _element.container_id.in_(select(held.c.id)))
    firsts = _tokens().where(_element.parent_id.is_(None), is_held)
    needed = union(select(held), firsts).subquery("needed")
    return select(needed).order_by(needed.c.number)


def _tokens(index: str = "") -> Select[Any]:
    """Return the query for tokens of an instance; SQLite, which keeps no statistics, is told by which index."""
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
    found = select(*columns).where(_element.instance_id == _of_instance)
    return found.with_hint(_elements, f"INDEXED BY {index}", "sqlite") if index else found


def _is_named(column: ColumnElement[UUID], dialect: str) -> ColumnElement[bool]:
    """Return the condition that a column holds one of the ids in the parameter `ids`, answered by its index."""
    if dialect == "postgresql":
        return column == any_(bindparam("ids", type_=ARRAY(column.type)))
    listed = func.json_each(bindparam("ids", type_=JSON)).table_valued("value")
    return column.in_(select(listed.c.value))


def _scopes(dialect: str) -> Select[Any]:
    found = select(_scope.id, _scope.parent_id, _scope.owner_id).where(_scope.instance_id == _of_instance)
    return found.where(_is_named(_scope.id, dialect))


def _variables(dialect: str) -> Select[Any]:
    # The first version wrote a null as SQL's NULL (its migration mends them); a row restored since may hold one.
    text = func.coalesce(type_coerce(_variable.value, LongText), literal_column("'null'"))
    columns = (_variable.scope_id, _variable.name, text)
    found = select(*columns).where(_variable.instance_id == _of_instance)
    return found.where(_is_named(_variable.scope_id, dialect))


ELEMENTS = Statement(_needed)
SCOPES = Statement(_scopes)
VARIABLES = Statement(_variables)


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
    """The present value of a variable, as the text that is stored."""

    scope_id: UUID
    name: str
    text: str


Rows = tuple[list[ElementRow], list[ScopeRow], list[VariableRow]]


def all_rows(session: Session, instance_id: UUID) -> Rows:
    """Return the tokens a live instance needs, in order, with the scopes they work in and the variables of those."""
    ahead: Rows | None = foreseen(session, ("rows", instance_id))
    return together(session, [asking_for_rows(session, instance_id)])[0] if ahead is None else ahead


def asking_for_rows(session: Session, instance_id: UUID) -> Asking[Rows]:
    """Ask for what `all_rows` returns."""
    key = {"instance_id": instance_id}
    (found,) = yield [(ELEMENTS, key)]
    elements = [ElementRow(*row) for row in found]
    scopes: list[ScopeRow] = []
    variables: list[VariableRow] = []
    wanted = {instance_id, *(element.scope_id for element in elements)}
    while wanted:  # once, but where nothing needed works in a scope between
        named = {**key, "ids": _named(session, wanted)}
        more, values = yield [(SCOPES, named), (VARIABLES, named)]
        scopes += [ScopeRow(*row) for row in more]
        variables += [VariableRow(*row) for row in values]
        wanted = {scope.parent_id for scope in scopes if scope.parent_id} - {scope.id for scope in scopes}
    return elements, scopes, variables


def _named(session: Session, ids: Iterable[UUID]) -> list[UUID] | list[str]:
    """Return ids as the database's condition takes them."""
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    return list(ids) if is_postgresql else [one.hex for one in ids]


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
