"""The complex gateway (BPMN 2.0.2, 10.6.5 and 13.4.5)."""

from SpiffWorkflow.util.task import TaskState

from engine.bpmn.build.specs.gateways import InclusiveGateway
from engine.bpmn.read.expressions import Expr
from engine.bpmn.token.conditions import holds
from engine.bpmn.token.scope import Scope
from engine.bpmn.token.token import Token


class ComplexGateway(InclusiveGateway):
    """Activates once its condition holds for the tokens that have arrived, then waits for the others and resets.

    The condition sees `activationCount`, the tokens that wait, and the count of each incoming flow under the flow's id;
    without a condition every incoming flow is needed. Conditions on outgoing flows may look at `waitingForStart`. In
    the reset only flows whose condition says so get a token: one without a condition had its token at activation.
    """

    def arrive(self, my_task: Token) -> bool:
        """Let a token come; return whether it need not wait here."""
        my_task.inherit_scope()
        if "reset" in my_task.internal_data:
            return self._reset(my_task)
        busy = self._busy(my_task)
        if busy is not None:
            my_task.become(TaskState.WAITING)
            if "reset" in busy.internal_data:
                my_task.workflow.top_workflow.enter(busy)
            return False
        waiting = self.waiting_by_flow(my_task)
        if not self._activates(my_task, waiting):
            my_task.become(TaskState.WAITING)
            return False
        self.merge(my_task, waiting)
        my_task.note(activated=sorted(waiting))
        return True

    def _activates(self, my_task: Token, waiting: dict[str, list[Token]]) -> bool:
        if self.element.activation is None:
            return all(flow in waiting for flow in self.incoming)
        counts = {flow: len(waiting.get(flow, ())) for flow in self.incoming}
        seen = self._seen(my_task, is_start=True)
        seen.local |= counts | {"activationCount": sum(counts.values())}
        return holds(my_task, self.element.activation, seen)

    def _seen(self, my_task: Token, *, is_start: bool) -> Scope:
        seen = Scope(my_task.data.id, my_task.data)
        seen.local = {"waitingForStart": is_start}
        return seen

    def _busy(self, my_task: Token) -> Token | None:
        """Return the task that is just activating the gateway or waits for its reset, where there is one."""
        unfinished = my_task.workflow.unfinished.values()
        return next(
            (t for t in unfinished if t.task_spec is self and t.internal_data.keys() & {"reset", "activated"}), None
        )

    def _reset(self, my_task: Token) -> bool:
        taken = my_task.internal_data["reset"]
        waiting = {f: ts for f, ts in self.waiting_by_flow(my_task).items() if f and f not in taken}
        if self._may_still_come(my_task, {flow: [] for flow in taken} | waiting):
            my_task.become(TaskState.WAITING)
            return False
        for tasks in waiting.values():
            tasks[0].absorb()
        return True

    def work(self, my_task: Token) -> None:
        """Do what a ready task does by itself."""
        is_start = "reset" not in my_task.internal_data
        seen = self._seen(my_task, is_start=is_start)
        chosen = [flow for flow, condition, _ in self.outgoing if self._takes(my_task, (flow, condition), seen)]
        if not chosen and is_start and self.element.default_flow:
            chosen = [self.element.default_flow]
        if not chosen and is_start and self.outgoing:
            my_task.workflow.top_workflow.host.refuse_no_flow(self.element)
        my_task.note(chosen=chosen)

    def _takes(self, my_task: Token, way: tuple[str, Expr | None], seen: Scope) -> bool:
        flow, condition = way
        if condition is None:
            return "reset" not in my_task.internal_data and flow != self.element.default_flow
        return holds(my_task, condition, seen)

    def completed(self, my_task: Token) -> None:
        """Do what is left when its task has completed."""
        super().completed(my_task)
        taken = my_task.internal_data.get("activated")
        if taken is not None and set(taken) < set(self.incoming):
            after = my_task.parent.add_child(self, None)
            after.note(reset=taken)
            after.inherit_scope()
            after.become(TaskState.WAITING)
        else:
            self._look_again(my_task)

    def _look_again(self, my_task: Token) -> None:
        """After a reset, let tokens that came too early count for the next activation."""
        for task in list(my_task.workflow.unfinished.values()):
            if task.task_spec is self and task.state == TaskState.WAITING and task is not my_task:
                my_task.workflow.top_workflow.enter(task)
