"""Random processes: block-structured ones that are sound, the same with one fault, and wild ones."""

from dataclasses import dataclass, field
from itertools import count
from random import Random

from tests.engine import drawing as d
from tests.engine.bpmn.check.drawings import file, process

KINDS = {"all": "parallelGateway", "one": "exclusiveGateway", "some": "inclusiveGateway", "event": "eventBasedGateway"}
# What a block splits by -> what its join is replaced by to break it.
FAULTS = {"one": ("all",), "all": ("one",), "some": ("all", "one"), "event": ("all",)}


@dataclass
class Drawing:
    """Collects nodes and flows; `fault` is the number of the block to break, counted as blocks are drawn."""

    random: Random
    fault: int = -1
    blocks: int = 0
    nodes: list[str] = field(default_factory=list)
    flows: list[str] = field(default_factory=list)
    names: count = field(default_factory=count)  # type: ignore[type-arg]

    def node(self, kind: str, inner: str = "") -> str:
        name = f"n{next(self.names)}"
        self.nodes.append(d.node(kind, name, inner=inner))
        return name

    def flow(self, source: str, target: str) -> None:
        self.flows.append(d.flow(source, target, id=f"f{next(self.names)}"))

    def block(self, size: int) -> tuple[str, str]:
        """Draw a piece with one way in and one out, and return its ends."""
        if size <= 1:
            task = self.node("task")
            return task, task
        shape = self.random.choice(["sequence", "loop", *KINDS])
        if shape == "sequence":
            return self._sequence(size)
        if shape == "loop":
            return self._loop(size)
        return self._split(shape, size)

    def _sequence(self, size: int) -> tuple[str, str]:
        first, second = self.block(size // 2), self.block(size - size // 2)
        self.flow(first[1], second[0])
        return first[0], second[1]

    def _loop(self, size: int) -> tuple[str, str]:
        merge, split = self.node("exclusiveGateway"), self.node("exclusiveGateway")
        entry, leave = self.block(size - 1)
        self.flow(merge, entry)
        self.flow(leave, split)
        self.flow(split, merge)
        return merge, split

    def _split(self, shape: str, size: int) -> tuple[str, str]:
        is_broken, self.blocks = self.blocks == self.fault, self.blocks + 1
        join = self.random.choice(FAULTS[shape]) if is_broken else "one" if shape == "event" else shape
        split, joint = self.node(KINDS[shape]), self.node(KINDS[join])
        for _ in range(self.random.choice([2, 2, 3])):
            entry, leave = self.block(max(1, size // 3))
            if shape == "event":
                waiting = self.node("intermediateCatchEvent", "<bpmn:signalEventDefinition/>")
                self.flow(split, waiting)
                self.flow(waiting, entry)
            else:
                self.flow(split, entry)
            self.flow(leave, joint)
        return split, joint

    def finish(self, ends: tuple[str, str]) -> bytes:
        begin, done = self.node("startEvent"), self.node("endEvent")
        self.flow(begin, ends[0])
        self.flow(ends[1], done)
        return file(process(*self.nodes, *self.flows, executable=True))


def sound_process(seed: int) -> bytes:
    """Return a block-structured process: every split is joined by its own kind."""
    drawing = Drawing(Random(seed))
    return drawing.finish(drawing.block(drawing.random.randrange(2, 24)))


def unsound_process(seed: int) -> bytes:
    """Return a block-structured process with the join of one block replaced by a wrong one."""
    for attempt in range(100):
        size = Random(seed + attempt * 7919).randrange(4, 24)
        probe = Drawing(Random(seed + attempt * 7919))
        probe.block(size)
        if probe.blocks:
            drawing = Drawing(Random(seed + attempt * 7919), fault=seed % probe.blocks)
            return drawing.finish(drawing.block(size))
    msg = "no block to break"
    raise AssertionError(msg)


def wild_process(seed: int, size: int) -> bytes:
    """Return gateways and tasks with flows at random; everything is reachable, anything may be wrong."""
    random = Random(seed)
    drawing = Drawing(random)
    kinds = ["task", "exclusiveGateway", "parallelGateway", "inclusiveGateway"]
    begin = drawing.node("startEvent")
    inner = [drawing.node(random.choice(kinds)) for _ in range(size)]
    done = drawing.node("endEvent")
    for number, name in enumerate(inner):
        drawing.flow(random.choice([begin, *inner[:number]]) if number else begin, name)
    for _ in range(random.randrange(2, size)):
        drawing.flow(random.choice(inner), random.choice([*inner, done]))
    drawing.flow(inner[-1], done)
    return file(process(*drawing.nodes, *drawing.flows, executable=True))
