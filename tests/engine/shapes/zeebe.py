"""Blocks as diagrams of ours: FEEL conditions and the Zeebe vocabulary."""

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any, NamedTuple

from lxml import etree

from engine.bpmn.read.names import bpmn
from tests.engine import drawing as d
from tests.engine.shapes import blocks as b


class Drawn(NamedTuple):
    """Parts of a diagram, and the elements by which a block is entered and left."""

    parts: list[str]
    first: str
    last: str


class Artist:
    """Draws blocks; `messages` and `called` gather what stands outside of the process."""

    timers = {"timer": "PT1H", "cycle": "R2/PT1H"}  # noqa: RUF012 - set once

    def __init__(self) -> None:
        self.messages: list[str] = []
        self.called: list[str] = []
        self.is_many = False
        self.ways: dict[type, Callable[[Any], Drawn]] = {
            b.User: self.user,
            b.Step: self.step,
            b.Sequence: self.sequence,
            b.Choice: self.choice,
            b.Split: self.split,
            b.Several: self.several,
            b.Loop: self.loop,
            b.Sub: self.sub,
            b.Guarded: lambda block: self._guarded(self.user(block.user), block.edges),
            b.Each: self.each,
            b.Catch: self.catch,
            b.Race: self.race,
            b.Throw: self.throw,
            b.Call: self.call,
            b.Tangle: self.tangle,
        }

    def process(self, block: b.Block, name: str) -> bytes:
        """Return the diagram of a process."""
        body = self.draw(block)
        parts = [d.start(), *body.parts, d.end(), d.path("begin", body.first), d.path(body.last, "done")]
        messages = "".join(d.message(m, "=case") for m in self.messages)
        return without_idle(d.diagram(*parts, process=name, messages=messages, others="".join(self.called)))

    def draw(self, block: b.Block) -> Drawn:
        """Draw any block."""
        return self.ways[type(block)](block)

    # What differs from dialect to dialect.

    def person(self, id: str, extension: str = "", inner: str = "") -> str:  # noqa: A002
        """Draw a user task."""
        title = {"title": "=loopCounter"} if self.is_many else {}
        return d.user(id, extension=extension, inner=inner, **title)

    def counting(self, id: str, name: str, start: str = "+1") -> str:  # noqa: A002
        """Draw a script that adds 1 to a variable, or sets it."""
        return d.script(id, f"=(if {name} = null then 0 else {name}) + 1" if start == "+1" else f"={start}", name)

    def equals(self, name: str, value: int) -> str:
        """Return the condition that a variable is a number."""
        return f"={name} = {value}"

    def less(self, name: str, other: str) -> str:
        """Return the condition that one variable is less than another."""
        return f"={name} < {other}"

    def lists(self, name: str, value: int) -> str:
        """Return the condition that a variable's list holds a number."""
        return f"=list contains({name}, {value})"

    def many(self, block: b.Each, result: str) -> str:
        """Return the multi-instance characteristics."""
        return d.each(f"={block.variable}", f"v_{block.id}", f"r_{block.id}", result, sequential=block.sequential)

    # Blocks.

    def user(self, block: b.User) -> Drawn:
        extension = ""
        if block.mapped:
            extension = d.mapping(
                {f"in_{block.id}": f"={block.mapped}"}, {f"out_{block.id}": f"={block.id} + in_{block.id}"}
            )
        return Drawn([self.person(block.id, extension)], block.id, block.id)

    def step(self, block: b.Step) -> Drawn:
        drawn = {
            "count": lambda: self.counting(block.id, block.id),
            # What is read on arrival may be old when parallel branches count the same; adding on leaving is one act.
            "act": lambda: d.service(block.id, "test.next", d.mapping({"value": "=0"}, {block.id: adding(block.id)})),
            "pass": lambda: d.node("task", block.id),
            "manual": lambda: d.node("manualTask", block.id),
        }[block.kind]()
        return Drawn([drawn], block.id, block.id)

    def sequence(self, block: b.Sequence) -> Drawn:
        drawn = [self.draw(one) for one in block.blocks]
        joins = [d.flow(one.last, other.first) for one, other in pairwise(drawn)]
        return Drawn([p for one in drawn for p in one.parts] + joins, drawn[0].first, drawn[-1].last)

    def choice(self, block: b.Choice) -> Drawn:
        conditions = [self.equals(block.variable, n) for n in range(len(block.branches))]
        return self._branches(block, "exclusive", conditions)

    def split(self, block: b.Split) -> Drawn:
        return self._branches(block, "parallel", [])

    def several(self, block: b.Several) -> Drawn:
        conditions = [self.lists(block.variable, n) for n in range(len(block.branches))]
        return self._branches(block, "inclusive", conditions)

    def _branches(self, block: Any, kind: str, conditions: list[str]) -> Drawn:
        drawn = [self.draw(one) for one in block.branches]
        join = f"j_{block.id}"
        default = f"{block.id}__{drawn[-1].first}" if conditions else ""
        parts = [d.gateway(kind, block.id, default), d.gateway(kind, join)]
        for n, one in enumerate(drawn):
            condition = conditions[n] if conditions and n < len(drawn) - 1 else ""
            parts += [*one.parts, d.flow(block.id, one.first, condition), d.flow(one.last, join)]
        return Drawn(parts, block.id, join)

    def loop(self, block: b.Loop) -> Drawn:
        body, counter = self.draw(block.body), f"n_{block.id}"
        merge, step, test, out = (f"{kind}_{block.id}" for kind in ("merge", "step", "test", "out"))
        parts = [
            *body.parts,
            d.gateway("exclusive", merge),
            self.counting(step, counter),
            d.gateway("exclusive", test, default=f"{test}__{out}"),
            self.counting(out, counter, "0"),
            d.path(merge, body.first),
            d.path(body.last, step, test),
            d.flow(test, merge, self.less(counter, block.variable)),
            d.flow(test, out),
        ]
        return Drawn(parts, merge, out)

    def sub(self, block: b.Sub) -> Drawn:
        return self._guarded(Drawn([d.sub(block.id, *self._inside(block))], block.id, block.id), block.edges)

    def _inside(self, block: Any) -> list[str]:
        body, begin, end = self.draw(block.body), f"begin_{block.id}", f"end_{block.id}"
        parts = [d.start(begin), *body.parts, d.end(end), d.flow(body.last, end)]
        killer = getattr(block, "killer", "")
        if not killer:
            return [*parts, d.flow(begin, body.first)]
        fork, kill = f"fork_{block.id}", f"end_{killer}"
        parts += [d.gateway("parallel", fork), d.flow(begin, fork), d.flow(fork, body.first)]
        return [*parts, self.person(killer), d.end(kill, terminate=True), d.path(fork, killer, kill)]

    def _guarded(self, activity: Drawn, edges: list[b.Edge]) -> Drawn:
        if not edges:
            return activity
        host, join = activity.first, f"j_{activity.first}"
        parts = [*activity.parts, d.gateway("exclusive", join), d.flow(host, join)]
        for edge in edges:
            parts += self._edge(edge, host, join)
        return Drawn(parts, host, join)

    def _edge(self, edge: b.Edge, host: str, join: str) -> list[str]:
        handler = self.draw(edge.handler)
        timer, message = self.timers.get(edge.kind, ""), edge.id if edge.kind == "message" else ""
        self.messages += [message] if message else []
        event = d.boundary(edge.id, host, timer=timer, message=message, interrupting=edge.interrupting)
        parts = [event, *handler.parts, d.flow(edge.id, handler.first)]
        if edge.interrupting:
            return [*parts, d.flow(handler.last, join)]
        return [*parts, d.end(f"end_{edge.id}"), d.flow(handler.last, f"end_{edge.id}")]

    def each(self, block: b.Each) -> Drawn:
        if block.body is None:
            self.is_many = True
            drawn = self.person(block.id, inner=self.many(block, f"={block.id}"))
            self.is_many = False
            return self._guarded(Drawn([drawn], block.id, block.id), block.edges)
        self.is_many = True
        inside = self._inside(block)
        self.is_many = False
        drawn = d.sub(block.id, *inside, inner=self.many(block, f"=v_{block.id} + 1"))
        return self._guarded(Drawn([drawn], block.id, block.id), block.edges)

    def catch(self, block: b.Catch) -> Drawn:
        if block.kind == "timer":
            return Drawn([d.catch(block.id, timer=self.timers["timer"])], block.id, block.id)
        self.messages.append(block.id)
        if block.kind == "receive":
            return Drawn([d.node("receiveTask", block.id, messageRef=f"m_{block.id}")], block.id, block.id)
        return Drawn([d.catch(block.id, message=block.id)], block.id, block.id)

    def race(self, block: b.Race) -> Drawn:
        join = f"j_{block.id}"
        parts = [d.gateway("eventBased", block.id), d.gateway("exclusive", join)]
        for catch, then in block.branches:
            event, body = self.catch(catch), self.draw(then)
            parts += [*event.parts, *body.parts]
            parts += [d.flow(block.id, catch.id), d.flow(catch.id, body.first), d.flow(body.last, join)]
        return Drawn(parts, block.id, join)

    def throw(self, block: b.Throw) -> Drawn:
        self.messages.append(block.id)
        return Drawn([d.throw(block.id, block.id)], block.id, block.id)

    def call(self, block: b.Call) -> Drawn:
        body = self.draw(block.body)
        begin, end = f"begin_{block.process}", f"end_{block.process}"
        parts = [d.start(begin), *body.parts, d.end(end), d.path(begin, body.first), d.path(body.last, end)]
        self.called.append(d.process_of(block.process, *parts))
        called = f'<zeebe:calledElement processId="{block.process}"/>'
        return Drawn([d.node("callActivity", block.id, called)], block.id, block.id)

    def tangle(self, block: b.Tangle) -> Drawn:
        parts = [self.person(block.node(n)) for n in range(1, block.size + 1)]
        if block.kind == "maze":
            return self._maze(block, parts)
        kind = "parallel" if block.kind == "mesh" else "inclusive"
        ways_in, ways_out = self._ends(block, kind, parts)
        for n, (source, target) in enumerate(block.flows):
            last = [flow for flow in block.flows if flow[0] == source][-1]
            is_open = block.kind == "mesh" or (source, target) == last
            condition = "" if is_open else self.lists(block.variable, n)
            parts.append(d.flow(ways_out[source], ways_in[target], condition))
        return Drawn(parts, ways_out[0], ways_in[-1])

    def _ends(self, block: b.Tangle, kind: str, parts: list[str]) -> tuple[dict[int, str], dict[int, str]]:
        """Return by which element each task is entered and left, drawing gateways where several flows meet."""
        ways_in, ways_out = {-1: f"{block.id}_out"}, {0: f"{block.id}_in"}
        for n in range(1, block.size + 1):
            node = block.node(n)
            ways_in[n] = f"join_{node}" if sum(t == n for _, t in block.flows) > 1 else node
            ways_out[n] = f"split_{node}" if sum(s == n for s, _ in block.flows) > 1 else node
            parts += [d.flow(a, c) for a, c in ((ways_in[n], node), (node, ways_out[n])) if a != c]
        for number, name in [*ways_in.items(), *ways_out.items()]:
            if number > 0 and name == block.node(number):
                continue
            default = ""
            if name == ways_out.get(number) and kind == "inclusive":
                default = f"{name}__{ways_in_of(block, number)}"
            parts.append(d.gateway(kind, name, default))
        return ways_in, ways_out

    def _maze(self, block: b.Tangle, parts: list[str]) -> Drawn:
        out = f"{block.id}_out"
        parts.append(d.gateway("exclusive", out))
        for n in range(1, block.size + 1):
            node, gate = block.node(n), f"go_{block.node(n)}"
            parts += [d.gateway("exclusive", gate, f"{gate}__{out}"), d.flow(node, gate), d.flow(gate, out)]
            onward = [target for source, target in block.flows if source == n and target > 0]
            parts += [d.flow(gate, block.node(t), self.equals(node, t)) for t in onward]
        return Drawn(parts, block.node(block.flows[0][1]), out)


def ways_in_of(block: b.Tangle, number: int) -> str:
    """Return the element that a task's last flow leads to."""
    target = [t for s, t in block.flows if s == number][-1]
    if target == -1:
        return f"{block.id}_out"
    node = block.node(target)
    return f"join_{node}" if sum(t == target for _, t in block.flows) > 1 else node


def adding(name: str) -> str:
    """Return the expression that adds what an action gave to a variable."""
    return f"=(if {name} = null then 0 else {name}) + next"


def without_idle(diagram: bytes) -> bytes:
    """Draw gateways that neither split nor join, which the standard does not allow, as events without a trigger."""
    root = etree.fromstring(diagram)
    ways = Counter(
        (end, flow.get(end)) for flow in root.iter(bpmn("sequenceFlow")) for end in ("sourceRef", "targetRef")
    )
    for node in root.iter(*(bpmn(f"{kind}Gateway") for kind in ("exclusive", "inclusive", "parallel"))):
        if max(ways[end, node.get("id")] for end in ("sourceRef", "targetRef")) < 2:
            node.tag = bpmn("intermediateThrowEvent")
            node.attrib.pop("default", None)
    return etree.tostring(root)
