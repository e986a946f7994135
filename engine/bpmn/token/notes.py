"""What is noted on a running token, under the names it is stored by."""

from engine.bpmn.read.cycles import Turns


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
    undo: list[list[str]]  # what compensation still undoes: each step as `records.Undo`
    undoing: str
    undone: bool
    undoes: str
    handles_for: str
