"""Events that begin and that wait: starts, catching events, boundary events, listeners of event sub-processes."""

from collections.abc import Mapping
from dataclasses import replace

from SpiffWorkflow.util.task import TaskState

from engine.bpmn.build.specs.activities import Activity
from engine.bpmn.build.specs.driven import Step
from engine.bpmn.read.cycles import Turns, due_of, next_due
from engine.bpmn.read.element import Element
from engine.bpmn.token.records import Before
from engine.bpmn.token.token import Token

ONCE = frozenset({"error", "cancel", "compensate"})
"""Triggers that never come twice, so nothing waits for them again."""


class StartEvent(Activity):
    """A start event: the instance exists because it has happened."""

    def work(self, my_task: Token) -> None:
        """Do what a ready task does by itself."""
        self.apply(my_task, {})


class LinkCatch(Step):
    """Where a link comes out: tokens arrive from its throwing ends."""


class EventGateway(Step):
    """An event-based gateway: the first of its events to happen cancels the others, unless it is a parallel one."""


class CatchEvent(Activity):
    """An event, or a receive task, that waits until it is fired.

    One with several event definitions has a part for each; it fires with the first of them, or with the last where it
    needs all.
    """

    def arrive(self, my_task: Token) -> bool:
        """Let a token come; return whether it need not wait here."""
        if my_task.internal_data.get("fired"):
            return True
        if not my_task.has_state(TaskState.WAITING | TaskState.STARTED):
            super().arrive(my_task)
            self.begin_waiting(my_task)
        return bool(my_task.internal_data.get("fired"))

    def begin_waiting(self, my_task: Token) -> None:
        """Wait for the one event definition, or let each of several wait by itself."""
        top = my_task.workflow.top_workflow
        if len(self.element.triggers) <= 1:
            top.host.await_event(my_task, self.element)
            my_task.become(TaskState.WAITING)
            top.look_at_condition(my_task)
            return
        my_task.become(TaskState.STARTED)
        before = Before.of(my_task.internal_data)
        parts = [self.home.task_specs[part_name(self.name, n)] for n in range(len(self.element.triggers))]
        for number, spec in enumerate(parts):
            if number in before.spent:
                continue
            part = my_task.add_child(spec, None)
            if spec.name in before.parts:
                part.note(after=before.parts[spec.name])
            part.note(**before.turns.get(spec.name, {}))
        for part in list(my_task.children):
            if my_task.has_state(TaskState.STARTED):
                top.enter(part)

    def fire(self, my_task: Token, payload: Mapping[str, object]) -> None:
        """Let the event happen, with what it brings."""
        my_task.note(fired=True)
        self.apply(my_task, payload)
        for part in my_task.children:
            if not part.has_state(TaskState.FINISHED_MASK):
                part.cancel()
        self.interrupt(my_task)
        my_task.wake()

    def come(self, my_task: Token, turns: int) -> None:
        """Let a timer happen, once for some turns of its cycle; an output mapping may take their number."""
        my_task.note(turns=turns)
        self.fire(my_task, {"turns": turns} if self.maps_outputs(my_task) else {})

    def maps_outputs(self, my_task: Token) -> bool:  # noqa: ARG002 - a part asks its event
        """Tell whether output mappings say what is kept of what the event brings."""
        return bool(self.element.outputs)

    def part_fired(self, my_task: Token, payload: Mapping[str, object]) -> None:
        """Note that one of several event definitions has happened."""
        if self.element.needs_all and any(not t.has_state(TaskState.FINISHED_MASK) for t in my_task.children):
            self.apply(my_task, payload)
        else:
            self.fire(my_task, payload)

    def interrupt(self, my_task: Token) -> None:
        """Cancel what can no longer happen: after an event gateway, the other events."""
        gateway = my_task.parent.task_spec
        if isinstance(gateway, EventGateway) and not gateway.element.is_parallel:
            for sibling in my_task.siblings():
                sibling.cancel()

    def wait_again(self, my_task: Token) -> None:
        """Let an event that does not interrupt be caught as often as it comes."""
        triggers = self.element.triggers
        top = my_task.workflow.top_workflow
        if [t.kind for t in triggers] == ["timer"]:
            top.host.rearm(my_task, self.element)
            return
        turns = {part.task_spec.name: turn_after(part) for part in my_task.children if "due" in part.internal_data}
        spent = tuple(n for n in range(len(triggers)) if turns.get(part_name(self.name, n), {}) is None)
        if len(spent) == len(triggers) or {t.kind for t in triggers} <= ONCE:
            return
        again = my_task.parent.add_child(self, None)
        again.note(held=True, after=str(my_task.id))
        parts = {part.task_spec.name: str(part.id) for part in my_task.children}
        again.note(**Before(spent, parts, {name: turn for name, turn in turns.items() if turn}).notes)
        top.enter(again)


def event_of(task: Token) -> CatchEvent:
    """Return the spec of a task that waits for an event. Raises TypeError for any other task."""
    if not isinstance(task.task_spec, CatchEvent):
        raise TypeError(task.task_spec.name)
    return task.task_spec


def turn_after(part: Token) -> Turns | None:
    """Return what a timer among several events waits for when these are waited for again; None after the last turn."""
    due, turns = due_of(part.internal_data), part.internal_data.get("turns", 0)
    following = next_due(due, turns) if turns else due
    return None if following is None else following.state


def part_name(name: str, number: int) -> str:
    """Return the name of the spec of one of several event definitions."""
    return f"{name} [{number}]"


def part_of(element: Element, number: int) -> Element:
    """Return an event as if it had only one of its event definitions."""
    trigger = element.triggers[number]
    return replace(
        element,
        event=trigger.kind,
        triggers=(trigger,),
        message=trigger.message,
        timer=trigger.timer,
        inputs=(),
        outputs=(),
        data_inputs=(),
        data_outputs=(),
    )


class TriggerPart(CatchEvent):
    """One of several event definitions of an event."""

    is_told = False

    def maps_outputs(self, my_task: Token) -> bool:
        """Ask the event."""
        return bool(my_task.parent.drawn.outputs)

    def fire(self, my_task: Token, payload: Mapping[str, object]) -> None:
        """Tell the event."""
        my_task.note(fired=True)
        my_task.become(TaskState.COMPLETED)
        event_of(my_task.parent).part_fired(my_task.parent, payload)


class ListenerPart(TriggerPart):
    """One of several event definitions that start an event sub-process."""

    is_listener = True


class BoundaryEvent(CatchEvent):
    """An event at the edge of an activity."""

    def interrupt(self, my_task: Token) -> None:
        """Cancel the activity and its other events at once, or wait for the event's next coming."""
        if self.element.interrupting:
            for sibling in my_task.siblings():
                sibling.cancel()
        else:
            self.wait_again(my_task)


class Listener(CatchEvent):
    """The start of an event sub-process, waiting in the container around it for as long as that lives."""

    is_listener = True
    is_told = False

    def interrupt(self, my_task: Token) -> None:
        """Cancel all else in the container at once, or wait for the event's next coming."""
        if self.element.interrupting:
            my_task.workflow.cancel_rest(my_task)
        else:
            self.wait_again(my_task)
