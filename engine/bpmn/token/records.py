"""What several notes say together, as one record: made of them where it is asked for, noted under the names they have.

Nothing is made of notes that nobody asks for, so that a completion pays for none of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from engine.bpmn.read.cycles import Turns
from engine.bpmn.token.notes import Notes


class Undo(NamedTuple):
    """One step of undoing: ids of the task that the handler's hangs under and of the activity undone, and its spec."""

    under: str
    handler: str
    undone: str


@dataclass(frozen=True)
class AwaitedTime:
    """A timer waits for an instant."""

    at: datetime


@dataclass(frozen=True)
class AwaitedMessage:
    """An event or a receive task waits for a message with a correlation key."""

    name: str
    key: str


@dataclass(frozen=True)
class AwaitedSignal:
    """An event waits for a signal."""

    name: str


Awaited = AwaitedTime | AwaitedMessage | AwaitedSignal


def awaited(notes: Notes) -> Awaited | None:
    """Return what an event that waits, or has waited, waits for; None where no row stands for it."""
    if "due" in notes:
        return AwaitedTime(datetime.fromisoformat(notes["due"]))
    if "message" in notes:
        return AwaitedMessage(notes["message"], notes.get("key", ""))
    return AwaitedSignal(notes["signal"]) if "signal" in notes else None


@dataclass(frozen=True)
class Before:
    """What an event with several definitions leaves to the one that waits again in its place.

    `spent`: the definitions that come no more, by number; by spec, `parts`: the tasks that waited for one each, and
    `turns`: what their timers wait for next.
    """

    spent: tuple[int, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    turns: Mapping[str, Turns] = field(default_factory=dict)

    @classmethod
    def of(cls, notes: Notes) -> "Before":
        """Return what is noted on the event that waits again."""
        return cls(tuple(notes.get("spent", ())), notes.get("parts_before", {}), notes.get("turns_before", {}))

    @property
    def notes(self) -> Notes:
        """What is noted of it; of nothing, nothing."""
        spent: Notes = {"spent": list(self.spent)} if self.spent else {}
        if not self.parts:
            return spent
        return {**spent, "parts_before": dict(self.parts), "turns_before": dict(self.turns)}
