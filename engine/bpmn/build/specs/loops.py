"""Activities that run more than once: multi-instance bodies and standard loops; their children do the work."""

from SpiffWorkflow.util.task import TaskState

from engine.bpmn.build.specs.driven import Step
from engine.bpmn.build.specs.throws import throw_beside
from engine.bpmn.read.element import Element, Loop
from engine.bpmn.token.conditions import holds
from engine.bpmn.token.foundation import ProcessSpec
from engine.bpmn.token.items import loop_item, loop_items
from engine.bpmn.token.items import turns as turns_of
from engine.bpmn.token.scope import Scope
from engine.bpmn.token.token import Token

NO_LOOP = Loop()


class Repeated(Step):
    """The body of an activity that runs more than once."""

    def __init__(self, home: ProcessSpec, name: str, element: Element, child: str) -> None:
        super().__init__(home, name, element)
        self.child = child

    @property
    def _loop(self) -> Loop:
        return self.element.loop or NO_LOOP

    def _child_of(self, my_task: Token, number: int) -> Token:
        """Add the task of one turn, in a scope that knows its number."""
        child = my_task.add_child(self.home.task_specs[self.child], None)
        child.triggered = True
        child.data = my_task.data
        child.own_scope().set_local("loopCounter", number + 1)
        taken = my_task.internal_data.get("flow")
        child.note(number=number)
        if taken and number == 0:
            child.note(flow=taken)
        my_task.note(next=number + 1)
        return child

    def child_completed(self, my_task: Token, child: Token) -> None:
        """Take note of a turn that has completed."""
        raise NotImplementedError


def body_of(task: Token) -> Repeated:
    """Return the spec of a body. Raises TypeError for any other task."""
    if not isinstance(task.task_spec, Repeated):
        raise TypeError(task.task_spec.name)
    return task.task_spec


class StandardLoop(Repeated):
    """The body of a standard loop: turn after turn for as long as its condition holds."""

    def arrive(self, my_task: Token) -> bool:
        """Let a token come; return whether it need not wait here."""
        if my_task.has_state(TaskState.STARTED):
            return False
        my_task.inherit_scope()
        my_task.own_scope()
        my_task.note(next=0)
        if self._loop.test_before and not self._goes_on(my_task, 0, my_task.data):
            return True
        my_task.become(TaskState.STARTED)
        my_task.workflow.top_workflow.enter(self._child_of(my_task, 0))
        return False

    def child_completed(self, my_task: Token, child: Token) -> None:
        """Take another turn, or go on."""
        turns = my_task.internal_data["next"]
        if self._goes_on(my_task, turns, child.data):
            my_task.workflow.top_workflow.enter(self._child_of(my_task, turns))
        else:
            my_task.become(TaskState.READY)

    def _goes_on(self, my_task: Token, turns: int, data: Scope) -> bool:
        said = self._loop.maximum
        limit = None if said is None else turns_of(self.element, said.evaluate(my_task.data))
        if limit is not None and turns >= limit:
            return False
        if self._loop.condition is None:
            return limit is not None
        seen = Scope(data.id, data)
        seen.local = {"loopCounter": turns}
        return holds(my_task, self._loop.condition, seen)


