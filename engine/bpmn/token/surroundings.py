"""What a token finds around it: the container it runs in, the whole instance, and the host of the running command."""

from collections.abc import Mapping
from typing import Protocol
from uuid import UUID

from engine.base.errors import BangVangError
from engine.bpmn.read.element import Element, Message
from engine.bpmn.token.foundation import ProcessSpec, Spec
from engine.bpmn.token.scope import Scope
from engine.bpmn.token.token import Token


class Host(Protocol):
    """What running needs from outside: actions, decisions, messages, the clock, and someone to tell of trouble."""

    def work(self, task: Token, element: Element) -> Mapping[str, object]:
        """Do a service, script or business rule task and return its result."""

    def send(self, task: Token, element: Element) -> None:
        """Send the message that an element throws."""

    def send_message(self, task: Token, drawn: Message) -> None:
        """Send a message on behalf of a task whose element throws it by itself."""

    def send_signal(self, task: Token, name: str, payload: Mapping[str, object]) -> None:
        """Send a signal to all outside of the instance that wait for it."""

    def note_error(self, task: Token, code: str) -> None:
        """Record that an error was thrown."""

    def note_escalation(self, task: Token, code: str, *, is_caught: bool) -> None:
        """Record that an escalation was thrown; one that nobody catches has no further effect."""

    def refuse_uncaught(self, task: Token, code: str) -> None:
        """Raise the error that nobody catches."""

    def refuse_unfinished(self, task: Token, name: str) -> None:
        """Keep an incident, once, for an ad-hoc sub-process whose completion condition cannot come true any more."""

    def await_event(self, task: Token, element: Element) -> None:
        """Note on the task what a catching element waits for."""

    def rearm(self, task: Token, element: Element) -> None:
        """Set a repeating non-interrupting timer again."""

    def refuse_no_flow(self, element: Element) -> None:
        """Raise the error of a gateway with no way out."""

    def attempt(self, task: Token) -> None:
        """Run an automatic task, keeping an incident where it fails."""

    def fail(self, task: Token, error: BangVangError) -> None:
        """Keep an incident for a task that could not be entered."""


class Container(Protocol):
    """A process or sub-process that runs: `unfinished` are the tokens in it, `task_tree` is its first."""

    tasks: dict[UUID, Token]
    unfinished: dict[UUID, Token]
    task_tree: Token
    completed: bool

    @property
    def spec(self) -> ProcessSpec:
        """What it runs by."""

    @property
    def parent_task_id(self) -> UUID | None:
        """The task that holds it; None where it is the instance."""

    @property
    def top_workflow(self) -> "Instance":
        """The instance."""

    def created(self, task: Token) -> None:
        """Note a new task."""

    def changed(self, task: Token) -> None:
        """Note that a task's own state differs from what is stored."""

    def state_changed(self, task: Token, before: int) -> None:
        """Note that a task took another state."""

    def task_completed(self, task: Token) -> None:
        """Let those look again that wait for others, or end with the last."""

    def cancel_rest(self, last: Token) -> None:
        """Cancel every other token."""

    def cancel_listeners(self) -> None:
        """End the listening of event sub-processes."""

    def early_end(self, task: Token) -> Spec | None:
        """Return the end that a completed activity leads to where its ad-hoc sub-process is done, or None."""

    def goes_on(self, end: Token) -> bool:
        """Tell whether an ad-hoc sub-process has more to do though no token is left."""


class Instance(Container, Protocol):
    """A whole running instance, with the tokens of all its containers."""

    all_tasks: dict[UUID, Token]
    scopes: dict[UUID, Scope]

    @property
    def host(self) -> Host:
        """What does for it what lies outside."""

    @property
    def subprocesses(self) -> Mapping[UUID, Container]:
        """The containers below it, by the task that holds each."""

    @property
    def subprocess_specs(self) -> Mapping[str, ProcessSpec]:
        """What its containers run by, by their keys."""

    def next_number(self) -> int:
        """Return the next number in the order of creation."""

    def create_subprocess(self, my_task: Token, spec_name: str) -> Container:
        """Start the inner workflow of a sub-process task."""

    def enter(self, task: Token) -> None:
        """Let a token arrive at its task; what cannot be entered becomes an incident."""

    def count_instance(self, task: Token) -> None:
        """Tell the body of an activity that runs more than once that one turn has completed."""

    def handler_completed(self, handler: Token) -> None:
        """Undo the next activity, or let the throw event go on when all is undone."""

    def look_at_condition(self, task: Token) -> None:
        """Fire a conditional event whose condition has become true."""


def holder_of(workflow: Container) -> Token:
    """Return the task that holds a sub-process. Raises LookupError for the instance itself, which nothing holds."""
    if workflow.parent_task_id is None:
        raise LookupError(workflow.spec.name)
    return workflow.top_workflow.all_tasks[workflow.parent_task_id]
