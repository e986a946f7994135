"""Gateways that choose, split and join."""

from collections.abc import Mapping

from SpiffWorkflow.util.task import TaskState

from engine.bpmn.build.specs.driven import Driven, Route, Step
from engine.bpmn.token.conditions import holds
from engine.bpmn.token.foundation import ProcessSpec
from engine.bpmn.token.token import Token

ARRIVED = (TaskState.WAITING, TaskState.FUTURE)


class ExclusiveGateway(Step):
    """Takes the first flow whose condition is true, in document order, else the default."""

    def work(self, my_task: Token) -> None:
        """Do what a ready task does by itself."""
        my_task.note(chosen=[self._choose(my_task)] if self.outgoing else [])

    def _choose(self, my_task: Token) -> str:
        for flow, condition, _ in self.outgoing:
            if condition is not None and flow != self.element.default_flow and holds(my_task, condition, my_task.data):
                return flow
        default = self.element.default_flow or next((f for f, c, _ in self.outgoing if c is None), "")
        if not default:
            my_task.workflow.top_workflow.host.refuse_no_flow(self.element)
        return default

    def routes(self, my_task: Token) -> list[Route]:
        """Return the flows that were chosen; a gateway that nothing follows ends its path."""
        if not self.outgoing:
            return [(None, spec) for spec in self.followers]
        chosen = my_task.internal_data.get("chosen", [])
        return [(flow, self.home.task_specs[target]) for flow, _, target in self.outgoing if flow in chosen]


class TokenJoin(Step):
    """A gateway that gathers tokens by the flow they came by."""

    def waiting_by_flow(self, my_task: Token) -> dict[str, list[Token]]:
        """Return the tasks that have arrived at this gateway, by incoming flow, this one included.

        Of several that come from one element in one step, those that are not looked at yet have arrived as well.
        """
        found: dict[str, list[Token]] = {}
        for task in my_task.workflow.unfinished.values():
            if task.task_spec is self and (task is my_task or task.state in ARRIVED):
                found.setdefault(task.internal_data.get("flow") or "", []).append(task)
        return found

    def merge(self, my_task: Token, waiting: Mapping[str, list[Token]]) -> None:
        """Consume one token of each flow; this task carries on for them."""
        for tasks in waiting.values():
            if my_task not in tasks:
                tasks[0].absorb()


class ParallelGateway(TokenJoin):
    """Needs one token on every incoming flow; gives one to every outgoing flow."""

    def arrive(self, my_task: Token) -> bool:
        """Let a token come; return whether it need not wait here."""
        my_task.inherit_scope()
        waiting = self.waiting_by_flow(my_task)
        if any(flow not in waiting for flow in self.incoming):
            my_task.become(TaskState.WAITING)
            return False
        self.merge(my_task, waiting)
        return True


class InclusiveGateway(TokenJoin):
    """Waits for every token that can still arrive (BPMN 2.0, 13.4.3); takes every flow whose condition is true."""

    waits_for_others = True

    def arrive(self, my_task: Token) -> bool:
        """Let a token come; return whether it need not wait here."""
        my_task.inherit_scope()
        waiting = self.waiting_by_flow(my_task)
        if self._is_passing(my_task) or self._may_still_come(my_task, waiting):
            my_task.become(TaskState.WAITING)
            return False
        self.merge(my_task, waiting)
        return True

    def _is_passing(self, my_task: Token) -> bool:
        """Tell whether another token is just passing: where it goes may lead back, so it is looked at afterwards."""
        unfinished = my_task.workflow.unfinished.values()
        here = (t for t in unfinished if t.task_spec is self and t is not my_task)
        return any(t.state not in ARRIVED for t in here)

    def _may_still_come(self, my_task: Token, waiting: Mapping[str, list[Token]]) -> bool:
        sources = {flow: source for flow, source in self.home.flow_sources.items() if flow in self.incoming}
        empty = {source for flow, source in sources.items() if flow not in waiting}
        full = {source for flow, source in sources.items() if flow in waiting}
        others = {
            t.task_spec.name
            for t in my_task.workflow.unfinished.values()
            if t.task_spec is not self and not t.task_spec.is_listener
        }
        return any(self._blocks(name, empty, full) for name in others)

    def _blocks(self, name: str, empty: set[str], full: set[str]) -> bool:
        reached = self._reachable(name)
        return bool(reached & empty) and not reached & full

    def _reachable(self, name: str) -> set[str]:
        seen, todo = {name}, [name]
        while todo:
            for output in self.home.task_specs[todo.pop()].leads_to:
                if output not in seen and output != self.name:
                    seen.add(output)
                    todo.append(output)
        return seen

    def work(self, my_task: Token) -> None:
        """Do what a ready task does by itself."""
        true = [
            flow
            for flow, condition, _ in self.outgoing
            if flow != self.element.default_flow and (condition is None or holds(my_task, condition, my_task.data))
        ]
        if not true and self.element.default_flow:
            true = [self.element.default_flow]
        if not true and self.outgoing:
            my_task.workflow.top_workflow.host.refuse_no_flow(self.element)
        my_task.note(chosen=true)

    routes = ExclusiveGateway.routes


class FlowSplit(InclusiveGateway):
    """Stands after an activity with conditional flows: every flow whose condition is true, else the default.

    It is no gateway that waits: each token passes by itself.
    """

    waits_for_others = False
    is_told = False

    def arrive(self, my_task: Token) -> bool:
        """Let a token come; return whether it need not wait here."""
        my_task.inherit_scope()
        return True


class Gather(Driven):
    """Stands before an activity that needs several tokens (`startQuantity`)."""

    def __init__(self, home: ProcessSpec, name: str, quantity: int) -> None:
        super().__init__(home, name)
        self.quantity = quantity

    def arrive(self, my_task: Token) -> bool:
        """Let a token come; return whether it need not wait here."""
        my_task.inherit_scope()
        unfinished = my_task.workflow.unfinished.values()
        others = [t for t in unfinished if t.task_spec is self and t.state == TaskState.WAITING and t is not my_task]
        if len(others) + 1 < self.quantity:
            my_task.become(TaskState.WAITING)
            return False
        for task in others[: self.quantity - 1]:
            task.absorb()
        return True

    def routes(self, my_task: Token) -> list[Route]:
        """Hand the flow that was taken on."""
        return [(my_task.internal_data.get("flow"), spec) for spec in self.followers]
