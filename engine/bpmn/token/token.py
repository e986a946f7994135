"""The running token: a task of an instance, in the scope of its variables."""

from typing import TYPE_CHECKING, Unpack
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from engine.bpmn.read.element import Element
from engine.bpmn.token.foundation import Link, Spec
from engine.bpmn.token.notes import Notes
from engine.bpmn.token.scope import Scope
from engine.model.base import new_id

if TYPE_CHECKING:
    from engine.bpmn.token.surroundings import Container

OVER = TaskState.COMPLETED | TaskState.CANCELLED


class Token(Link):
    """A task of a running instance; what is noted on it is stored with it."""

    data: Scope
    internal_data: Notes
    is_offered: bool | None = False
    """Whether a user task has its row; None where it was read back and nobody has asked."""

    def __init__(
        self,
        workflow: "Container",
        task_spec: Spec,
        parent: "Token | None" = None,
        state: int = TaskState.MAYBE,
        id: UUID | None = None,  # noqa: A002
    ) -> None:
        super().__init__(workflow, task_spec, parent, state, id)
        self.ord = workflow.top_workflow.next_number()
        workflow.created(self)

    @property
    def element(self) -> Element | None:
        """Return the drawn element, or None for tasks that are not on the diagram."""
        return self.task_spec.element

    @property
    def drawn(self) -> Element:
        """Return the drawn element of a task that is on the diagram."""
        element = self.task_spec.element
        if element is None:
            raise LookupError(self.task_spec.name)
        return element

    def add_child(self, spec: Spec, flow: str | None) -> "Token":
        """Add the task that a flow leads to."""
        child = Token(self.workflow, spec, self, TaskState.FUTURE)
        child.data = self.outer_scope()
        if flow is not None:
            child.internal_data["flow"] = flow
        return child

    def siblings(self) -> "list[Token]":
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
        return self.data

    def outer_scope(self) -> Scope:
        """Return the scope around the task's own."""
        around = self.data.parent if self.data.owner == self.id else None
        return self.data if around is None else around

    def inherit_scope(self) -> None:
        """Take the scope of the task it came from, unless it was given one."""
        if not self.triggered:
            self.data = self.parent.outer_scope()

    def note(self, **notes: Unpack[Notes]) -> None:
        """Note something, to be stored with the task."""
        self.internal_data.update(notes)
        self.workflow.changed(self)

    def arrive(self) -> None:
        """Come to its spec, and become ready where it need not wait there."""
        if self.task_spec.arrive(self):
            self.wake()

    def wake(self) -> None:
        """Become ready, whatever it waited for, unless it is over."""
        if not self.has_state(OVER):
            self.become(TaskState.READY)

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
        self.task_spec.leave(self)
