"""What happens to tasks of people."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from engine.history.fact import Fact, fact
from engine.history.kinds.elements import Walked


@fact("task_opened")
class TaskOpened(Walked):
    """A task began to wait for somebody."""


@fact("task_cancelled")
class TaskCancelled(Walked):
    """A task was withdrawn, because the process went another way."""


@fact("task_claimed")
class TaskClaimed(Fact):
    """Somebody took a task for themselves."""


@fact("task_released")
class TaskReleased(Fact):
    """Somebody gave a task back to all it is offered to."""


@fact("task_assigned")
class TaskAssigned(Fact):
    """Somebody gave a task to another."""

    to: str


@fact("task_delegated")
class TaskDelegated(Fact):
    """Somebody asked another to prepare a task until some time, which older rows do not tell."""

    to: str
    note: str
    until: datetime | None


@fact("task_accepted")
class TaskAccepted(Fact):
    """Who was asked accepted to prepare a task."""

    for_: str | None
    until: datetime | None


@fact("task_declined")
class TaskDeclined(Fact):
    """Who was asked declined to prepare a task."""

    to: str | None
    note: str


@fact("task_resolved")
class TaskResolved(Fact):
    """Who prepared a task handed it back; `accepted` where that was their answer at once."""

    to: str | None
    note: str
    accepted: bool = False


@fact("task_taken_back")
class TaskTakenBack(Fact):
    """A task came back from who was to prepare it."""

    from_: str | None


@fact("task_prioritised")
class TaskPrioritised(Fact):
    """Somebody said how pressing a task is, from 0 to 100."""

    before: int
    after: int


@fact("task_postponed")
class TaskPostponed(Fact):
    """Somebody said when to come back to a task."""

    before: datetime | None
    after: datetime | None


@fact("task_commented")
class TaskCommented(Fact):
    """Somebody said something about a task; `mentioned` are names."""

    text: str
    mentioned: Sequence[str]


@fact("task_completed")
class TaskCompleted(Fact):
    """Somebody completed a task; `content` and `round` name what was handed over and they acted on."""

    answers: Mapping[str, Any]
    flow: str = ""
    content: str = ""
    round: int = 0


@fact("content_frozen")
class ContentFrozen(Fact):
    """A completed task handed content over: its digest, and the round that it begins."""

    content: str
    round: int


OfTask = TaskOpened | TaskClaimed | TaskReleased | TaskCompleted | TaskCancelled | ContentFrozen
OfHands = (
    TaskAssigned
    | TaskDelegated
    | TaskAccepted
    | TaskDeclined
    | TaskResolved
    | TaskTakenBack
    | TaskPrioritised
    | TaskPostponed
    | TaskCommented
)
