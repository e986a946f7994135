"""The running token: what is noted on it, under the names it is stored by, and what the specs of elements ask of it."""

from typing import Any, Protocol, Unpack
from uuid import UUID

from engine.bpmn.read.cycles import Turns
from engine.bpmn.read.element import Element
from engine.bpmn.token.scope import Scope

Undo = list[str]
"""One step of undoing: the ids of the task that the handler's task hangs under and of the activity it undoes, and the
handler's spec between them."""


class Notes(Turns, total=False):
    """All that may be noted on a token. Names and values are those of stored rows: none is renamed."""

    flow: str | None  # by which it came
    start: str  # the start event chosen for a root
    chosen: list[str]  # the flows a gateway took
    took_as_false: list[str]  # the conditions whose null counted as false
    absorbed: bool  # merged into another token at a join
    activated: list[str]  # the flows a complex gateway has taken
    reset: list[str]  # the same, while it waits for the others
    fired: bool  # the event has happened
    held: bool  # its condition has come true, or need not be looked at
    after: str  # the event that this one waits again for
    spent: list[int]  # the event definitions that come no more
    parts_before: dict[str, str]  # the parts of the event that waited before, by spec
    turns_before: dict[str, Turns]
    turns: int  # for how many turns of its cycle the timer came
    told: bool
    message: str
    key: str
    signal: str
    outside: bool  # its work is done between two transactions
    troubled: bool  # it has an open incident
    thrown: int  # how many of its triggers an event has thrown
    cancels: bool  # a transaction is being cancelled
    number: int  # of a turn or instance, from 0
    next: int
    items: int
    done: int
    ended: int
    counted: int
    announced: int
    result: object
    uncounted: list[str]
    is_enough: bool
    begun: int
    order: int  # when it completed among others that can be undone
    planned: bool
    undo: list[Undo]  # what compensation still undoes
    undoing: str
    undone: bool
    undoes: str
    handles_for: str


class Token(Protocol):
    """A task of a running instance as the specs of elements see it."""

    id: UUID
    workflow: Any
    task_spec: Any
    data: Scope
    state: int
    ord: int
    triggered: bool
    internal_data: Notes

    @property
    def element(self) -> Element | None:
        """The drawn element, or None for tasks that are not on the diagram."""

    @property
    def parent(self) -> "Token":
        """The task it came from; the root has none, and nobody asks it."""

    @property
    def children(self) -> "list[Token]":
        """The tasks that came from it."""

    def has_state(self, mask: int) -> bool:
        """Tell whether it is in one of some states."""

    def become(self, state: int) -> None:
        """Take a state."""

    def wake(self) -> None:
        """Become ready, whatever it waited for."""

    def note(self, **notes: Unpack[Notes]) -> None:
        """Note something, to be stored with it."""

    def inherit_scope(self) -> None:
        """Take the scope of the task it came from."""

    def add_child(self, spec: Any, flow: str | None) -> "Token":
        """Add the task that a flow leads to."""

    def siblings(self) -> "list[Token]":
        """Return the unfinished children of the same parent, but events that have happened."""

    def own_scope(self) -> Scope:
        """Return the scope that lives and dies with it."""

    def outer_scope(self) -> Scope:
        """Return the scope around its own."""

    def note_order(self) -> None:
        """Remember when it completed among others."""

    def absorb(self) -> None:
        """End, merged into another at a join."""

    def cancel(self) -> None:
        """End, with all that runs below."""
