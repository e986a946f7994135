"""Tokens as chapter 13 of BPMN 2.0.2 moves them, written from its text alone: every order in which they may move.

It shares nothing with the engine but the numbers of a graph, and says which traces and ends are possible; and, where
tasks take their time, at which markings everything has to stand still until one of them is done.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random

Flow = tuple[int, int]
Marking = tuple[tuple[Flow, int], ...]
Trace = tuple[int, ...]
State = tuple[Marking, Trace]
KINDS = ("task", "task", "task", "exclusive", "parallel", "parallel", "inclusive", "inclusive", "inclusive", "end")
MANY = 4_000


@dataclass(frozen=True)
class Graph:
    """Nodes by number, the first the start; flows in document order; what each flow's condition comes to."""

    kinds: tuple[str, ...]
    flows: tuple[Flow, ...]
    holds: dict[Flow, bool]
    default: dict[int, Flow]

    @cached_property
    def into(self) -> list[list[Flow]]:
        """Return the flows into each node."""
        return [[f for f in self.flows if f[1] == n] for n in range(len(self.kinds))]

    @cached_property
    def out(self) -> list[list[Flow]]:
        """Return the flows out of each node."""
        return [[f for f in self.flows if f[0] == n] for n in range(len(self.kinds))]


def draw(random: Random, *, returns: int = 0) -> Graph:
    """Return a graph in which everything can be reached, joins and splits wherever they fall.

    It has no cycles but those that `returns` flows close, each from a task: somebody has to do it in every turn.
    """
    size = random.randint(4, 9)
    kinds = ["start", *random.choices(KINDS, k=size - 1), random.choice(("end", "end", "terminate"))]
    open_ = [n for n, kind in enumerate(kinds) if kind not in ("end", "terminate")]
    flows = {(random.choice([m for m in open_ if m < n]), n) for n in range(1, len(kinds))}
    for _ in range(random.randint(2, size + 2)):
        source, target = sorted(random.sample(range(len(kinds)), 2))
        flows |= {(source, target)} if source in open_ else set()
    tasks = [n for n in open_ if kinds[n] == "task"]
    for _ in range(returns if tasks else 0):
        source = random.choice(tasks)
        flows |= {(source, random.randint(1, source))}
    ordered = tuple(sorted(flows, key=lambda f: (f[0], random.random())))
    choosing = [n for n in open_ if kinds[n] in ("exclusive", "inclusive")]
    default = {n: random.choice(found) for n in choosing if (found := [f for f in ordered if f[0] == n])}
    holds = {f: random.random() < 0.5 for f in ordered if f[0] in default and f != default[f[0]]}
    return Graph(tuple(kinds), ordered, holds, default)


def outcomes(graph: Graph) -> set[tuple[bool, Trace]] | None:
    """Return what can become of a graph: whether all tokens are gone, and the tasks done; None where it is too much."""
    first: State = (_marked({}, (), tuple(graph.out[0])), ())
    seen, todo, found = {first}, [first], set()
    while todo:
        state = todo.pop()
        following = list(_steps(graph, state))
        if not following:
            found.add((not state[0], state[1]))
        for one in following:
            if one not in seen:
                seen.add(one)
                todo.append(one)
        if len(seen) > MANY:
            return None
    return found


def resting(graph: Graph, begun: Iterable[Marking]) -> set[Marking] | None:
    """Return where tokens can come to rest while nobody does a task; None where that is too much.

    Whatever is activated passes: an inclusive gateway that could be activated and waits is at no such marking.
    """
    seen, todo, found = set(begun), list(begun), set()
    while todo:
        marking = todo.pop()
        following = [after for (after, _), node in _moves(graph, (marking, ())) if graph.kinds[node] != "task"]
        found |= set() if following else {marking}
        todo += [one for one in following if one not in seen]
        seen |= set(following)
        if len(seen) > MANY:
            return None
    return found


def started(graph: Graph) -> Marking:
    """Return the marking with which a graph begins."""
    return _marked({}, (), tuple(graph.out[0]))


def done(graph: Graph, marking: Marking, task: int) -> Iterator[Marking]:
    """Yield what can become of a marking when a task that has a token is done."""
    yield from (after for (after, _), node in _moves(graph, (marking, ())) if node == task)


def _steps(graph: Graph, state: State) -> Iterator[State]:
    yield from (after for after, _ in _moves(graph, state))


def _moves(graph: Graph, state: State) -> Iterator[tuple[State, int]]:
    """Yield what can follow a state, each with the node that is passed."""
    tokens, trace = dict(state[0]), state[1]
    for node, kind in enumerate(graph.kinds):
        here = [flow for flow in graph.into[node] if tokens.get(flow)]
        if not here:
            continue
        if kind == "parallel" and len(here) == len(graph.into[node]):
            yield (_marked(tokens, tuple(here), tuple(graph.out[node])), trace), node
        elif kind == "inclusive" and _may_activate(graph, tokens, node, here):
            yield (_marked(tokens, tuple(here), tuple(_chosen(graph, node))), trace), node
        elif kind == "terminate":
            yield ((), trace), node
        elif kind in ("task", "exclusive", "end"):
            did = tuple(sorted((*trace, node))) if kind == "task" else trace
            ways = _chosen(graph, node)[:1] if kind == "exclusive" else graph.out[node]
            for flow in here:
                yield (_marked(tokens, (flow,), tuple(ways)), did), node


def _chosen(graph: Graph, node: int) -> list[Flow]:
    true = [flow for flow in graph.out[node] if graph.holds.get(flow)]
    return true or ([graph.default[node]] if node in graph.default else [])


def _marked(tokens: dict[Flow, int], taken: tuple[Flow, ...], given: tuple[Flow, ...]) -> Marking:
    after = dict(tokens)
    for flow in taken:
        after[flow] -= 1
    for flow in given:
        after[flow] = after.get(flow, 0) + 1
    return tuple(sorted((flow, count) for flow, count in after.items() if count))


def _may_activate(graph: Graph, tokens: dict[Flow, int], node: int, here: list[Flow]) -> bool:
    """Tell whether no token elsewhere could still come by an empty flow without being able to come by a full one.

    13.4.3: for every path from a flow with a token to an incoming flow without one there is a path from the same flow
    to an incoming flow with a token, neither of them through the gateway.
    """
    empty = [flow for flow in graph.into[node] if flow not in here]
    for flow, count in tokens.items():
        if flow[1] == node or not count:
            continue
        reached = _reach(graph, flow, node)
        if reached & set(empty) and not reached & set(here):
            return False
    return True


def _reach(graph: Graph, flow: Flow, but: int) -> set[Flow]:
    found, todo = {flow}, [flow]
    while todo:
        target = todo.pop()[1]
        for following in graph.out[target] if target != but else ():
            if following not in found:
                found.add(following)
                todo.append(following)
    return found
