"""Draws random blocks, and random start variables for them."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.engine.shapes.blocks import (
    Block,
    Call,
    Catch,
    Choice,
    Each,
    Edge,
    Guarded,
    Loop,
    Race,
    Sequence,
    Several,
    Split,
    Step,
    Sub,
    Tangle,
    Throw,
    User,
)

LEAVES = ("user", "user", "user", "step", "step", "catch", "throw")
INNER = ("sequence", "sequence", "choice", "split", "several", "loop", "sub", "race")
HOLDERS = ("guarded", "each", "call", "maze", "mesh", "web", "user")
NOT_IN_MANY = ("catch", "race", "call", "maze", "mesh", "web", "each", "guarded", "loop")
"""What needs variables or events of its own, which the instances of a multi-instance activity would share."""
COMMON = frozenset({"user", "step", "sequence", "choice", "split", "several", "loop", "sub", "each", "guarded"})
"""The kinds that the stock engine draws in the same way."""


class Drawer:
    """Draws one process; `variables` tells what each start variable it asks for may hold."""

    def __init__(self, seed: int, kinds: frozenset[str] | None = None) -> None:
        self.random = random.Random(seed)
        self.kinds = kinds
        self.variables: dict[str, Callable[[random.Random], Any]] = {}
        self.number = 0
        self.is_many = False  # within a multi-instance activity
        self.is_loop = False

    def name(self, kind: str) -> str:
        """Return a new id."""
        self.number += 1
        return f"{kind}{self.number}"

    def variable(self, kind: str, values: Callable[[random.Random], Any]) -> str:
        """Ask for a start variable."""
        name = self.name(kind)
        self.variables[name] = values
        return name

    def process(self, depth: int = 3) -> Block:
        """Draw a whole process with at least one user task."""
        return Sequence([self.block(depth), self.user(0)])

    def block(self, depth: int) -> Block:
        """Draw any block of at most a depth."""
        wanted = LEAVES if depth <= 0 else INNER + HOLDERS
        barred = set(NOT_IN_MANY) if self.is_many else set()
        if self.kinds is not None and self.is_loop:
            barred.add("each")  # the stock engine cannot run one twice
        kinds = [k for k in wanted if (self.kinds is None or k in self.kinds) and k not in barred]
        drawn: Block = getattr(self, self.random.choice(kinds))(depth)
        return drawn

    def _blocks(self, depth: int, low: int, high: int) -> list[Block]:
        return [self.block(depth - 1) for _ in range(self.random.randint(low, high))]

    def user(self, _depth: int) -> User:
        mapped = ""
        if self.kinds is None and not self.is_many and self.random.random() < 0.25:
            mapped = self.variable("c", lambda r: r.randint(0, 9))
        return User(self.name("u"), mapped)

    def step(self, _depth: int) -> Step:
        kinds = ["count"] if self.kinds is not None else ["count", "act", "pass", "manual"]
        return Step(self.name("s"), self.random.choice(kinds))

    def catch(self, _depth: int) -> Catch:
        return Catch(self.name("w"), self.random.choice(["timer", "message", "receive"]))

    def throw(self, _depth: int) -> Throw:
        return Throw(self.name("t"))

    def sequence(self, depth: int) -> Sequence:
        return Sequence(self._blocks(depth, 2, 3))

    def choice(self, depth: int) -> Choice:
        blocks = self._blocks(depth, 2, 3)
        return Choice(self.name("x"), self.variable("c", lambda r: r.randint(0, len(blocks))), blocks)

    def split(self, depth: int) -> Split:
        return Split(self.name("a"), self._blocks(depth, 2, 3))

    def several(self, depth: int) -> Several:
        # The stock engine's inclusive join goes on too early where its branches branch again.
        blocks = self._blocks(1 if self.kinds is not None else depth, 2, 3)
        numbers = range(len(blocks) - 1)
        return Several(self.name("o"), self.variable("c", lambda r: [n for n in numbers if r.random() < 0.6]), blocks)

    def loop(self, depth: int) -> Loop:
        before, self.is_loop = self.is_loop, True
        body = self.block(depth - 1)
        self.is_loop = before
        return Loop(self.name("l"), self.variable("c", lambda r: r.randint(1, 3)), body)

    def edges(self, depth: int, body: Block | None = None) -> list[Edge]:
        if self.is_many or (self.kinds is not None and has_inner(body)):
            return []  # the stock engine fails when it cancels a sub-process within another activity
        kinds = ["timer", "message", "cycle"] if self.kinds is None else ["timer"]
        drawn = []
        for _ in range(self.random.choice([0, 1, 1, 2])):
            kind = self.random.choice(kinds)
            interrupting = kind != "cycle" and self.random.random() < 0.6
            drawn.append(Edge(self.name("b"), kind, interrupting or kind == "message", self.block(min(depth, 1) - 1)))
        return drawn

    def sub(self, depth: int) -> Sub:
        killer = self.name("k") if self.kinds is None and self.random.random() < 0.2 else ""
        body = self.block(depth - 1)
        return Sub(self.name("p"), body, self.edges(depth, body), killer)

    def guarded(self, depth: int) -> Guarded:
        return Guarded(self.user(depth), self.edges(depth))

    def each(self, depth: int) -> Each:
        variable = self.variable("c", lambda r: [r.randint(10, 99) for _ in range(r.choice([0, 1, 2, 3, 3]))])
        self.is_many = True
        body = self.block(depth - 1) if self.random.random() < 0.4 else None
        self.is_many = False
        edges = self.edges(depth, None if body is None else Sub("", body))
        return Each(self.name("m"), variable, self.random.random() < 0.5, body, edges)

    def race(self, depth: int) -> Race:
        kinds = [self.random.choice(["timer", "message"]) for _ in range(self.random.randint(2, 3))]
        return Race(self.name("g"), [(Catch(self.name("w"), kind), self.block(depth - 1)) for kind in kinds])

    def call(self, depth: int) -> Call:
        name = self.name("q")
        return Call(name, f"called_{name}", self.block(depth - 1))

    def maze(self, _depth: int) -> Tangle:
        size = self.random.randint(2, 4)
        flows = {(n, -1) for n in range(1, size + 1)} | {(self.random.randint(1, n), n + 1) for n in range(1, size)}
        flows |= {(a, b) for a in range(1, size + 1) for b in range(1, size + 1) if self.random.random() < 0.4}
        return Tangle(self.name("z"), "maze", size, [(0, 1), *sorted(flows)])

    def mesh(self, _depth: int) -> Tangle:
        return Tangle(self.name("z"), "mesh", *self._acyclic())

    def web(self, _depth: int) -> Tangle:
        size, flows = self._acyclic()
        variable = self.variable("c", lambda r: [n for n in range(len(flows)) if r.random() < 0.6])
        return Tangle(self.name("z"), "web", size, flows, variable)

    def _acyclic(self) -> tuple[int, list[tuple[int, int]]]:
        """Return flows from lower to higher numbers; each task lies on a way from 0 to -1."""
        size = self.random.randint(3, 5)
        chance = self.random.choice([0.3, 0.5])
        flows = {(a, b) for a in range(1, size + 1) for b in range(a + 1, size + 1) if self.random.random() < chance}
        flows |= {(0, n) for n in range(1, size + 1) if not any(b == n for _, b in flows)}
        flows |= {(n, -1) for n in range(1, size + 1) if not any(a == n for a, _ in flows)}
        return size, sorted(flows)

    def values(self, chance: random.Random) -> dict[str, Any]:
        """Return start variables for one run."""
        return {name: values(chance) for name, values in self.variables.items()}


def has_inner(block: Any) -> bool:
    """Tell whether a block holds a sub-process or a multi-instance activity."""
    if isinstance(block, list):
        return any(has_inner(one) for one in block)
    if isinstance(block, Sub | Each):
        return True
    return isinstance(block, Block | Edge) and any(has_inner(value) for value in vars(block).values())


def answer(chance: random.Random) -> Any:
    """Return something a form may bring; not a number, which mapped tasks and mazes ask for."""
    return chance.choice(
        [
            "đồng ý",
            True,
            None,
            Decimal("123456789012345678901234567890.123456789"),
            date(2019, 11, 4),
            timedelta(days=3, seconds=7),
            [1, ["a", {"typename": "x"}], Decimal("0.10")],
            {"$map": 1, "tên": [None, False]},
            2**70,
        ]
    )
