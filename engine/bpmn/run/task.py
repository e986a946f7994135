"""The task of SpiffWorkflow as our token: it keeps the library's names where it calls them, telling of changes."""

from typing import Any, Unpack
from uuid import UUID

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.build.specs import Step
from engine.bpmn.read.element import Element
from engine.bpmn.token.scope import Scope
from engine.bpmn.token.token import Notes
from engine.model.base import new_id


class LiveTask(Task):
    """A SpiffWorkflow task that tells its workflow of every change."""

    id: UUID
    workflow: Any
    task_spec: Any
    data: Any
    state: int
    triggered: bool
    internal_data: Notes
    children: list["LiveTask"]
    is_offered: bool | None = False
    """Whether a user task has its row; None where it was read back and nobody has asked."""
    _parent: UUID | None
    _state: int
    _children: list[UUID]

    def __init__(
        self,
        workflow: Any,
        task_spec: Any,
        parent: Any = None,
        state: int = TaskState.MAYBE,
        id: Any = None,  # noqa: A002
    ) -> None:
        super().__init__(workflow, task_spec, parent, state, id or new_id())
        self.ord = workflow.top_workflow.next_number()
        workflow.created(self)

    @property
    def element(self) -> Element | None:
        """Return the drawn element, or None for tasks that are not on the diagram."""
        return self.task_spec.element if isinstance(self.task_spec, Step) else None

    def add_child(self, spec: Any, flow: str | None) -> "LiveTask":
        """Add the task that a flow leads to."""
        child = LiveTask(self.workflow, spec, self, TaskState.FUTURE)
        child.data = self.outer_scope()
        if flow is not None:
            child.internal_data["flow"] = flow
        return child

    def siblings(self) -> list["LiveTask"]:
        """Return the unfinished children of the same parent, but events that have happened: those go their way."""
        others = (t for t in self.parent.children if t is not self and not t.has_state(TaskState.FINISHED_MASK))
        return [t for t in others if not t.internal_data.get("fired")]

    def own_scope(self) -> Scope:
        """Return the scope that lives and dies with this task, opening it at first."""
        if self.data.owner != self.id:
            self.data = Scope(new_id(), self.data, owner=self.id)
            self.workflow.top_workflow.scopes[self.data.id] = self.data
            self.data.touch()
            self.workflow.changed(self)
        return self.data  # type: ignore[no-any-return]

    def outer_scope(self) -> Scope:
        """Return the scope around the task's own."""
        return self.data.parent if self.data.owner == self.id else self.data  # type: ignore[no-any-return]

    def inherit_scope(self) -> None:
        """Take the scope of the task it came from, unless it was given one."""
        if not self.triggered:
            self.data = self.parent.outer_scope()

    def note(self, **notes: Unpack[Notes]) -> None:
        """Note something, to be stored with the task."""
        self.internal_data.update(notes)
        self.workflow.changed(self)

    def wake(self) -> None:
        """Become ready, whatever it waited for."""
        self._ready()

    def become(self, state: int) -> None:
        """Take a state, and tell the workflow."""
        before = self._state
        if before != state:
            self._state = state
            self.workflow.state_changed(self, before)

    # What the library itself calls, by its names.
    _set_state = become
    _inherit_data = inherit_scope

    def note_order(self) -> None:
        """Remember when an activity completed among others: compensation undoes the last first."""
        self.note(order=self.workflow.top_workflow.next_number())

    def absorb(self) -> None:
        """End a token that was merged into another at a join."""
        self.internal_data["absorbed"] = True
        self.become(TaskState.COMPLETED)

    def cancel(self) -> None:
        """Cancel this task and all that runs below it, sub-processes included."""
        waiting = [self]
        while waiting:
            task = waiting.pop()
            waiting.extend(task.children)
            if "undoing" in task.internal_data:
                waiting.append(self.workflow.top_workflow.all_tasks[UUID(task.internal_data["undoing"])])
            inner = self.workflow.top_workflow.subprocesses.get(task.id)
            if inner is not None and not inner.completed:
                inner.completed = True
                waiting.extend(inner.unfinished.values())
            if not task.has_state(TaskState.FINISHED_MASK):
                task.become(TaskState.CANCELLED)

    def complete(self) -> None:
        """Complete, and hand the token on."""
        self.become(TaskState.COMPLETED)
        self.task_spec._on_complete(self)
