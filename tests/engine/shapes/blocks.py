"""Processes as trees of blocks: what a random diagram is drawn from, and what its interpreter runs.

A block has one way in and one way out. Every choice is made by a variable, so a run is fixed by its start variables,
the answers given, and the order in which what waits is moved.
"""

from dataclasses import dataclass, field


@dataclass
class Block:
    """Anything with one way in and one way out."""


@dataclass
class User(Block):
    """A user task; its answer is kept under its own id, or through mappings as `out_<id>` = answer + local input."""

    id: str
    mapped: str = ""  # the start variable that is mapped in


@dataclass
class Step(Block):
    """A task that goes on by itself: `count` and `act` add 1 to the variable of its id, `pass` and `manual` nothing."""

    id: str
    kind: str


@dataclass
class Sequence(Block):
    """One block after the other."""

    blocks: list[Block]


@dataclass
class Choice(Block):
    """An exclusive gateway: branch number `variable`, the last for any other number; joined by another."""

    id: str
    variable: str
    branches: list[Block]


@dataclass
class Split(Block):
    """A parallel gateway and its join."""

    id: str
    branches: list[Block]


@dataclass
class Several(Block):
    """An inclusive gateway and its join: the branches whose numbers the variable lists, or else the last one."""

    id: str
    variable: str
    branches: list[Block]


@dataclass
class Loop(Block):
    """A body that is repeated as often as the variable says, once at least."""

    id: str
    variable: str
    body: Block


@dataclass
class Edge:
    """A boundary event with what follows it."""

    id: str
    kind: str  # timer, message, cycle (a timer that repeats twice)
    interrupting: bool
    handler: Block


@dataclass
class Sub(Block):
    """A sub-process; where `killer` is given, completing that user task ends everything in it."""

    id: str
    body: Block
    edges: list[Edge] = field(default_factory=list)
    killer: str = ""


@dataclass
class Guarded(Block):
    """A user task with boundary events."""

    user: User
    edges: list[Edge]


@dataclass
class Each(Block):
    """A multi-instance activity: a user task, or a sub-process with a body, for each item of the variable's list."""

    id: str
    variable: str
    sequential: bool
    body: Block | None
    edges: list[Edge] = field(default_factory=list)


@dataclass
class Catch(Block):
    """An intermediate event, or a receive task, that waits for time or a message."""

    id: str
    kind: str  # timer, message, receive


@dataclass
class Race(Block):
    """An event gateway: the first of its events wins."""

    id: str
    branches: list[tuple[Catch, Block]]


@dataclass
class Throw(Block):
    """A message sent to nobody in particular."""

    id: str


@dataclass
class Call(Block):
    """A call activity, with the body of the process it calls."""

    id: str
    process: str
    body: Block


@dataclass
class Tangle(Block):
    """User tasks joined by flows without block structure, sound all the same.

    `kind` is `maze` (exclusive: the answer to a task is the number of the next one, 0 the way out), `mesh` (parallel,
    without cycles) or `web` (inclusive, without cycles: a flow is taken where the variable lists it, the last one of a
    task where no other is). `flows` are pairs of numbers; 0 is the way in, -1 the way out.
    """

    id: str
    kind: str
    size: int
    flows: list[tuple[int, int]]
    variable: str = ""

    def node(self, number: int) -> str:
        """Return the id of a user task by its number."""
        return f"{self.id}_{number}"
