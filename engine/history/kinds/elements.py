"""What happens where tokens go: elements entered and left, messages, signals, timers, errors, work done."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from engine.history.fact import Fact, fact


@fact("")
class Walked(Fact):
    """A token came to an element or left it.

    `flow` is the one it came by, `due` an instant in ISO 8601 and `message` what it waits for, `chosen` the flows a
    gateway took, `took_as_false` the conditions that came to null.
    """

    flow: str = ""
    due: str = ""
    message: str = ""
    chosen: Sequence[str] = ()
    took_as_false: Sequence[str] = ()


@fact("element_entered")
class ElementEntered(Walked):
    """A token came to an element and waits there; `listens` where it waits beside all else and is no token."""

    listens: bool = False


@fact("element_completed")
class ElementCompleted(Walked):
    """A token passed an element."""


@fact("element_merged")
class ElementMerged(Walked):
    """A token joined others at an element."""


@fact("element_cancelled")
class ElementCancelled(Walked):
    """A token left an element undone."""


@fact("token_mapped")
class TokenMapped(Fact):
    """A token stands at an element of another release; `from_` is the one it stood at."""

    from_: str


class AppliedRule(TypedDict):
    """A rule of a decision table that applied, by its number from 1, and what it came to."""

    decision: str
    rule: str
    number: int
    result: Any
    annotations: Mapping[str, str]


@fact("decision_evaluated")
class DecisionEvaluated(Fact):
    """A decision came to a value by some rules."""

    decision: str
    value: Any
    rules: Sequence[AppliedRule]


@fact("action_called")
class ActionCalled(Fact):
    """An action was done; of one that touches the outside also at which attempt, under which key."""

    action: str
    attempt: int = 0
    key: str = ""


@fact("timer_fired")
class TimerFired(Fact):
    """What was due (an instant in ISO 8601) came; for how many turns of a cycle, if for several."""

    due: str
    turns: int = 0


@fact("message_sent")
class MessageSent(Fact):
    """A message was sent to who waits for its name and correlation key."""

    message: str
    key: str


@fact("message_received")
class MessageReceived(Fact):
    """A message arrived, with what it carries."""

    message: str
    key: str
    payload: Mapping[str, Any]


@fact("signal_sent")
class SignalSent(Fact):
    """A signal was thrown."""

    signal: str


@fact("signal_received")
class SignalReceived(Fact):
    """A signal arrived, with what it carries."""

    signal: str
    payload: Mapping[str, Any]


@fact("error_thrown")
class ErrorThrown(Fact):
    """An error was thrown that something catches; of one that names no code there is only a reason."""

    code: str
    reason: str = ""


@fact("error_uncaught")
class ErrorUncaught(Fact):
    """An error was thrown that nothing catches."""

    code: str


@fact("escalation_thrown")
class EscalationThrown(Fact):
    """An escalation was thrown."""

    code: str
    caught: bool


@fact("incident_raised")
class IncidentRaised(Fact):
    """Work could not be done, after how many attempts where it was tried again by itself."""

    message: str
    attempts: int = 0


@fact("incident_retried")
class IncidentRetried(Fact):
    """Somebody had failed work tried again."""

    reason: str = ""


OfToken = ElementEntered | ElementCompleted | ElementMerged | ElementCancelled | TokenMapped
OfWork = DecisionEvaluated | ActionCalled | TimerFired | IncidentRaised | IncidentRetried
OfEvent = MessageSent | MessageReceived | SignalSent | SignalReceived | ErrorThrown | ErrorUncaught | EscalationThrown
