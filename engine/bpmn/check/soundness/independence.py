"""Which token can go on without asking what the others do, so that not every order of steps has to be looked at.

That is one whose next element no other token can reach: nothing the others do can take part in its step, see it or
undo it. (A stubborn set of one transition and what is in conflict with it: A. Valmari, "Stubborn sets for reduced state
space generation", 1991.) Where an end that cuts everything off can still be reached, every order counts.
"""

from engine.bpmn.check.budget import Budget
from engine.bpmn.check.soundness.net import Net, Transition


class Independence:
    """Knows for each place which nodes a token there can reach, as bits."""

    def __init__(self, net: Net, budget: Budget) -> None:
        self.bits = {name: 1 << number for number, name in enumerate(net.nodes)}
        self.taker = {place: self.bits[node.id] for place, node in net.takers.items()}
        self.may_go = {place for place, node in net.takers.items() if node.join == "one"}
        self.finals = sum(self.bits[n.id] for n in net.nodes.values() if any(c.is_final for c in n.choices))
        self.reach = self._reach(net, budget)
        self.comes_back = {place for place, node in net.takers.items() if self._is_in_loop(node)}

    def _is_in_loop(self, node: Transition) -> bool:
        return any(self.reach[place] & self.bits[node.id] for choice in node.choices for place in choice.places)

    def _reach(self, net: Net, budget: Budget) -> dict[str, int]:
        order = _backward(net)
        ahead = {name: {p for choice in net.nodes[name].choices for p in choice.places} for name in order}
        reach = dict.fromkeys(self.taker, 0)
        changed = True
        while changed:
            changed = False
            for name in order:
                budget.require()
                found = self.bits[name]
                for place in ahead[name]:
                    found |= reach[place]
                for place in net.nodes[name].inputs:
                    changed = changed or reach[place] != found
                    reach[place] = found
        return reach

    def place_in(self, state: frozenset[str]) -> str | None:
        """Return the place of a token that can go on by itself, or None."""
        once = twice = 0
        for place in state:
            twice |= once & self.reach[place]
            once |= self.reach[place]
        if once & self.finals:
            return None
        return min((place for place in state & self.may_go if not self.taker[place] & twice), default=None)


def _backward(net: Net) -> list[str]:
    """Return the nodes, those that come later first, so that what they reach is known early."""
    takers, order, seen = net.takers, list[str](), set[str]()
    for begin in net.nodes:
        todo = [(begin, False)]
        while todo:
            name, is_left = todo.pop()
            if is_left:
                order.append(name)
            elif name not in seen:
                seen.add(name)
                todo.append((name, True))
                todo += [(takers[p].id, False) for choice in net.nodes[name].choices for p in choice.places]
    return order
