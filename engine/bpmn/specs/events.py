"""Events: what begins, throws, catches, and stands at the edge of an activity."""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.bpmn.specs.activities import Activity
from engine.bpmn.specs.driven import Step


class StartEvent(Step):
    """A start event: the instance exists because it has happened."""


class ThrowEvent(Activity):
    """An intermediate throw or end event, or a send task: the host sends what it throws."""

    def _run_hook(self, my_task: Any) -> bool:
        if self.element.event == "message" or self.element.kind == "sendTask":
            my_task.workflow.top_workflow.host.send(my_task, self.element)
        return True

    def _on_complete_hook(self, my_task: Any) -> None:
        super()._on_complete_hook(my_task)
        if self.element.event == "terminate":
            my_task.workflow.cancel_rest(my_task)


class EventGateway(Step):
    """An event-based gateway: the first of its events to happen cancels the others."""


class CatchEvent(Activity):
    """A message or timer event, or a receive task, that waits until it is fired."""

    def _update_hook(self, my_task: Any) -> bool:
        if my_task.internal_data.get("fired"):
            return True
        if my_task.state != TaskState.WAITING:
            super()._update_hook(my_task)
            my_task.workflow.top_workflow.host.await_event(my_task, self.element)
            my_task._set_state(TaskState.WAITING)
        return False

    def fire(self, my_task: Any, payload: Mapping[str, Any]) -> None:
        """Let the event happen, with what it brings."""
        my_task._set_internal_data(fired=True)
        self.apply(my_task, payload)
        my_task._ready()

    def _on_complete_hook(self, my_task: Any) -> None:
        super()._on_complete_hook(my_task)
        if isinstance(my_task.parent.task_spec, EventGateway):
            for sibling in my_task.siblings():
                sibling.cancel()


class BoundaryEvent(CatchEvent):
    """An event at the edge of an activity."""

    def _on_complete_hook(self, my_task: Any) -> None:
        super()._on_complete_hook(my_task)
        if self.element.interrupting:
            for sibling in my_task.siblings():
                sibling.cancel()
        else:
            my_task.workflow.top_workflow.host.rearm(my_task, self.element)
