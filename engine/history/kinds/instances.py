"""What happens to an instance as a whole."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

from engine.history.fact import Fact, fact


@fact("instance_started")
class InstanceStarted(Fact):
    """An instance began on a release, with some variables; for how many turns of a timer's cycle, if for several."""

    release: str
    number: int
    variables: Mapping[str, Any]
    turns: int = 0


@fact("instance_completed")
class InstanceCompleted(Fact):
    """An instance came to its end."""


@fact("instance_cancelled")
class InstanceCancelled(Fact):
    """Somebody ended an instance before its end."""

    reason: str


@fact("instance_suspended")
class InstanceSuspended(Fact):
    """Somebody let an instance take nothing for a while."""

    reason: str


@fact("instance_resumed")
class InstanceResumed(Fact):
    """Somebody let an instance go on, which had rested since some time."""

    reason: str
    since: datetime | None


class NamedRelease(TypedDict):
    """A release: its row, its digest, its number."""

    id: UUID
    release: str
    number: int


@fact("instance_migrated")
class InstanceMigrated(Fact):
    """Somebody took an instance to another release; `mapping` names elements of the old and of the new."""

    reason: str
    from_: NamedRelease
    to: NamedRelease
    mapping: Mapping[str, str]


class Taken(TypedDict):
    """A token that was taken out of an element."""

    element: str
    token: UUID


class Put(TypedDict):
    """A token that was put into an element: by which flow, and inside which token of a sub-process."""

    element: str
    flow: str | None
    within: UUID | None


@fact("tokens_moved")
class TokensMoved(Fact):
    """Somebody took tokens out of steps, and put others in."""

    reason: str
    cancelled: Sequence[Taken]
    started: Sequence[Put]


class SetVariable(TypedDict):
    """A variable: what it was and became; `is_new` tells a first value from an old null."""

    name: str
    old: Any
    new: Any
    is_new: bool


@fact("variables_set")
class VariablesSet(Fact):
    """Somebody put variables of a scope right by hand."""

    reason: str
    scope: UUID
    changes: Sequence[SetVariable]


@fact("hold_placed")
class HoldPlaced(Fact):
    """Somebody ordered that a case be kept."""

    reason: str
    hold: UUID


@fact("hold_lifted")
class HoldLifted(Fact):
    """Somebody lifted the order to keep a case."""

    reason: str
    hold: UUID


@fact("data_erased")
class DataErased(Fact):
    """The data of earlier events, named by their numbers, were erased."""

    events: Sequence[int]
    reason: str


@fact("content_opened")
class ContentOpened(Fact):
    """An administrator opened the content of a case to themselves, until some time."""

    reason: str
    until: datetime | None


OfInstance = (
    InstanceStarted
    | InstanceCompleted
    | InstanceCancelled
    | InstanceSuspended
    | InstanceResumed
    | InstanceMigrated
    | TokensMoved
    | VariablesSet
    | HoldPlaced
    | HoldLifted
    | DataErased
    | ContentOpened
)
