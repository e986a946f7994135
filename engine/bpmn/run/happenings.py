"""What happens to a token on its way: it arrives, a turn of many is done, something is undone, a condition holds."""

from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from engine.base.errors import BangVangError
from engine.bpmn.build.specs import body_of, compensation, event_of
from engine.bpmn.build.specs.throws import leave_cancelled
from engine.bpmn.read.element import Element
from engine.bpmn.read.kinds import EventKind
from engine.bpmn.token.conditions import remember_null, undecided
from engine.bpmn.token.surroundings import Host
from engine.bpmn.token.token import Token


class Happenings:
    """The part of a running instance that its specs call; `conditionals` are the conditional events that wait."""

    host: Host
    all_tasks: dict[UUID, Token]
    conditionals: dict[UUID, Token]

    def enter(self, task: Token) -> None:
        """Let a token arrive at its task; what cannot be entered becomes an incident, not a lost token."""
        try:
            task.arrive()
        except BangVangError as error:
            self.host.fail(task, error)

    def count_instance(self, task: Token) -> None:
        """Tell the body of an activity that runs more than once that one turn has completed.

        A turn that cannot be counted is remembered at the body, with one incident for all such turns.
        """
        body = task.parent
        uncounted = body.internal_data.get("uncounted", [])
        try:
            body_of(body).child_completed(body, task)
        except BangVangError as error:
            body.note(uncounted=[*uncounted, str(task.id)])
            if not uncounted:
                self.host.fail(body, error)

    def count_again(self, body: Token) -> None:
        """Count the turns that could not be counted, for as long as the body waits for them."""
        uncounted = body.internal_data.get("uncounted", [])
        body.note(uncounted=[])
        for turn in uncounted:
            if body.has_state(TaskState.STARTED):
                self.count_instance(self.all_tasks[UUID(turn)])

    def handler_completed(self, handler: Token) -> None:
        """Undo the next activity, or let the throw event go on when all is undone."""
        self.all_tasks[UUID(handler.internal_data["undoes"])].note(undone=True)
        task = self.all_tasks[UUID(handler.internal_data["handles_for"])]
        if not task.has_state(TaskState.STARTED) or compensation.go_on(task):
            return
        task.become(TaskState.READY)
        if task.internal_data.get("cancels"):
            leave_cancelled(task)

    def watch(self, task: Token) -> None:
        """Keep the waiting conditional events at hand, but those whose condition could not be told."""
        if task.state == TaskState.WAITING and not task.internal_data.get("troubled"):
            element = task.element
            if element is not None and element.event == EventKind.CONDITIONAL:
                self.conditionals[task.id] = task
        elif self.conditionals:
            self.conditionals.pop(task.id, None)

    def look_at_condition(self, task: Token) -> None:
        """Fire a conditional event whose condition has become true; one that stays true does not fire again."""
        element: Element = task.drawn
        condition = element.triggers[0].condition if task.id in self.conditionals else None
        if condition is None:
            return
        try:
            value = condition.evaluate(task.data)
            if not isinstance(value, bool | None):
                raise undecided(element, condition, task.data, value)
            if value is None:
                remember_null(task, condition)
            holds = value is True
        except BangVangError as error:
            self.conditionals.pop(task.id)
            self.host.fail(task, error)
            return
        was = task.internal_data.get("held", False)
        if holds != was:
            task.note(held=holds)
        if holds and not was:
            event_of(task).fire(task, {})

    def look_at_conditions(self) -> None:
        """Look at every waiting conditional event."""
        for task in list(self.conditionals.values()):
            self.look_at_condition(task)
