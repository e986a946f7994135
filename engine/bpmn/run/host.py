"""What a running instance needs from outside of it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from engine.base.errors import BangVangError
from engine.bpmn.read.element import Element, Message

if TYPE_CHECKING:
    from engine.bpmn.run.task import LiveTask


class Host(Protocol):
    """What running needs from outside: actions, decisions, messages, the clock, and someone to tell of trouble."""

    def work(self, task: "LiveTask", element: Element) -> Mapping[str, object]:
        """Do a service, script or business rule task and return its result."""

    def send(self, task: "LiveTask", element: Element) -> None:
        """Send the message that an element throws."""

    def send_message(self, task: "LiveTask", message: Message) -> None:
        """Send a message on behalf of a task whose element throws it by itself."""

    def send_signal(self, task: "LiveTask", name: str, payload: Mapping[str, object]) -> None:
        """Send a signal to all outside of the instance that wait for it."""

    def note_error(self, task: "LiveTask", code: str) -> None:
        """Record that an error was thrown."""

    def note_escalation(self, task: "LiveTask", code: str, *, is_caught: bool) -> None:
        """Record that an escalation was thrown; one that nobody catches has no further effect."""

    def refuse_uncaught(self, task: "LiveTask", code: str) -> None:
        """Raise the error that nobody catches."""

    def refuse_unfinished(self, task: "LiveTask", name: str) -> None:
        """Keep an incident, once, for an ad-hoc sub-process whose completion condition cannot come true any more."""

    def await_event(self, task: "LiveTask", element: Element) -> None:
        """Note on the task what a catching element waits for."""

    def rearm(self, task: "LiveTask", element: Element) -> None:
        """Set a repeating non-interrupting timer again."""

    def refuse_no_flow(self, element: Element) -> None:
        """Raise the error of a gateway with no way out."""

    def attempt(self, task: "LiveTask") -> None:
        """Run an automatic task, keeping an incident where it fails."""

    def fail(self, task: "LiveTask", error: BangVangError) -> None:
        """Keep an incident for a task that could not be entered."""
