"""Events that throw: intermediate throw and end events, send tasks, and what each trigger does."""

from collections.abc import Callable

from SpiffWorkflow.util.task import TaskState

from engine.bpmn.build.specs import compensation
from engine.bpmn.build.specs.activities import Activity
from engine.bpmn.build.specs.driven import BoundarySplit, Driven, Route
from engine.bpmn.build.specs.events import event_of
from engine.bpmn.build.specs.raising import broadcast, raise_outward
from engine.bpmn.read.element import Trigger
from engine.bpmn.read.kinds import ElementKind, EventKind
from engine.bpmn.token.surroundings import holder_of
from engine.bpmn.token.token import Token


class ThrowEvent(Activity):
    """An intermediate throw or end event, or a send task: it throws each of its triggers, in document order."""

    def work(self, my_task: Token) -> None:
        """Do what a ready task does by itself."""
        if self.element.kind == ElementKind.SEND_TASK:
            my_task.workflow.top_workflow.host.send(my_task, self.element)
        for number, trigger in enumerate(self.element.triggers):
            if number >= my_task.internal_data.get("thrown", 0) and my_task.has_state(TaskState.READY):
                throw(my_task, trigger)
                my_task.note(thrown=number + 1)
        if my_task.has_state(TaskState.READY):
            self.apply(my_task, {})

    def completed(self, my_task: Token) -> None:
        """Do what is left when its task has completed."""
        super().completed(my_task)
        if any(trigger.kind == EventKind.TERMINATE for trigger in self.element.triggers):
            my_task.workflow.cancel_rest(my_task)


class CompensationRun(Driven):
    """Undoes activities beside a throw event that does not wait for it."""

    def routes(self, my_task: Token) -> list[Route]:  # noqa: ARG002 - it leads nowhere
        """Return nothing: the token went on from the throw event."""
        return []


def throw(task: Token, trigger: Trigger) -> None:
    """Do what one event definition of a throwing event says."""
    _THROWS.get(trigger.kind, _nothing)(task, trigger)


def throw_beside(task: Token, trigger: Trigger) -> None:
    """Throw on behalf of a multi-instance activity, which goes on by itself: signals, escalations, messages."""
    if trigger.kind == EventKind.SIGNAL:
        _signal(task, trigger)
    elif trigger.kind == EventKind.ESCALATION:
        _escalation(task, trigger)
    elif trigger.kind == EventKind.MESSAGE and trigger.message is not None:
        task.workflow.top_workflow.host.send_message(task, trigger.message)


def payload_of(task: Token) -> dict[str, object]:
    """Return what a thrown event carries: the variables that its input mappings made."""
    element = task.element
    maps = element is not None and (element.inputs or element.data_inputs)
    return dict(task.data.local) if maps else {}


def _nothing(task: Token, trigger: Trigger) -> None:
    """Links are flows to the builder, and termination follows completion."""


def _message(task: Token, _trigger: Trigger) -> None:
    task.workflow.top_workflow.host.send(task, task.drawn)


def _signal(task: Token, trigger: Trigger) -> None:
    payload = payload_of(task)
    top = task.workflow.top_workflow
    top.host.send_signal(task, trigger.name, payload)
    broadcast(top, trigger.name, payload)


def _error(task: Token, trigger: Trigger) -> None:
    host = task.workflow.top_workflow.host
    host.note_error(task, trigger.name)
    if raise_outward(task, "error", trigger.name, payload_of(task)) is None:
        host.refuse_uncaught(task, trigger.name)


def _escalation(task: Token, trigger: Trigger) -> None:
    catcher = raise_outward(task, "escalation", trigger.name, payload_of(task))
    task.workflow.top_workflow.host.note_escalation(task, trigger.name, is_caught=catcher is not None)


def _compensate(task: Token, trigger: Trigger) -> None:
    steps = compensation.visible_steps(task, trigger.activity)
    if trigger.waits:
        compensation.begin(task, steps)
    elif steps:
        run = task.add_child(task.workflow.spec.task_specs[compensation.run_name(task.task_spec.name)], None)
        run.inherit_scope()
        compensation.begin(run, steps)


def _cancel(task: Token, _trigger: Trigger) -> None:
    """Cancel a transaction: stop what runs, undo what was done, then leave by its cancel event."""
    task.workflow.cancel_rest(task)
    task.note(cancels=True)
    compensation.begin(task, compensation.steps_in(task.workflow))
    if task.has_state(TaskState.READY):
        leave_cancelled(task)


def leave_cancelled(task: Token) -> None:
    """Leave a transaction by its cancel boundary event, once everything is undone."""
    holder = holder_of(task.workflow)
    host = holder.parent if holder.triggered else holder
    events = host.siblings() if isinstance(host.parent.task_spec, BoundarySplit) else []
    for event in events:
        if event.element is not None and event.element.event == EventKind.CANCEL and event.state == TaskState.WAITING:
            event_of(event).fire(event, {})


_THROWS: dict[str, Callable[[Token, Trigger], None]] = {
    "message": _message,
    "signal": _signal,
    "error": _error,
    "escalation": _escalation,
    "compensate": _compensate,
    "cancel": _cancel,
}
