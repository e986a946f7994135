"""Activities that hold others: sub-processes, call activities and event sub-processes."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.base.errors import BangVangError
from engine.bpmn.build.specs.activities import Activity
from engine.bpmn.read.element import Element
from engine.bpmn.token.token import Token


class SubProcess(Activity):
    """An embedded sub-process or a call activity: its tasks live in a workflow and a scope of their own."""

    def __init__(self, wf_spec: Any, name: str, element: Element, container: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, name, element, **kwargs)
        self.container = container

    def _update_hook(self, my_task: Token) -> bool:
        top = my_task.workflow.top_workflow
        inner = top.subprocesses.get(my_task.id)
        if inner is not None:
            return bool(inner.completed)
        my_task.inherit_scope()
        scope = my_task.own_scope()
        self.open_inputs(my_task)
        for name in top.subprocess_specs[self.container].variables:
            if name not in scope.local:
                scope.set_local(name, None)
        my_task.become(TaskState.STARTED)
        top.create_subprocess(my_task, self.container)
        return False

    def inner_finished(self, my_task: Token) -> None:
        """Go on when the inner workflow has ended; what cannot be handed on is an incident of the activity."""
        try:
            self.apply(my_task, {})
        except BangVangError as error:
            my_task.workflow.top_workflow.host.fail(my_task, error)
        else:
            my_task.become(TaskState.READY)

    def try_again(self, my_task: Token) -> bool:
        """Hand on once more what an inner workflow that has ended leaves; return whether one has."""
        inner = my_task.workflow.top_workflow.subprocesses.get(my_task.id)
        if inner is None or not inner.completed or not my_task.has_state(TaskState.STARTED):
            return False
        self.inner_finished(my_task)
        return True

    def _on_complete_hook(self, my_task: Token) -> None:
        super()._on_complete_hook(my_task)
        if self._holds_undoable(my_task) and not self.handler:
            my_task.note_order()

    def _holds_undoable(self, my_task: Token) -> bool:
        """Tell whether an embedded sub-process can be undone by itself or from within."""
        spec = my_task.workflow.top_workflow.subprocess_specs[self.container]
        return self.element.kind != "callActivity" and bool(spec.is_undoable)


class EventSubProcess(SubProcess):
    """An event sub-process that has begun: its listener, or compensation, hands it its token."""
