"""Random graphs, joins and splits wherever they fall, end as an independent reading of the specification says.

Every run plays two thousand graphs, `make soak` twenty thousand; `BANGVANG_SEED` chooses others.
"""

import os
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from SpiffWorkflow.util.task import TaskState

from engine.base.errors import BangVangError
from engine.base.xml import parse_xml
from engine.bpmn.build.builder import build
from engine.bpmn.read.diagram import read_processes
from engine.bpmn.run.live import LiveWorkflow
from engine.bpmn.token.scope import Scope
from tests.engine import drawing as d
from tests.engine.bpmn.tokengame import Graph, draw, outcomes
from tests.whole import taken

SEED = int(os.environ.get("BANGVANG_SEED", "0"))
BATCHES, BATCH = range(20), 1_000


def drawn(graph: Graph, task: str = "task") -> bytes:
    """Draw a graph as a diagram, its tasks of one kind; the flows in the graph's order."""
    parts = []
    for node, kind in enumerate(graph.kinds):
        name = f"n{node}"
        if kind == "start":
            parts.append(d.start(name))
        elif kind in ("end", "terminate"):
            parts.append(d.end(name, terminate=kind == "terminate"))
        elif kind == "task":
            parts.append(d.node(task, name))
        else:
            default = graph.default.get(node)
            parts.append(d.gateway(kind, name, f"n{default[0]}__n{default[1]}" if default else ""))
    for source, target in graph.flows:
        holds = graph.holds.get((source, target))
        parts.append(d.flow(f"n{source}", f"n{target}", "" if holds is None else f"={str(holds).lower()}"))
    return d.diagram(*parts)


class Runner:
    """A host that does nothing but run."""

    def attempt(self, task: Any) -> None:
        """Run a task and hand its token on."""
        task.task_spec.work(task)
        task.complete()

    def fail(self, task: Any, error: BangVangError) -> None:
        """Let nothing fail unseen."""
        raise error


def begun(diagram: bytes) -> LiveWorkflow:
    """Begin a diagram in the engine, and run it as far as it goes by itself."""
    definition = build(read_processes(parse_xml(diagram))[0])
    live = LiveWorkflow(definition.spec, definition.inner, Scope(uuid4()))
    live.host = Runner()  # type: ignore[assignment]
    live.begin()
    live.advance()
    return live


def run(graph: Graph) -> tuple[bool, tuple[int, ...]]:
    """Run a graph in the engine; return whether it ended, and the tasks it did."""
    live = begun(drawn(graph))
    done = [t for t in live.all_tasks.values() if t.element is not None and t.element.kind == "task"]
    finished = sorted(int(t.element.id[1:]) for t in done if t.state == TaskState.COMPLETED)  # type: ignore[union-attr]
    return bool(live.completed), tuple(finished)


@pytest.mark.parametrize("batch", taken(BATCHES, BATCHES[:2]))
def test_random_graphs_end_as_the_specification_says(batch: int) -> None:
    played = 0
    for seed in range(SEED + batch * BATCH, SEED + (batch + 1) * BATCH):
        graph = draw(Random(seed))
        possible = outcomes(graph)
        if possible is not None:
            played += 1
            assert run(graph) in possible, f"graph of seed {seed}: {graph}"
    assert played > BATCH * 0.9
