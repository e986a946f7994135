"""A tiny interpreter of blocks: what must wait, what each move leads to, and what is left in the end.

It shares nothing with the engine: a running block is an object that is finished or offers moves. There are no tokens
and no gateways in it, except in a tangle, where the tokens are counted by hand.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tests.engine.shapes import blocks as b
from tests.engine.shapes.tangles import Mesh, Web


class Wait(NamedTuple):
    """Something that waits: for a person, for time or for a message; `number` counts within a multi-instance."""

    kind: str
    element: str
    number: int = 0


@dataclass
class Move:
    """What may happen next; `choices` are the answers that make sense, where not any will do."""

    wait: Wait
    act: Callable[[Any], None]
    choices: list[int] | None = None


@dataclass
class Run:
    """What a run has left behind: variables, and how often each element was passed."""

    variables: dict[str, Any]
    visits: Counter[str] = field(default_factory=Counter)

    def add(self, name: str) -> None:
        """Count in a variable."""
        self.variables[name] = (self.variables.get(name) or 0) + 1


class Live:
    """A running block: made when its token arrives."""

    def __init__(self, run: Run, home: "Container", number: int) -> None:
        self.run = run
        self.home = home
        self.number = number
        self.is_finished = False

    def enter(self, block: b.Block) -> "Live":
        """Let the token arrive at a block within this one."""
        return enter(block, self.run, self.home, self.number)

    def settle(self) -> bool:
        """Go on as far as nothing need be awaited; tell whether this is finished."""
        self.is_finished = self.is_finished or self._settle()
        return self.is_finished

    def moves(self) -> list[Move]:
        """Return what may happen next."""
        return [] if self.is_finished else self._moves()

    def _settle(self) -> bool:
        raise NotImplementedError

    def _moves(self) -> list[Move]:
        raise NotImplementedError


class Leaf(Live):
    """A block that waits for one move, if at all."""

    def __init__(self, block: Any, *where: Any) -> None:
        super().__init__(*where)
        self.block = block
        self.is_done = False
        self.arrive()

    def arrive(self) -> None:
        """Do what is done at once."""

    def _settle(self) -> bool:
        return self.is_done

    def _moves(self) -> list[Move]:
        return [Move(self.wait(), self._act, self.choices())]

    def _act(self, answer: Any) -> None:
        self.is_done = True
        self.run.visits[self.block.id] += 1
        self.take(answer)

    def wait(self) -> Wait:
        raise NotImplementedError

    def choices(self) -> list[int] | None:
        return None

    def take(self, answer: Any) -> None:
        self.run.variables[self.block.id] = answer


class LiveUser(Leaf):
    def wait(self) -> Wait:
        return Wait("user", self.block.id, self.number)

    def choices(self) -> list[int] | None:
        return [1, 2, 3] if self.block.mapped else None

    def take(self, answer: Any) -> None:
        if self.block.mapped:
            self.run.variables[f"out_{self.block.id}"] = answer + self.run.variables[self.block.mapped]
        else:
            super().take(answer)


class LiveStep(Leaf):
    def arrive(self) -> None:
        self.is_done = True
        self.run.visits[self.block.id] += 1
        if self.block.kind in ("count", "act"):
            self.run.add(self.block.id)


class LiveThrow(Leaf):
    def arrive(self) -> None:
        self.is_done = True
        self.run.visits[self.block.id] += 1


class LiveCatch(Leaf):
    def wait(self) -> Wait:
        return Wait("timer" if self.block.kind == "timer" else "message", self.block.id)

    def take(self, answer: Any) -> None:
        if self.block.kind != "timer":
            super().take(answer)


class LiveSequence(Live):
    def __init__(self, block: b.Sequence, *where: Any) -> None:
        super().__init__(*where)
        self.left = list(block.blocks)
        self.now = self.enter(self.left.pop(0))

    def _settle(self) -> bool:
        while self.now.settle():
            if not self.left:
                return True
            self.now = self.enter(self.left.pop(0))
        return False

    def _moves(self) -> list[Move]:
        return self.now.moves()


class LiveBranches(Live):
    """The chosen branches of a gateway, all of which must end."""

    def __init__(self, block: Any, *where: Any) -> None:
        super().__init__(*where)
        self.all = [self.enter(branch) for branch in self.chosen(block)]

    def chosen(self, block: Any) -> list[b.Block]:
        if isinstance(block, b.Split):
            return block.branches
        value = self.run.variables[block.variable]
        if isinstance(block, b.Choice):
            return [block.branches[min(value, len(block.branches) - 1)]]
        return [block.branches[n] for n in value] or [block.branches[-1]]

    def _settle(self) -> bool:
        return all([live.settle() for live in self.all])  # noqa: C419 - each must settle

    def _moves(self) -> list[Move]:
        return [move for live in self.all for move in live.moves()]


class LiveLoop(Live):
    def __init__(self, block: b.Loop, *where: Any) -> None:
        super().__init__(*where)
        self.block = block
        self.now = self.enter(block.body)

    def _settle(self) -> bool:
        counter = f"n_{self.block.id}"
        while self.now.settle():
            self.run.add(counter)
            if self.run.variables[counter] >= self.run.variables[self.block.variable]:
                self.run.variables[counter] = 0
                return True
            self.now = self.enter(self.block.body)
        return False

    def _moves(self) -> list[Move]:
        return self.now.moves()


class LiveRace(Live):
    def __init__(self, block: b.Race, *where: Any) -> None:
        super().__init__(*where)
        self.catches = {catch.id: (self.enter(catch), then) for catch, then in block.branches}
        self.now: Live | None = None

    def _settle(self) -> bool:
        if self.now is None:
            won = next((then for live, then in self.catches.values() if live.settle()), None)
            self.now = None if won is None else self.enter(won)
        return self.now is not None and self.now.settle()

    def _moves(self) -> list[Move]:
        if self.now is not None:
            return self.now.moves()
        return [move for live, _ in self.catches.values() for move in live.moves()]


class LiveTangle(Live):
    """Mesh and web: the tokens are counted by `tests.engine.shapes.tangles`."""

    def __init__(self, block: b.Tangle, *where: Any) -> None:
        super().__init__(*where)
        self.block = block
        listed = self.run.variables[block.variable] if block.variable else []
        self.net = Mesh(block) if block.kind == "mesh" else Web(block, listed)

    def _settle(self) -> bool:
        return self.net.settle()

    def _moves(self) -> list[Move]:
        return [self._move(number) for number in self.net.active.elements()]

    def _move(self, number: int) -> Move:
        node = self.block.node(number)

        def act(answer: Any) -> None:
            self.run.visits[node] += 1
            self.run.variables[node] = answer
            self.net.complete(number)

        return Move(Wait("user", node, self.number), act)


class LiveMaze(Live):
    def __init__(self, block: b.Tangle, *where: Any) -> None:
        super().__init__(*where)
        self.block = block
        self.at = next(target for source, target in block.flows if source == 0)

    def _settle(self) -> bool:
        return self.at == -1

    def _moves(self) -> list[Move]:
        node, onward = self.block.node(self.at), [t for s, t in self.block.flows if s == self.at and t > 0]

        def act(answer: Any) -> None:
            self.run.visits[node] += 1
            self.run.variables[node] = answer
            self.at = answer if answer in onward else -1

        return [Move(Wait("user", node, self.number), act, [0] * (1 + len(onward)) + onward)]


class Container(Live):
    """A process or sub-process: its block, what non-interrupting events began in it, and what may end it at once."""

    def __init__(self, block: b.Block, run: Run, number: int, killer: str = "", end: str = "done") -> None:
        super().__init__(run, self, number)
        self.extras: list[Live] = []
        self.ends: list[str] = []
        self.end = end
        self.killer = killer
        self.is_killed = self.is_counted = False
        self.main = self.enter(block)

    def begin(self, handler: b.Block, end: str) -> None:
        """Run the handler of a non-interrupting event beside the rest."""
        self.extras.append(self.enter(handler))
        self.ends.append(end)

    def _settle(self) -> bool:
        if self.is_killed:
            return True
        main = self.main.settle()
        if main and not self.is_counted:
            self.is_counted = True
            self.run.visits[self.end] += 1
        left = [(live, end) for live, end in zip(self.extras, self.ends, strict=True) if not live.settle()]
        self.run.visits.update((Counter(self.ends)) - Counter(end for _, end in left))
        self.extras, self.ends = [live for live, _ in left], [end for _, end in left]
        return main and not left and not self.killer

    def _moves(self) -> list[Move]:
        found = [move for live in (self.main, *self.extras) for move in live.moves()]
        return [*found, Move(Wait("user", self.killer, self.number), self._kill)] if self.killer else found

    def _kill(self, answer: Any) -> None:
        self.run.visits[self.killer] += 1
        self.run.visits[f"end_{self.killer}"] += 1
        self.run.variables[self.killer] = answer
        self.is_killed = True


class LiveEach(Live):
    """A multi-instance activity."""

    def __init__(self, block: b.Each, *where: Any) -> None:
        super().__init__(*where)
        self.block = block
        self.items = self.run.variables[block.variable]
        self.results: list[Any] = [None] * len(self.items)
        first = self.items[:1] if block.sequential else self.items
        self.all = {n: self._begin(n) for n in range(len(first))}
        self.next = len(first)

    def _begin(self, number: int) -> Live:
        if self.block.body is None:
            return _Vote(self, number)
        return Container(self.block.body, self.run, number + 1, end=f"end_{self.block.id}")

    def _settle(self) -> bool:
        while ended := [n for n, live in self.all.items() if live.settle()]:
            for n in ended:
                del self.all[n]
                self._count(n)
            if self.block.sequential and self.next < len(self.items):
                self.all[self.next] = self._begin(self.next)
                self.next += 1
        if not self.all:
            self.run.visits[self.block.id] += 1
            self.run.variables[f"r_{self.block.id}"] = self.results
        return not self.all

    def _count(self, number: int) -> None:
        self.run.visits[self.block.id] += 1
        if self.block.body is not None:
            self.results[number] = self.items[number] + 1

    def _moves(self) -> list[Move]:
        return [move for live in self.all.values() for move in live.moves()]


class _Vote(Live):
    """One instance of a multi-instance user task."""

    def __init__(self, each: LiveEach, number: int) -> None:
        super().__init__(each.run, each.home, number + 1)
        self.each = each
        self.is_done = False

    def _settle(self) -> bool:
        return self.is_done

    def _moves(self) -> list[Move]:
        return [Move(Wait("user", self.each.block.id, self.number), self._act)]

    def _act(self, answer: Any) -> None:
        self.is_done = True
        self.each.results[self.number - 1] = answer


class LiveGuarded(Live):
    """An activity with boundary events."""

    def __init__(self, activity: Live, edges: list[b.Edge], *where: Any) -> None:
        super().__init__(*where)
        self.now = activity
        self.edges = {edge.id: [edge, 2 if edge.kind == "cycle" else 1] for edge in edges}

    def _settle(self) -> bool:
        return self.now.settle()

    def _moves(self) -> list[Move]:
        return [*self.now.moves(), *(self._move(edge) for edge, left in self.edges.values() if left)]

    def _move(self, edge: b.Edge) -> Move:
        def act(answer: Any) -> None:
            self.run.visits[edge.id] += 1
            if edge.kind == "message":
                self.run.variables[edge.id] = answer
            if edge.interrupting:
                self.edges = {}
                self.now = self.enter(edge.handler)
            else:
                self.edges[edge.id][1] -= 1
                self.home.begin(edge.handler, f"end_{edge.id}")

        return Move(Wait("message" if edge.kind == "message" else "timer", edge.id), act)


class LiveSub(Live):
    """A sub-process or call activity: its container, and a visit of its own when it is left."""

    def __init__(self, inner: Container, name: str, *where: Any) -> None:
        super().__init__(*where)
        self.inner = inner
        self.name = name

    def _settle(self) -> bool:
        is_done = self.inner.settle()
        self.run.visits[self.name] += is_done
        return is_done

    def _moves(self) -> list[Move]:
        return self.inner.moves()


SIMPLE: dict[type, Any] = {
    b.User: LiveUser,
    b.Step: LiveStep,
    b.Catch: LiveCatch,
    b.Throw: LiveThrow,
    b.Sequence: LiveSequence,
    b.Choice: LiveBranches,
    b.Split: LiveBranches,
    b.Several: LiveBranches,
    b.Loop: LiveLoop,
    b.Race: LiveRace,
}


def enter(block: b.Block, run: Run, home: Container, number: int) -> Live:
    """Let a token arrive at a block."""
    where = (run, home, number)
    match block:
        case b.Tangle():
            return LiveMaze(block, *where) if block.kind == "maze" else LiveTangle(block, *where)
        case b.Sub():
            inner = Container(block.body, run, number, block.killer, f"end_{block.id}")
            return LiveGuarded(LiveSub(inner, block.id, *where), block.edges, *where)
        case b.Call():
            return LiveSub(Container(block.body, run, number, end=f"end_{block.process}"), block.id, *where)
        case b.Guarded():
            return LiveGuarded(LiveUser(block.user, *where), block.edges, *where)
        case b.Each():
            return LiveGuarded(LiveEach(block, *where), block.edges, *where)
    live: Live = SIMPLE[type(block)](block, *where)
    return live


def begin(block: b.Block, variables: dict[str, Any]) -> tuple[Run, Container]:
    """Start a process."""
    run = Run(dict(variables))
    live = Container(block, run, 0)
    live.settle()
    return run, live
