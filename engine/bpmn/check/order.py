"""Which elements of a process can come before which."""

from collections import defaultdict

from engine.bpmn.read.diagram import CONTAINERS, Process
from engine.bpmn.read.kinds import ElementKind, EventKind

MAX_ELEMENTS = 1_500
"""In larger processes nothing is said of the order."""


class Order:
    """Knows for each element, as bits, which elements can still come once it has begun.

    A sub-process is a way in and a way out; what it holds lies between, and its edge is reached from its way in.
    """

    def __init__(self, process: Process) -> None:
        self.elements = process.elements
        self.bits = {name: 1 << number for number, name in enumerate(process.elements)}
        self.is_known = len(self.bits) <= MAX_ELEMENTS
        self._ahead = self._reach(self._ways(process)) if self.is_known else {}

    def only_after(self, element: str, others: set[str]) -> bool:
        """Tell whether all of some elements can come after this one and none of them before it or beside it."""
        if not self.is_known or element not in self._ahead:
            return False
        mine, ahead = self.bits[element], self._ahead[element]
        return all(
            other != element and ahead & self.bits[other] and not self._ahead[f"{other} out"] & mine for other in others
        )

    def comes_again(self, element: str) -> bool:
        """Tell whether an element can come once more after it has done its work; where that is not known, it can."""
        return not self.is_known or bool(self._ahead.get(f"{element} out", -1) & self.bits[element])

    def _ways(self, process: Process) -> dict[str, list[str]]:
        ways: dict[str, list[str]] = {}
        beside = self._beside()
        links = {t.name: e.id for e in process.elements.values() for t in e.triggers if e.kind.endswith("CatchEvent")}
        for element in process.elements.values():
            inside = process.inside(element.id) if element.kind in CONTAINERS else []
            ways[element.id] = [f"{element.id} out", *(one.id for one in process.starts(element.id) if inside)]
            ways[element.id] += [one.id for one in inside if one.is_event_subprocess or one.is_handler]
            ways[f"{element.id} out"] = [flow.target for flow in process.outgoing(element.id)]
            ways[f"{element.id} out"] += [element.id] if element.loop is not None else []
            ways[f"{element.id} out"] += [one for one in beside[element.container] if one != element.id]
            if element.kind == ElementKind.INTERMEDIATE_THROW_EVENT and element.event == EventKind.LINK:
                ways[f"{element.id} out"] += filter(None, [links.get(element.triggers[0].name)])
            if element.container != process.id:
                ways[f"{element.id} out"].append(f"{element.container} out")
        for element in process.elements.values():
            if element.attached_to:
                ways.setdefault(element.attached_to, []).append(element.id)
                ways[element.id] += filter(None, [process.handler_of(element)])
        return ways

    def _beside(self) -> defaultdict[str, list[str]]:
        """Map each container to what may begin in it at any time: its handlers and event sub-processes."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for element in self.elements.values():
            if element.is_event_subprocess or element.is_handler:
                found[element.container].append(element.id)
        return found

    def _reach(self, ways: dict[str, list[str]]) -> dict[str, int]:
        reach = {name: self.bits.get(name, 0) for name in ways}
        changed = True
        while changed:
            changed = False
            for name in reversed(ways):
                found = reach[name]
                for target in ways[name]:
                    found |= reach.get(target, 0)
                changed = changed or found != reach[name]
                reach[name] = found
        return reach
