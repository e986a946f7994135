"""What is drawn, as SpiffWorkflow task specs that follow the specification.

SpiffWorkflow predicts every possible path into its task tree, walks that tree to decide joins, and copies data from
task to task. Here a task's children are made when it completes, joins count the tokens that wait at them, and data stay
in scopes, so a step costs what it changes. Nothing in a spec changes once it is built, so all threads share it.
"""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.specs.control import BpmnStartTask
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.element import Element, Move
from engine.bpmn.scope import Scope

Route = tuple[str | None, BpmnTaskSpec]
"""The flow taken, where one is drawn, and the spec it leads to."""


class Driven(BpmnTaskSpec):
    """A spec whose tasks make their children when they complete."""

    def _predict(self, my_task: Any, seen: Any = None, looked_ahead: int = 0, mask: int = 0) -> None:
        """Predict nothing: a path exists once it is taken."""

    def routes(self, my_task: Any) -> list[Route]:  # noqa: ARG002 - gateways choose by task
        """Return where the token goes on."""
        return [(None, spec) for spec in self.outputs]

    def _run(self, my_task: Any) -> Any:
        """Run without marking errors: the host keeps an incident, and the task can be tried again."""
        return self._run_hook(my_task)

    def _on_complete(self, my_task: Any) -> None:
        self._on_complete_hook(my_task)
        routes = self.routes(my_task)
        children = [my_task.add_child(spec, flow) for flow, spec in routes]
        for child in children:
            if not child.has_state(TaskState.FINISHED_MASK):
                my_task.workflow.top_workflow.enter(child)
        if my_task.triggered:
            my_task.workflow.top_workflow.count_instance(my_task)
        my_task.workflow._task_completed_notify(my_task)


class Start(Driven, BpmnStartTask):
    """The root of a process or sub-process."""


class End(Driven):
    """The last task of a process or sub-process: when it completes, so does its container."""


class EndJoin(Driven):
    """Waits until no other token is left in its container."""

    waits_for_others = True

    def _update_hook(self, my_task: Any) -> bool:
        my_task._inherit_data()
        others = [t for t in my_task.workflow.unfinished.values() if t is not my_task]
        if any(t.task_spec is not self for t in others):
            my_task._set_state(TaskState.WAITING)
            return False
        for task in others:
            task.absorb()
        return True


class Step(Driven):
    """A spec that stands on the diagram."""

    element: Element
    waits_for_others = False

    def __init__(self, wf_spec: Any, name: str, element: Element, **kwargs: Any) -> None:
        super().__init__(wf_spec, name, lane=element.lane, **kwargs)
        self.element = element
        self.bpmn_id = element.id
        self.bpmn_name = element.name
        self.outgoing: list[tuple[str, Any, str]] = []  # (flow id, condition, target spec)
        self.incoming: list[str] = []  # flow ids

    def routes(self, my_task: Any) -> list[Route]:  # noqa: ARG002
        """Return every outgoing flow: several from one task are a parallel split."""
        drawn: list[Route] = [(flow, self._wf_spec.task_specs[target]) for flow, _, target in self.outgoing]
        return drawn or super().routes(None)

    def _on_complete_hook(self, my_task: Any) -> None:
        super()._on_complete_hook(my_task)
        if isinstance(my_task.parent.task_spec, BoundarySplit) and not isinstance(self, BoundaryEvent):
            for sibling in my_task.siblings():
                sibling.cancel()


class Activity(Step):
    """A step with its own variables: input mappings open a scope, output mappings close it."""

    def _update_hook(self, my_task: Any) -> bool:
        super()._update_hook(my_task)
        self.open_inputs(my_task)
        return True

    def open_inputs(self, my_task: Any) -> None:
        """Evaluate the input mappings into the task's own scope."""
        if not self.element.inputs:
            return
        scope = my_task.own_scope()
        for move in self.element.inputs:
            _assign_local(scope, move.target, move.source.evaluate(scope))

    def apply(self, my_task: Any, result: Mapping[str, Any]) -> None:
        """Take a result into the process: through the output mappings, or by name where there are none."""
        scope: Scope = my_task.data
        if not self.element.outputs:
            for name, value in result.items():
                scope[name] = value
            return
        seen = Scope(scope.id, scope)
        seen.local = dict(result)
        outer = my_task.outer_scope()
        for move in self.element.outputs:
            _assign(scope if move.target in scope.local else outer, move, seen)


def _assign(scope: Scope, move: Move, context: Mapping[str, Any]) -> None:
    """Set an output; `a.b` sets the entry b of the context a."""
    value = move.source.evaluate(context)
    name, _, path = move.target.partition(".")
    scope[name] = _nested(scope.get(name), path, value) if path else value


def _assign_local(scope: Scope, target: str, value: Any) -> None:
    name, _, path = target.partition(".")
    scope.set_local(name, _nested(scope.local.get(name), path, value) if path else value)


def _nested(holder: Any, path: str, value: Any) -> dict[str, Any]:
    name, _, rest = path.partition(".")
    mapping = dict(holder) if isinstance(holder, Mapping) else {}
    mapping[name] = _nested(mapping.get(name), rest, value) if rest else value
    return mapping


class UserTask(Activity):
    """Waits for a person."""

    def __init__(self, wf_spec: Any, name: str, element: Element, **kwargs: Any) -> None:
        super().__init__(wf_spec, name, element, manual=True, **kwargs)


