"""Making a net smaller without losing or adding a fault.

An element with one way in happens at once with what comes before it, unless it is an end; flows between the same
two elements that always, or never, carry tokens together are one; a merge straight into a merge is one merge, and so
with joins; a way that leads back to where it left is no step. What block-structured drawing makes shrinks to nothing.
"""

from collections.abc import Iterable, Iterator

from engine.bpmn.check.budget import Budget
from engine.bpmn.check.soundness.net import MAX_CHOICES, Choice, Net, Transition


class Reduction:
    """Works on one net in place, with the takers of places kept at hand. Raises OutOfTimeError."""

    def __init__(self, net: Net, budget: Budget) -> None:
        self.budget = budget
        self.nodes = net.nodes
        self.aside = net.aside
        self.takers = net.takers
        # A flow has one source, so a place has one giver, whichever node that has become part of.
        self.givers = {
            place: node for node in self.nodes.values() for choice in node.choices for place in choice.places
        }

    def run(self) -> None:
        """Apply the rules as long as one of them changes something."""
        rules = (self._ends_aside, self._loses_loop, self._absorbs, self._unites_flows, self._unites_joins)
        todo = list(self.nodes)
        while todo:
            self.budget.require()
            node = self.nodes.get(todo.pop())
            if node is not None and any(rule(node) for rule in rules):
                todo += [node.id, *self._around(node)]

    def _around(self, node: Transition) -> list[str]:
        after = {self.takers[place].id for choice in node.choices for place in choice.places}
        return [*after, *(n.id for place in node.inputs for n in (self.givers[place], self.takers[place]))]

    def _loses_loop(self, node: Transition) -> bool:
        """Drop a way that only gives back the token that was taken."""
        back = [c for c in node.choices if len(c.places) == 1 and c.places <= node.inputs and not c.is_final]
        if node.join != "one" or not back or len(back) == len(node.choices):
            return False
        node.choices = [choice for choice in node.choices if choice not in back]
        for place in {place for choice in back for place in choice.places}:
            if not any(place in choice.places for choice in node.choices):
                self._forget(place)
        return True

    def _forget(self, place: str) -> None:
        """Take away a place that nothing gives to any more."""
        self.takers.pop(place).inputs.discard(place)
        del self.givers[place]

    def _ends_aside(self, node: Transition) -> bool:
        """Let a token beside the process that has come to its end be gone."""
        places = _all_places(node) & self.aside
        gone = frozenset(place for place in places if _only_ends(self.takers[place]))
        if not gone:
            return False
        node.choices = _distinct(Choice(c.places - gone, c.trail, c.is_final) for c in node.choices)
        for place in gone:
            self._forget(place)
        return True

    def _absorbs(self, node: Transition) -> bool:
        """Let followers with one way in happen at once with this node."""
        after = {place: self.takers[place] for place in _all_places(node)}
        after = {p: n for p, n in after.items() if n is not node and n.inputs == {p} and not _is_end(n)}
        plain = {place: n for place, n in after.items() if len(n.choices) == 1}
        if plain:
            node.choices = _distinct(_passed_on(choice, plain) for choice in node.choices)
            self._merge(node, plain)
            return True
        for place in sorted(after):
            if self._fits(node, place, after[place]):
                node.choices = _distinct(new for choice in node.choices for new in _joined(choice, place, after[place]))
                self._merge(node, {place: after[place]})
                return True
        return False

    def _merge(self, node: Transition, after: dict[str, Transition]) -> None:
        for place, gone in after.items():
            del self.takers[place], self.givers[place], self.nodes[gone.id]
            self.givers |= dict.fromkeys(_all_places(gone), node)

    def _fits(self, node: Transition, place: str, after: Transition) -> bool:
        through = sum(place in choice.places for choice in node.choices)
        return len(node.choices) + through * (len(after.choices) - 1) <= MAX_CHOICES

    def _unites_flows(self, node: Transition) -> bool:
        """Make flows to the same follower one, where they never mean anything different."""
        toward: dict[str, dict[str, int]] = {}
        for number, choice in enumerate(node.choices):
            for place in choice.places:
                marks = toward.setdefault(self.takers[place].id, {})
                marks[place] = marks.get(place, 0) | 1 << number
        kept: dict[str, str] = {}
        for name, marks in toward.items():
            if len(marks) > 1:
                kept |= _alike(self.nodes[name].join, marks)
        if not kept:
            return False
        node.choices = _distinct(_replaced(choice, kept) for choice in node.choices)
        for place in kept:
            self._forget(place)
        return True

    def _unites_joins(self, node: Transition) -> bool:
        if len(node.choices) != 1 or node.choices[0].is_final or len(node.choices[0].places) != 1 or not node.inputs:
            return False
        [place] = node.choices[0].places
        after = self.takers[place]
        if after is node or after.join != node.join or node.join == "coming" or _is_end(after):
            return False
        after.inputs = (after.inputs - {place}) | node.inputs
        self.takers |= dict.fromkeys(node.inputs, after)
        del self.takers[place], self.givers[place], self.nodes[node.id]
        node.choices = []
        return True


def _all_places(node: Transition) -> set[str]:
    return {place for choice in node.choices for place in choice.places}


def _is_end(node: Transition) -> bool:
    return any(not choice.places or choice.is_final for choice in node.choices)


def _only_ends(node: Transition) -> bool:
    return node.join == "one" and all(not choice.places and not choice.is_final for choice in node.choices)


def _alike(join: str, marks: dict[str, int]) -> dict[str, str]:
    """Map flows to the one they can be united with; `marks` are the choices that each is part of, as bits.

    A node that waits for all needs flows that are always given together; one that takes each, those that never are.
    """
    kept: dict[str, str] = {}
    if join == "all":
        by_marks: dict[int, str] = {}
        for place in sorted(marks):
            first = by_marks.setdefault(marks[place], place)
            if first != place:
                kept[place] = first
        return kept
    first, *others = sorted(marks)
    taken = marks[first]
    for place in others:
        if join == "coming" or not taken & marks[place]:
            kept[place] = first
            taken |= marks[place]
    return kept


def _passed_on(choice: Choice, after: dict[str, Transition]) -> Choice:
    """Return a choice with followers that have one way on passed at once."""
    over = sorted(choice.places & after.keys())
    if not over:
        return choice
    places, trail = set(choice.places), list(choice.trail)
    for place in over:
        [on] = after[place].choices
        places.remove(place)
        places |= on.places
        trail += [place, after[place].id, *on.trail]
    return Choice(frozenset(places), tuple(trail), choice.is_final)


def _joined(choice: Choice, place: str, after: Transition) -> Iterator[Choice]:
    if place not in choice.places:
        yield choice
        return
    rest, on = choice.places - {place}, (*choice.trail, place, after.id)
    yield from (Choice(rest | new.places, on + new.trail, choice.is_final) for new in after.choices)


def _replaced(choice: Choice, kept: dict[str, str]) -> Choice:
    return Choice(frozenset(kept.get(place, place) for place in choice.places), choice.trail, choice.is_final)


def _distinct(choices: Iterable[Choice]) -> list[Choice]:
    """Keep the first way to each set of flows, which is the shortest to draw."""
    found: dict[tuple[object, bool], Choice] = {}
    for choice in choices:
        found.setdefault((choice.places, choice.is_final), choice)
    return list(found.values())
