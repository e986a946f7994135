"""Making a net smaller without losing or adding a fault.

An element with one way in happens at once with what comes before it, unless it is an end; two flows between the same
two elements that always, or never, carry tokens together are one; a merge straight into a merge is one merge, and so
with joins; a way that leads back to where it left is no step. What block-structured drawing makes shrinks to nothing.
"""

from engine.bpmn.check.soundness.net import MAX_CHOICES, Choice, Net, Node


class Reduction:
    """Works on one net in place, with the takers of places kept at hand."""

    def __init__(self, net: Net) -> None:
        self.nodes = net.nodes
        self.takers = net.takers
        # A flow has one source, so a place has one giver, whichever node that has become part of.
        self.givers = {
            place: node for node in self.nodes.values() for choice in node.choices for place in choice.places
        }

    def run(self) -> None:
        """Apply the rules as long as one of them changes something."""
        todo = list(self.nodes)
        while todo:
            node = self.nodes.get(todo.pop())
            if node is not None and (self._loses_loop(node) or self._absorbs(node) or self._unites(node)):
                todo += [node.id, *self._around(node)]

    def _around(self, node: Node) -> list[str]:
        after = {self.takers[place].id for choice in node.choices for place in choice.places}
        return [*after, *(n.id for place in node.inputs for n in (self.givers[place], self.takers[place]))]

    def _loses_loop(self, node: Node) -> bool:
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

    def _absorbs(self, node: Node) -> bool:
        """Let a follower with one way in happen at once with this node."""
        for place in sorted({place for choice in node.choices for place in choice.places}):
            after = self.takers[place]
            if after is node or after.inputs != {place} or _is_end(after) or not self._fits(node, place, after):
                continue
            node.choices = _distinct([new for choice in node.choices for new in _joined(choice, place, after)])
            del self.takers[place], self.givers[place], self.nodes[after.id]
            self.givers |= dict.fromkeys({p for choice in after.choices for p in choice.places}, node)
            return True
        return False

    def _fits(self, node: Node, place: str, after: Node) -> bool:
        through = sum(place in choice.places for choice in node.choices)
        return len(node.choices) + through * (len(after.choices) - 1) <= MAX_CHOICES

    def _unites(self, node: Node) -> bool:
        """Make two flows to the same follower one, or this node and the one it only leads to."""
        return self._unites_flows(node) or self._unites_joins(node)

    def _unites_flows(self, node: Node) -> bool:
        places = sorted({place for choice in node.choices for place in choice.places})
        for number, kept in enumerate(places):
            for dropped in places[number + 1 :]:
                after = self.takers[kept]
                if self.takers[dropped] is after and self._are_alike(node, kept, dropped, after):
                    node.choices = _distinct([_replaced(c, dropped, kept) for c in node.choices])
                    self._forget(dropped)
                    return True
        return False

    def _are_alike(self, node: Node, one: str, two: str, after: Node) -> bool:
        together = [(one in choice.places, two in choice.places) for choice in node.choices]
        if after.join == "all":
            return all(a == b for a, b in together)
        if after.join == "coming":
            return True
        return not any(a and b for a, b in together)

    def _unites_joins(self, node: Node) -> bool:
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


def _is_end(node: Node) -> bool:
    return any(not choice.places or choice.is_final for choice in node.choices)


def _joined(choice: Choice, place: str, after: Node) -> list[Choice]:
    if place not in choice.places:
        return [choice]
    rest, on = choice.places - {place}, (*choice.trail, place, after.id)
    return [Choice(rest | new.places, on + new.trail, choice.is_final) for new in after.choices]


def _replaced(choice: Choice, dropped: str, kept: str) -> Choice:
    places = (choice.places - {dropped}) | ({kept} if dropped in choice.places else set())
    return Choice(frozenset(places), choice.trail, choice.is_final)


def _distinct(choices: list[Choice]) -> list[Choice]:
    """Keep the first way to each set of flows, which is the shortest to draw."""
    found: dict[tuple[object, bool], Choice] = {}
    for choice in choices:
        found.setdefault((choice.places, choice.is_final), choice)
    return list(found.values())
