"""While tasks take their time, tokens stand where the specification lets them, and nowhere else: no join passes late.

Every run walks through some hundred random graphs, `make soak` through thousands; `BANGVANG_SEED` chooses others.
"""

from collections import Counter
from collections.abc import Callable
from itertools import product
from random import Random
from typing import Any

import pytest
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.build.specs.gateways import InclusiveGateway
from engine.bpmn.run.live import LiveWorkflow
from tests.engine import drawing as d
from tests.engine.bpmn.test_token_game import SEED, begun, drawn
from tests.engine.bpmn.tokengame import Graph, Marking, done, draw, resting, started
from tests.whole import taken

BATCHES, BATCH = range(20), 300
LONGEST = 25
"""How many tasks are done in one walk: where flows lead back, there is no end to them."""
Standing = tuple[tuple[tuple[int, int], int], ...]
"""How many tokens wait at each task (`task, task`) and on each flow into a join."""


def standing(graph: Graph, marking: Marking) -> Standing:
    """Return how tokens of a marking stand, those at one task together."""
    found: Counter[tuple[int, int]] = Counter()
    for (source, target), count in marking:
        found[(target, target) if graph.kinds[target] == "task" else (source, target)] += count
    return tuple(sorted(found.items()))


def standing_in(live: LiveWorkflow) -> Standing:
    """Return how the engine's tokens stand."""
    found: Counter[tuple[int, int]] = Counter()
    for task in live.unfinished.values():
        if task.element is not None and task.state == TaskState.READY:
            node = int(task.element.id[1:])
            found[node, node] += 1
        elif task.element is not None:
            source, _, target = (task.internal_data.get("flow") or "").partition("__")
            found[int(source[1:]), int(target[1:])] += 1
    return tuple(sorted(found.items()))


def walk(graph: Graph, random: Random) -> str:
    """Do tasks in a random order; return where the engine stands otherwise than it may, or an empty text."""
    live = begun(drawn(graph, task="userTask"))
    possible = resting(graph, [started(graph)])
    for _ in range(LONGEST):
        if possible is None:
            return ""
        stands = standing_in(live)
        possible = {marking for marking in possible if standing(graph, marking) == stands}
        if not possible:
            return f"stands at {stands}"
        ready = [task for task in live.unfinished.values() if task.state == TaskState.READY]
        if not ready:
            return ""
        one: Any = random.choice(ready)
        live.host.attempt(one)
        live.advance()
        after = {following for marking in possible for following in done(graph, marking, int(one.element.id[1:]))}
        possible = resting(graph, after)
    return ""


def walks(seeds: range) -> list[str]:
    """Walk through a graph without and one with cycles for each seed; return what is wrong."""
    found = []
    for seed, returns in product(seeds, (0, 2)):
        random = Random(seed)
        graph = draw(random, returns=returns)
        wrong = walk(graph, random)
        found += [f"seed {seed}: {wrong} in {graph}"] if wrong else []
    return found


@pytest.mark.parametrize("batch", taken(BATCHES, BATCHES[:1]))
def test_tokens_stand_only_where_the_specification_lets_them(batch: int) -> None:
    assert walks(range(SEED + batch * BATCH, SEED + (batch + 1) * BATCH)) == []


Blocks = Callable[[Any, str, set[str], set[str]], bool]


def waits_for_whatever_may_come(gateway: Any, name: str, empty: set[str], _full: set[str]) -> bool:
    return bool(gateway._reachable(name) & empty)


def waits_for_anything_upstream(gateway: Any, name: str, empty: set[str], full: set[str]) -> bool:
    return bool(gateway._reachable(name) & (empty | full))


def waits_for_nothing(_gateway: Any, _name: str, _empty: set[str], _full: set[str]) -> bool:
    return False


@pytest.mark.parametrize("fault", [waits_for_whatever_may_come, waits_for_anything_upstream, waits_for_nothing])
def test_a_join_that_passes_late_or_early_is_noticed(fault: Blocks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(InclusiveGateway, "_blocks", fault)
    assert walks(range(BATCH)) != []


@pytest.mark.parametrize("kind", ["parallel", "inclusive"])
def test_two_flows_of_one_split_are_joined_once(kind: str) -> None:
    join, work = d.gateway(kind, "n2"), d.node("userTask", "n3")
    twice = d.flow("n1", "n2", id="one") + d.flow("n1", "n2", id="other")
    parts = d.start("n0"), d.gateway("parallel", "n1"), join, work, d.end("n4")
    live = begun(d.diagram(*parts, d.path("n0", "n1"), twice, d.path("n2", "n3", "n4")))
    assert standing_in(live) == (((3, 3), 1),)
