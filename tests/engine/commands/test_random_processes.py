"""Random block-structured processes reach the end they must, the same with every live instance forgotten in between."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest

from engine.bpmn import cache
from engine.history import verify
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import Play

SEEDS = 12


@dataclass
class Drawn:
    """Parts of a diagram, the first and last element of a block, and how often each user task must be done."""

    parts: list[str]
    first: str
    last: str
    expected: dict[str, int] = field(default_factory=dict)


class Drawer:
    """Draws random blocks; every choice is decided by constants, so the number of visits is known beforehand."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.number = 0

    def name(self, kind: str) -> str:
        self.number += 1
        return f"{kind}{self.number}"

    def block(self, depth: int) -> Drawn:
        kinds = (
            ["user", "script"]
            if depth == 0
            else ["user", "sequence", "exclusive", "parallel", "inclusive", "loop", "sub", "each"]
        )
        drawn: Drawn = getattr(self, self.random.choice(kinds))(depth)
        return drawn

    def user(self, _depth: int) -> Drawn:
        one = self.name("u")
        return Drawn([d.user(one)], one, one, {one: 1})

    def script(self, _depth: int) -> Drawn:
        one = self.name("s")
        return Drawn([d.script(one, "=1", one)], one, one)

    def sequence(self, depth: int) -> Drawn:
        blocks = [self.block(depth - 1) for _ in range(self.random.randint(2, 3))]
        parts = [p for b in blocks for p in b.parts]
        for a, b in pairwise(blocks):
            parts.append(d.flow(a.last, b.first))
        return Drawn(parts, blocks[0].first, blocks[-1].last, _merged([b.expected for b in blocks]))

    def exclusive(self, depth: int) -> Drawn:
        return self._branches(depth, "exclusive", [self.random.random() < 0.5, True])

    def inclusive(self, depth: int) -> Drawn:
        return self._branches(depth, "inclusive", [True, self.random.random() < 0.5, self.random.random() < 0.5])

    def _branches(self, depth: int, kind: str, holds: list[bool]) -> Drawn:
        split, join = self.name("g"), self.name("g")
        blocks = [self.block(depth - 1) for _ in holds]
        parts = [d.gateway(kind, split), d.gateway(kind, join)] + [p for b in blocks for p in b.parts]
        for block, true in zip(blocks, holds, strict=True):
            parts += [d.flow(split, block.first, f"={str(true).lower()}"), d.flow(block.last, join)]
        taken = [b.expected for b, true in zip(blocks, holds, strict=True) if true]
        return Drawn(parts, split, join, _merged(taken[:1] if kind == "exclusive" else taken))

    def parallel(self, depth: int) -> Drawn:
        split, join = self.name("g"), self.name("g")
        blocks = [self.block(depth - 1) for _ in range(2)]
        parts = [d.gateway("parallel", split), d.gateway("parallel", join)] + [p for b in blocks for p in b.parts]
        for block in blocks:
            parts += [d.flow(split, block.first), d.flow(block.last, join)]
        return Drawn(parts, split, join, _merged([b.expected for b in blocks]))

    def loop(self, depth: int) -> Drawn:
        times, merge, test, step = self.random.randint(1, 3), self.name("g"), self.name("g"), self.name("s")
        inner, counter = self.block(depth - 1), self.name("n")
        counting = d.script(step, f"=(if {counter} = null then 0 else {counter}) + 1", counter)
        out = self.name("s")
        parts = [
            d.gateway("exclusive", merge),
            d.gateway("exclusive", test),
            counting,
            d.script(out, "=0", counter),
            *inner.parts,
        ]
        parts += [d.path(merge, inner.first), d.path(inner.last, step, test)]
        parts += [d.flow(test, merge, f"={counter} < {times}"), d.flow(test, out, f"={counter} >= {times}")]
        return Drawn(parts, merge, out, {k: v * times for k, v in inner.expected.items()})

    def sub(self, depth: int) -> Drawn:
        name, inner = self.name("p"), self.block(depth - 1)
        begin, done = self.name("b"), self.name("e")
        parts = d.sub(
            name, d.start(begin), *inner.parts, d.end(done), d.path(begin, inner.first), d.path(inner.last, done)
        )
        return Drawn([parts], name, name, inner.expected)

    def each(self, _depth: int) -> Drawn:
        one, count = self.name("u"), self.random.randint(0, 3)
        loop = d.each(f"={list(range(count))}", "n", sequential=self.random.random() < 0.5)
        return Drawn([d.user(one, inner=loop)], one, one, {one: count})


def _merged(counts: list[dict[str, int]]) -> dict[str, int]:
    return {k: sum(c.get(k, 0) for c in counts) for c in counts for k in c}


@pytest.fixture(params=["hot", "cold"])
def play(request: pytest.FixtureRequest, database: Database, clock: Any) -> Iterator[Play]:
    play = Play(database)
    play.forget_between = request.param == "cold"
    yield play
    cache.clear()


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_random_process_does_every_task_as_often_as_drawn(play: Play, seed: int) -> None:
    drawer = Drawer(seed)
    block = drawer.block(3)
    play.deploy(d.diagram(d.start(), *block.parts, d.end(), d.path("begin", block.first), d.path(block.last, "done")))
    instance = play.start()
    done: dict[str, int] = {}
    while play.open(instance):
        element = drawer.random.choice(play.open(instance)).element_id
        play.complete(instance, element)
        done[element] = done.get(element, 0) + 1
    assert play.state(instance) == "completed"
    assert done == {k: v for k, v in block.expected.items() if v}
    with play.database.read() as session:
        assert verify(session, instance).ok