class MultiInstance(Repeated):
    """The body of a multi-instance activity."""

    def arrive(self, my_task: Token) -> bool:
        """Let a token come; return whether it need not wait here."""
        if my_task.has_state(TaskState.STARTED):
            return False
        my_task.inherit_scope()
        items = loop_items(my_task, self.element)
        my_task.note(items=len(items), done=0, ended=0, next=0)
        my_task.own_scope()
        self._tell_counts(my_task)
        if not items:
            self._give_results(my_task)
            return True
        my_task.become(TaskState.STARTED)
        first = items[:1] if self._loop.sequential else items
        children = [self._add_instance(my_task, number, item) for number, item in enumerate(first)]
        self._tell_counts(my_task)
        for child in children:
            if not child.has_state(TaskState.FINISHED_MASK):
                my_task.workflow.top_workflow.enter(child)
        return False

    def _add_instance(self, my_task: Token, number: int, item: object) -> Token:
        child = self._child_of(my_task, number)
        if self._loop.element:
            child.data.set_local(self._loop.element, item)
        output = self._loop.output_element
        if output is not None and output.source.isidentifier() and output.source not in child.data.local:
            child.data.set_local(output.source, None)
        return child

    def child_completed(self, my_task: Token, child: Token) -> None:
        """Count an instance, and go on when all are in or the completion condition holds.

        Nothing is done twice where a step failed and is tried again: the instance is counted and has thrown already.
        """
        if "counted" not in child.internal_data:
            self._count(my_task, child)
        self._throw(my_task, child)
        if not my_task.has_state(TaskState.STARTED):
            return  # what was thrown has interrupted the activity
        if my_task.internal_data["done"] == my_task.internal_data["items"] or self._is_enough(my_task, child):
            self._finish(my_task)
        elif self._loop.sequential:
            number = my_task.internal_data["next"]
            item = loop_item(my_task, self.element, number)
            child = self._add_instance(my_task, number, item)
            self._tell_counts(my_task)
            my_task.workflow.top_workflow.enter(child)

    def _count(self, my_task: Token, child: Token) -> None:
        output = self._loop.output_element
        result = None if output is None else output.evaluate(child.data)
        done = my_task.internal_data["done"] + 1
        my_task.note(done=done)
        child.note(counted=done)
        if output is not None:
            child.note(result=result)
        self._tell_counts(my_task)

    def _tell_counts(self, my_task: Token) -> None:
        """Let the instances see the counts of their activity (BPMN 2.0.2, table 10.30), where any of them asks."""
        if self._loop.tells_counts:
            for name, count in self._numbers(my_task).items():
                my_task.own_scope().set_local(name, count)

    def _throw(self, my_task: Token, child: Token) -> None:
        """Throw the events of the activity's behavior: for the first instance (One), each (None), or by condition."""
        if self._loop.behavior == "One" and child.internal_data["counted"] > 1:
            return
        for number, thrown in enumerate(self._loop.thrown):
            if number < child.internal_data.get("announced", 0):
                continue
            if thrown.condition is None or holds(my_task, thrown.condition, self._counts(my_task, child)):
                throw_beside(my_task, thrown.trigger)
            child.note(announced=number + 1)

    def _is_enough(self, my_task: Token, child: Token) -> bool:
        condition = self._loop.completion
        return condition is not None and holds(my_task, condition, self._counts(my_task, child))

    def _counts(self, my_task: Token, child: Token) -> Scope:
        """Return what a condition sees: the instance's variables and the four counts of BPMN 2.0.2, table 10.30."""
        seen = Scope(child.data.id, child.data)
        seen.local = self._numbers(my_task)
        return seen

    def _numbers(self, my_task: Token) -> dict[str, object]:
        state = my_task.internal_data
        return {
            "numberOfInstances": state["items"],
            "numberOfCompletedInstances": state["done"],
            "numberOfActiveInstances": state["next"] - state["done"],
            "numberOfTerminatedInstances": 0,
        }

    def _finish(self, my_task: Token) -> None:
        for child in my_task.children:
            if not child.has_state(TaskState.FINISHED_MASK):
                child.cancel()
        self._give_results(my_task)
        my_task.become(TaskState.READY)

    def _give_results(self, my_task: Token) -> None:
        """Set the output collection: a value per instance, null where one did not complete."""
        if not self._loop.output_collection:
            return
        results: list[object] = [None] * my_task.internal_data["items"]
        for child in my_task.children:
            results[child.internal_data["number"]] = child.internal_data.get("result")
        my_task.outer_scope()[self._loop.output_collection] = results
