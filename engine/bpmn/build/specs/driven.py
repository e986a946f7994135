"""Specs whose tasks make their children when they complete, and the tokens' way in and out of a container."""

from SpiffWorkflow.util.task import TaskState

from engine.bpmn.read.element import Element
from engine.bpmn.read.expressions import Expr
from engine.bpmn.read.kinds import ElementKind
from engine.bpmn.token.foundation import ProcessSpec, Spec
from engine.bpmn.token.token import Token

Route = tuple[str | None, Spec]
"""The flow taken, where one is drawn, and the spec it leads to."""


class Driven(Spec):
    """A spec whose tasks make their children when they complete."""

    def completed(self, my_task: Token) -> None:
        """Do what a completed task does before the token goes on."""

    def leave(self, my_task: Token) -> None:
        """Hand a completed task's token on, and tell those who count or wait."""
        self.completed(my_task)
        for child in [my_task.add_child(spec, flow) for flow, spec in self.routes(my_task)]:
            if not child.has_state(TaskState.FINISHED_MASK):
                my_task.workflow.top_workflow.enter(child)
        if "handles_for" in my_task.internal_data:
            my_task.workflow.top_workflow.handler_completed(my_task)
        elif my_task.triggered:
            my_task.workflow.top_workflow.count_instance(my_task)
        my_task.workflow.task_completed(my_task)


class Start(Driven):
    """The root of a process or sub-process: one token for each start, and the listeners of its event sub-processes."""

    def routes(self, my_task: Token) -> list[Route]:
        """Return the start that was chosen, or the ordinary ones, after the listeners."""
        spec = self.home
        chosen = my_task.internal_data.get("start")
        names = [chosen] if chosen else spec.starts
        return [(None, spec.task_specs[name]) for name in (*spec.listeners, *names)]


def is_listening(task: Token) -> bool:
    """Tell whether a task listens for an event sub-process; once the event has come, it is a token like others."""
    return task.task_spec.is_listener and not task.internal_data.get("fired")


class End(Driven):
    """The last task of a process or sub-process: when it completes, so does its container."""


class EndJoin(Driven):
    """Waits until no other token is left in its container."""

    waits_for_others = True

    def arrive(self, my_task: Token) -> bool:
        """Let a token come; return whether it need not wait here."""
        my_task.inherit_scope()
        others = [t for t in my_task.workflow.unfinished.values() if t is not my_task and not is_listening(t)]
        if any(t.task_spec is not self for t in others) or my_task.workflow.goes_on(my_task):
            my_task.become(TaskState.WAITING)
            return False
        for task in others:
            task.absorb()
        my_task.workflow.cancel_listeners()
        return True


class BoundarySplit(Driven):
    """Stands before an activity with boundary events: the activity and its events are its children."""

    def routes(self, my_task: Token) -> list[Route]:
        """Let the events wait before the activity begins, and hand the flow that was taken on to it."""
        host, *events = self.followers
        return [*((None, event) for event in events), (my_task.internal_data.get("flow"), host)]


class Step(Driven):
    """A spec that stands on the diagram.

    Not told is what stands beside a drawn element and has no place of its own in the history.
    """

    element: Element
    is_told = True

    def __init__(self, home: ProcessSpec, name: str, element: Element, *, manual: bool = False) -> None:
        super().__init__(home, name, element.lane, manual=manual)
        self.element = element
        self.bpmn_id = element.id
        self.bpmn_name = element.name
        self.outgoing: list[tuple[str, Expr | None, str]] = []  # (flow id, condition, target spec)
        self.incoming: list[str] = []  # flow ids

    def routes(self, my_task: Token) -> list[Route]:
        """Return every outgoing flow: several from one task are a parallel split."""
        ending = my_task.workflow.early_end(my_task)
        if ending is not None:
            return [(None, ending)]
        drawn: list[Route] = [(flow, self.home.task_specs[target]) for flow, _, target in self.outgoing]
        return (drawn or super().routes(my_task)) * self.element.completion_quantity

    def completed(self, my_task: Token) -> None:
        """Do what is left when its task has completed."""
        super().completed(my_task)
        if self.handler:
            my_task.note_order()
        if isinstance(my_task.parent.task_spec, BoundarySplit) and self.element.kind != ElementKind.BOUNDARY_EVENT:
            for sibling in my_task.siblings():
                sibling.cancel()
