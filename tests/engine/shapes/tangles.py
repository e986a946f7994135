"""Counting tokens by hand in unstructured processes."""

from collections import Counter
from functools import cached_property

from tests.engine.shapes.blocks import Tangle

Flow = tuple[int, int]


class Mesh:
    """Parallel gateways only: a task begins when every flow into it brought a token."""

    def __init__(self, block: Tangle) -> None:
        self.flows = block.flows
        self.marked: Counter[Flow] = Counter(flow for flow in self.flows if flow[0] == 0)
        self.active: Counter[int] = Counter()

    def settle(self) -> bool:
        """Begin what can begin; tell whether all tokens have reached the way out."""
        for target in sorted({flow[1] for flow in self.flows if flow[1] > 0}):
            into = [flow for flow in self.flows if flow[1] == target]
            if all(self.marked[flow] for flow in into):
                self.marked -= Counter(into)
                self.active[target] += 1
        return all(self.marked[flow] for flow in self.flows if flow[1] == -1)

    def complete(self, number: int) -> None:
        """Finish a task and give a token to every flow out of it."""
        self.active -= Counter([number])
        self.marked.update(flow for flow in self.flows if flow[0] == number)


class Web:
    """Inclusive gateways only (BPMN 2.0.2, 13.4.3).

    A join with a token waits for every token that can still come over a flow without one, unless that token can also
    come over a flow that has one.
    """

    def __init__(self, block: Tangle, listed: list[int]) -> None:
        self.flows = block.flows
        self.listed = {self.flows[n] for n in listed}
        self.marked: Counter[Flow] = Counter()
        self.active: Counter[int] = Counter()
        self.is_out = False
        self._leave(0)

    @cached_property
    def _after(self) -> dict[int, set[int]]:
        """Return what can be reached from each place, itself included."""
        places = sorted({place for flow in self.flows for place in flow if place > 0}, reverse=True)
        after: dict[int, set[int]] = {-1: {-1}}
        for place in places:
            after[place] = {place}.union(*(after[target] for source, target in self.flows if source == place))
        return after

    def settle(self) -> bool:
        """Let every join go on that need not wait; tell whether nothing is left."""
        for place in [*sorted(self._after.keys() - {-1}), -1]:
            into = [flow for flow in self.flows if flow[1] == place]
            while any(self.marked[flow] for flow in into) and not self._must_wait(place, into):
                self.marked -= Counter(into)
                if place == -1:
                    self.is_out = True
                else:
                    self.active[place] += 1
        return self.is_out and not self.active and not any(self.marked.values())

    def _must_wait(self, place: int, into: list[Flow]) -> bool:
        full = {source for source, _ in into if self.marked[source, place]}
        empty = {source for source, _ in into} - full
        tokens = {number for number in self.active if self.active[number]}
        tokens |= {flow[1] for flow, count in self.marked.items() if count and flow[1] != place}
        return any(self._after[t] & empty and not self._after[t] & full for t in tokens)

    def complete(self, number: int) -> None:
        """Finish a task and give a token to the flows that are taken."""
        self.active -= Counter([number])
        self._leave(number)

    def _leave(self, number: int) -> None:
        out = [flow for flow in self.flows if flow[0] == number]
        self.marked.update([flow for flow in out[:-1] if flow in self.listed] or out[-1:])