class PassThrough(Activity):
    """A task without behaviour (task, manualTask)."""


class WorkTask(Activity):
    """A service, script or business rule task: the host does the work and hands back its result."""

    def _run_hook(self, my_task: Any) -> bool:
        self.apply(my_task, my_task.workflow.top_workflow.host.work(my_task, self.element))
        return True


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


class StartEvent(Step):
    """A start event: the instance exists because it has happened."""


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


class BoundarySplit(Driven):
    """Stands before an activity with boundary events: the activity and its events are its children."""


class BoundaryEvent(CatchEvent):
    """An event at the edge of an activity."""

    def _on_complete_hook(self, my_task: Any) -> None:
        super()._on_complete_hook(my_task)
        if self.element.interrupting:
            for sibling in my_task.siblings():
                sibling.cancel()
        else:
            my_task.workflow.top_workflow.host.rearm(my_task, self.element)


class EventGateway(Step):
    """An event-based gateway: the first of its events to happen cancels the others."""


class ExclusiveGateway(Step):
    """Takes the first flow whose condition is true, in document order, else the default."""

    def _run_hook(self, my_task: Any) -> bool:
        my_task._set_internal_data(chosen=[self._choose(my_task)])
        return True

    def _choose(self, my_task: Any) -> str:
        for flow, condition, _ in self.outgoing:
            if condition is not None and flow != self.element.default_flow and condition.evaluate(my_task.data) is True:
                return flow
        default = self.element.default_flow or next((f for f, c, _ in self.outgoing if c is None), "")
        if not default:
            my_task.workflow.top_workflow.host.refuse_no_flow(self.element)
        return default

    def routes(self, my_task: Any) -> list[Route]:
        """Return the flows that were chosen."""
        chosen = my_task.internal_data.get("chosen", [])
        return [(flow, self._wf_spec.task_specs[target]) for flow, _, target in self.outgoing if flow in chosen]


class TokenJoin(Step):
    """A gateway that gathers tokens by the flow they came by."""

    def waiting_by_flow(self, my_task: Any) -> dict[str, list[Any]]:
        """Return the tasks that wait at this gateway, by incoming flow, this one included."""
        found: dict[str, list[Any]] = {}
        for task in my_task.workflow.unfinished.values():
            if task.task_spec is self and (task is my_task or task.state == TaskState.WAITING):
                found.setdefault(task.internal_data.get("flow") or "", []).append(task)
        return found

    def merge(self, my_task: Any, waiting: Mapping[str, list[Any]]) -> None:
        """Consume one token of each flow; this task carries on for them."""
        for tasks in waiting.values():
            if my_task not in tasks:
                tasks[0].absorb()


class ParallelGateway(TokenJoin):
    """Needs one token on every incoming flow; gives one to every outgoing flow."""

    def _update_hook(self, my_task: Any) -> bool:
        my_task._inherit_data()
        waiting = self.waiting_by_flow(my_task)
        if any(flow not in waiting for flow in self.incoming):
            my_task._set_state(TaskState.WAITING)
            return False
        self.merge(my_task, waiting)
        return True


class InclusiveGateway(TokenJoin):
    """Waits for every token that can still arrive (BPMN 2.0, 13.4.3); takes every flow whose condition is true."""

    waits_for_others = True

    def _update_hook(self, my_task: Any) -> bool:
        my_task._inherit_data()
        waiting = self.waiting_by_flow(my_task)
        if self._may_still_come(my_task, waiting):
            my_task._set_state(TaskState.WAITING)
            return False
        self.merge(my_task, waiting)
        return True

    def _may_still_come(self, my_task: Any, waiting: Mapping[str, list[Any]]) -> bool:
        sources = {flow: source for flow, source in self._wf_spec.flow_sources.items() if flow in self.incoming}
        empty = {source for flow, source in sources.items() if flow not in waiting}
        full = {source for flow, source in sources.items() if flow in waiting}
        others = {t.task_spec.name for t in my_task.workflow.unfinished.values() if t.task_spec is not self}
        return any(self._blocks(name, empty, full) for name in others)

    def _blocks(self, name: str, empty: set[str], full: set[str]) -> bool:
        reached = self._reachable(name)
        return bool(reached & empty) and not reached & full

    def _reachable(self, name: str) -> set[str]:
        seen, todo = {name}, [name]
        while todo:
            for output in self._wf_spec.task_specs[todo.pop()]._outputs:
                if output not in seen and output != self.name:
                    seen.add(output)
                    todo.append(output)
        return seen

    def _run_hook(self, my_task: Any) -> bool:
        true = [
            flow
            for flow, condition, _ in self.outgoing
            if flow != self.element.default_flow and (condition is None or condition.evaluate(my_task.data) is True)
        ]
        if not true and self.element.default_flow:
            true = [self.element.default_flow]
        if not true and self.outgoing:
            my_task.workflow.top_workflow.host.refuse_no_flow(self.element)
        my_task._set_internal_data(chosen=true)
        return True

    routes = ExclusiveGateway.routes


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
        child._set_internal_data(number=number)
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
        if self._loop.output_collection:
            results: list[Any] = [None] * my_task.internal_data["items"]
            for child in my_task.children:
                results[child.internal_data["number"]] = child.internal_data.get("result")
            my_task.outer_scope()[self._loop.output_collection] = results
        my_task._set_state(TaskState.READY)
