"""Activities that hold others: sub-processes, call activities, and multi-instance bodies."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.bpmn.element import Element
from engine.bpmn.scope import Scope
from engine.bpmn.specs.activities import Activity
from engine.bpmn.specs.driven import Step


class SubProcess(Activity):
    """An embedded sub-process or a call activity: its tasks live in a workflow and a scope of their own."""

    def __init__(self, wf_spec: Any, name: str, element: Element, container: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, name, element, **kwargs)
        self.container = container

    def _update_hook(self, my_task: Any) -> bool:
        top = my_task.workflow.top_workflow
        inner = top.subprocesses.get(my_task.id)
        if inner is not None:
            return bool(inner.completed)
        my_task._inherit_data()
        my_task.own_scope()
        self.open_inputs(my_task)
        my_task._set_state(TaskState.STARTED)
        top.create_subprocess(my_task, self.container)
        return False

    def inner_finished(self, my_task: Any) -> None:
        """Go on when the inner workflow has ended."""
        self.apply(my_task, {})
        my_task._set_state(TaskState.READY)


class MultiInstance(Step):
    """The body of a multi-instance activity; its children run the activity itself."""

    def __init__(self, wf_spec: Any, name: str, element: Element, child: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, name, element, **kwargs)
        self.child = child

    def _update_hook(self, my_task: Any) -> bool:
        if my_task.has_state(TaskState.STARTED):
            return False
        my_task._inherit_data()
        items = my_task.workflow.top_workflow.host.loop_items(my_task, self.element)
        my_task._set_internal_data(items=len(items), done=0, ended=0, next=0)
        my_task.own_scope()
        if not items:
            self._give_results(my_task)
            return True
        my_task._set_state(TaskState.STARTED)
        first = items[:1] if self._loop.sequential else items
        children = [self._add_instance(my_task, number, item) for number, item in enumerate(first)]
        for child in children:
            my_task.workflow.top_workflow.enter(child)
        return False

    @property
    def _loop(self) -> Any:
        return self.element.loop

    def _add_instance(self, my_task: Any, number: int, item: Any) -> Any:
        child = my_task.add_child(self._wf_spec.task_specs[self.child], None)
        child.triggered = True
        child.data = my_task.data
        scope = child.own_scope()
        scope.set_local("loopCounter", number + 1)
        if self._loop.element:
            scope.set_local(self._loop.element, item)
        output = self._loop.output_element
        if output is not None and output.source.isidentifier() and output.source not in scope.local:
            scope.set_local(output.source, None)
        taken = my_task.internal_data.get("flow")
        child._set_internal_data(number=number, **({"flow": taken} if taken and number == 0 else {}))
        my_task._set_internal_data(next=number + 1)
        return child

    def child_completed(self, my_task: Any, child: Any) -> None:
        """Count an instance, and go on when all are in or the completion condition holds."""
        if self._loop.output_element is not None:
            child._set_internal_data(result=self._loop.output_element.evaluate(child.data))
        done = my_task.internal_data["done"] + 1
        my_task._set_internal_data(done=done)
        if done == my_task.internal_data["items"] or self._is_enough(my_task, child):
            self._finish(my_task)
        elif self._loop.sequential:
            number = my_task.internal_data["next"]
            item = my_task.workflow.top_workflow.host.loop_items(my_task, self.element)[number]
            my_task.workflow.top_workflow.enter(self._add_instance(my_task, number, item))

    def _is_enough(self, my_task: Any, child: Any) -> bool:
        if self._loop.completion is None:
            return False
        state = my_task.internal_data
        seen = Scope(child.data.id, child.data)
        seen.local = {
            "numberOfInstances": state["items"],
            "numberOfCompletedInstances": state["done"],
            "numberOfActiveInstances": state["next"] - state["done"],
            "numberOfTerminatedInstances": 0,
        }
        return self._loop.completion.evaluate(seen) is True

    def _finish(self, my_task: Any) -> None:
        for child in my_task.children:
            if not child.has_state(TaskState.FINISHED_MASK):
                child.cancel()
        self._give_results(my_task)
        my_task._set_state(TaskState.READY)

    def _give_results(self, my_task: Any) -> None:
        """Set the output collection: a value per instance, null where one did not complete."""
        if not self._loop.output_collection:
            return
        results: list[Any] = [None] * my_task.internal_data["items"]
        for child in my_task.children:
            results[child.internal_data["number"]] = child.internal_data.get("result")
        my_task.outer_scope()[self._loop.output_collection] = results
