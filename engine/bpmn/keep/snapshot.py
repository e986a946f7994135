"""Between a live instance and its rows: only what changed is written; all of it can be read back."""

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session

from engine.bpmn.build.builder import Definition
from engine.bpmn.build.specs import SubProcess
from engine.bpmn.keep.memory import forget_finished
from engine.bpmn.run.live import Indexed, LiveSubWorkflow, LiveWorkflow
from engine.bpmn.token.notes import Notes
from engine.bpmn.token.scope import Scope
from engine.bpmn.token.token import Token
from engine.model import InstanceState
from engine.model.values import Encoded
from engine.store import states
from engine.store.fast import LockedInstance
from engine.store.states import ElementRow, ScopeRow, VariableRow


def save(session: Session, instance: LockedInstance, live: LiveWorkflow) -> None:
    """Write what changed since the last save.

    The caller holds the instance's lock and owns the transaction.
    """
    scopes, variables = _changed_scopes(instance, live)
    states.save_scopes(session, scopes)
    states.save_elements(session, [_element_row(instance, task) for task in live.dirty.values()])
    states.save_variables(session, variables, instance.last_seq)
    changed = list(live.dirty.values())
    live.dirty.clear()
    live.touched.clear()
    forget_finished(live, changed)


def _element_row(instance: LockedInstance, task: Token) -> dict[str, object]:
    element = task.element
    return {
        "instance_id": instance.id,
        "id": task.id,
        "root_id": instance.root_id,
        "container_id": task.workflow.parent_task_id,
        "parent_id": task.parent_id,
        "number": task.ord,
        "spec": task.task_spec.name,
        "element_id": None if element is None else element.id,
        "state": task.state,
        "triggered": task.triggered,
        "scope_id": task.data.id,
        "internal": task.internal_data,
    }


def _changed_scopes(
    instance: LockedInstance, live: LiveWorkflow
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    key: dict[str, object] = {"instance_id": instance.id, "root_id": instance.root_id}
    scopes: list[dict[str, object]] = []
    variables: list[dict[str, object]] = []
    for scope in live.touched.values():
        if scope.is_new:
            parent_id = None if scope.parent is None else scope.parent.id
            scopes.append({**key, "id": scope.id, "parent_id": parent_id, "owner_id": scope.owner})
        for name, text in sorted(scope.changed.items()):
            variables.append({**key, "scope_id": scope.id, "name": name, "value": Encoded(text)})
        scope.note_stored()
    return scopes, variables


def load(session: Session, instance: LockedInstance, definition: Definition) -> LiveWorkflow:
    """Read an instance back from its rows."""
    element_rows, scope_rows, variable_rows = states.all_rows(session, instance.id)
    scopes = _load_scopes(scope_rows, variable_rows)
    live = LiveWorkflow(definition.spec, definition.inner, scopes[instance.id])
    live.scopes = scopes
    for row in element_rows:
        workflow = _container(live, row)
        if workflow is not None:
            _load_task(live, row, workflow, scopes)
    # The scopes of tokens that are not kept are not either, as `engine.bpmn.keep.memory` lets go of them.
    live.scopes = {scope.id: scope for scope in scopes.values() if scope.owner is None or scope.owner in live.all_tasks}
    live.number = instance.last_number
    live.completed = instance.state != InstanceState.ACTIVE
    _close_finished(live)
    live.dirty.clear()
    live.journal.clear()
    live.queue.clear()
    return live


def _load_scopes(scope_rows: Sequence[ScopeRow], variable_rows: Sequence[VariableRow]) -> dict[UUID, Scope]:
    rows = {row.id: row for row in scope_rows}
    scopes: dict[UUID, Scope] = {}
    for row in rows.values():
        _load_scope(row.id, rows, scopes)
    for variable in variable_rows:
        scopes[variable.scope_id].read_back(variable.name, variable.text)
    return scopes


def _load_scope(scope_id: UUID, rows: dict[UUID, ScopeRow], scopes: dict[UUID, Scope]) -> None:
    chain = []
    current: UUID | None = scope_id
    while current is not None and current not in scopes:
        chain.append(rows[current])
        current = rows[current].parent_id
    for row in reversed(chain):
        scopes[row.id] = Scope(row.id, None if row.parent_id is None else scopes.get(row.parent_id), owner=row.owner_id)
        scopes[row.id].is_new = False


def _container(live: LiveWorkflow, row: ElementRow) -> Indexed | None:
    """Return the workflow a row's task lives in, opening the inner workflow of a sub-process at first.

    None where what held it has ended and is not kept: see `engine.bpmn.keep.memory`.
    """
    if row.container_id is None:
        return live
    if row.container_id not in live.subprocesses:
        holder = live.all_tasks.get(row.container_id)
        if holder is None or not isinstance(holder.task_spec, SubProcess):
            return None  # what held it has ended
        inner = LiveSubWorkflow(live.subprocess_specs[holder.task_spec.container], holder.id, live)
        live.subprocesses[holder.id] = inner
    return live.subprocesses[row.container_id]


def _load_task(live: LiveWorkflow, row: ElementRow, workflow: Indexed, scopes: dict[UUID, Scope]) -> None:
    parent = None if row.parent_id is None else workflow.tasks.get(row.parent_id)
    live.number = row.number - 1
    task = Token(workflow, workflow.spec.task_specs[row.spec], parent, row.state, row.id)
    task.triggered = row.triggered
    task.internal_data = cast(Notes, row.internal)
    task.data = scopes[row.scope_id]
    if isinstance(task.task_spec, SubProcess):
        task.task_spec.shut(task)
    task.is_offered = None
    task.parent_id = row.parent_id
    if row.parent_id is None:
        workflow.task_tree = task
    workflow.index_loaded(task)


def _close_finished(live: LiveWorkflow) -> None:
    """An inner workflow with nothing unfinished has ended."""
    for inner in live.subprocesses.values():
        inner.completed = not inner.unfinished
