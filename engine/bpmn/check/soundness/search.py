"""Every state that a net can reach, up to a bound, and what is wrong in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.bpmn.check.budget import Budget
from engine.bpmn.check.soundness.independence import Independence
from engine.bpmn.check.soundness.net import BEGIN, Choice, Net, Transition

MAX_STATES = 20_000
State = frozenset[str]
EMPTY: State = frozenset()


@dataclass(frozen=True)
class Step:
    """A node that fired and how it went on, with the flows it took from."""

    node: str
    taken: frozenset[str]
    choice: Choice


@dataclass
class Found:
    """What the search saw; each fault with the state it was seen in and where."""

    before: dict[State, tuple[State, Step] | None] = field(default_factory=dict)
    stuck: list[State] = field(default_factory=list)
    doubled: dict[str, tuple[State, Step]] = field(default_factory=dict)
    cut_off: dict[str, State] = field(default_factory=dict)
    ended_twice: dict[str, State] = field(default_factory=dict)
    backward: dict[State, list[State]] = field(default_factory=dict)
    can_end: bool = False
    is_complete: bool = True


class Search:
    """Breadth first, so that the first way found to a fault is a short one.

    Where a step and all that can come of it has nothing to do with the other tokens before they meet, the others wait:
    in whatever order such steps happen, the faults are the same. Only `is_whole` looks at every order.
    Raises OutOfTimeError while it is made.
    """

    def __init__(self, net: Net, budget: Budget, *, is_whole: bool = False) -> None:
        self.net = net
        self.budget = budget
        self.takers = net.takers
        self.independence = None if is_whole else Independence(net, budget)
        self.reach = {n.id: self._reach_of(n) for n in net.nodes.values() if n.join == "coming"}
        merges = (n for n in net.nodes.values() if n.join == "one" and len(n.inputs) > 1)
        self.ends = {n.id for n in merges if not any(c.places for c in n.choices)}

    def _reach_of(self, node: Transition) -> dict[str, frozenset[str]]:
        """Map each place to the flows into a node that a token there can still reach without passing it."""
        found = {place: {place} for place in node.inputs}
        changed = True
        while changed:
            changed = False
            self.budget.require()
            for other in self.net.nodes.values():
                if other is node:
                    continue
                ahead = {goal for choice in other.choices for place in choice.places for goal in found.get(place, ())}
                for place in other.inputs:
                    if not ahead <= found.get(place, set()):
                        found[place] = found.get(place, set()) | ahead
                        changed = True
        return {place: frozenset(goals) for place, goals in found.items()}

    def run(self) -> Found:
        """Look at every state."""
        found = Found()
        todo = self._begin(found)
        while todo:
            following = []
            for state in todo:
                following += self._visit(found, state)
                if len(found.before) > MAX_STATES or self.budget.is_spent:
                    found.is_complete = False
                    return found
            todo = following
        return found

    def _begin(self, found: Found) -> list[State]:
        todo = []
        for choice in self.net.nodes[BEGIN].choices:
            state = choice.places
            if state not in found.before:
                found.before[state] = None if not choice.trail else (EMPTY, Step(BEGIN, EMPTY, choice))
                todo.append(state)
        return todo

    def _visit(self, found: Found, state: State) -> list[State]:
        self._note_ends(found, state)
        alone = None if self.independence is None else self.independence.place_in(state)
        if self.independence is not None and alone is not None:
            node = self.takers[alone]
            steps = [Step(node.id, frozenset([alone]), choice) for choice in node.choices]
            new = self._follow(found, state, steps)
            if new or alone not in self.independence.comes_back:  # going round must not let the others wait for ever
                return new
        steps = list(self.steps(state))
        if not steps and state:
            found.stuck.append(state)
        return self._follow(found, state, steps)

    def _follow(self, found: Found, state: State, steps: list[Step]) -> list[State]:
        new = []
        for step in steps:
            rest = state - step.taken
            twice = (rest & step.choice.places) - self.net.aside
            if twice:
                found.doubled.setdefault(min(twice), (state, step))
            after = EMPTY if step.choice.is_final else rest | step.choice.places
            if step.choice.is_final and rest - self.net.aside:
                found.cut_off.setdefault(step.node, state)
            found.can_end = found.can_end or not after
            found.backward.setdefault(after, []).append(state)
            if after not in found.before:
                found.before[after] = (state, step)
                new.append(after)
        return new

    def _note_ends(self, found: Found, state: State) -> None:
        for name in self.ends:
            if len((self.net.nodes[name].inputs & state) - self.net.aside) > 1:
                found.ended_twice.setdefault(name, state)

    def steps(self, state: State) -> Iterator[Step]:
        """Yield what can happen next."""
        for name in sorted({self.takers[place].id for place in state}):
            node = self.net.nodes[name]
            for taken in self._takings(node, state):
                yield from (Step(name, taken, choice) for choice in node.choices)

    def _takings(self, node: Transition, state: State) -> list[frozenset[str]]:
        marked = node.inputs & state
        if node.join == "one":
            return [frozenset([place]) for place in sorted(marked)]
        if node.join == "all":
            return [frozenset(marked)] if marked == node.inputs else []
        return [] if self._is_awaited(node, state, marked) else [frozenset(marked)]

    def _is_awaited(self, node: Transition, state: State, marked: set[str]) -> bool:
        """Tell whether a token can still come to an empty flow, as the standard says for inclusive gateways."""
        reach = self.reach[node.id]
        empty = node.inputs - marked
        return any(
            (goals := reach.get(place, EMPTY)) & empty and not goals & marked for place in state if place not in marked
        )
