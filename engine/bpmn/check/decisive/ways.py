"""The ways through a process and those it calls, without the ways back: what lies ahead of a step, and behind it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from engine.bpmn.read.diagram import CONTAINERS, Process
from engine.bpmn.read.element import Element
from engine.bpmn.read.kinds import ElementKind, EventKind

BEGIN, END = "", "\0"


def out(element_id: str) -> str:
    """Return the node at which an element is left; of a sub-process or call it lies behind all that it holds."""
    return f"{element_id} out"


class Ways:
    """Knows what can still come after a step, loops apart: a way back leads to a step that every way there passed."""

    def __init__(self, processes: Iterable[Process]) -> None:
        self.processes = tuple(processes)
        self.elements: dict[str, Element] = {}
        for process in self.processes:
            self.elements |= process.elements
        drawn: dict[str, set[str]] = {}
        for source, target in self._edges():
            drawn.setdefault(source, set()).add(target)
            drawn.setdefault(target, set())
        above = _dominators(drawn, BEGIN)
        self._forward = {node: {to for to in after if to not in above[node]} for node, after in drawn.items()}
        self._reached: dict[str, set[str]] = {}

    def _edges(self) -> Iterator[tuple[str, str]]:
        for process in self.processes:
            yield from ((out(flow.source), flow.target) for flow in process.flows.values())
            for element in process.elements.values():
                yield from self._around(process, element)
        main = self.processes[0]
        yield from ((BEGIN, one.id) for one in self._beginnings(main, main.id))

    def _around(self, process: Process, element: Element) -> Iterator[tuple[str, str]]:
        """Yield the ways from an element that are no flows: out of it, into it, over its edge, through a link."""
        inside = self._inside(process, element)
        yield element.id, out(element.id)
        if inside is not None:
            yield from ((element.id, one.id) for one in self._beginnings(*inside))
            yield from ((out(one.id), out(element.id)) for one in inside[0].inside(inside[1]))
        if element.attached_to:
            yield from ((node, element.id) for node in (element.attached_to, out(element.attached_to)))
            yield from ((out(element.id), one) for one in filter(None, [process.handler_of(element)]))
        if element.kind == ElementKind.INTERMEDIATE_THROW_EVENT and element.event == EventKind.LINK:
            yield from ((out(element.id), one) for one in _caught(process, element))

    def _inside(self, process: Process, element: Element) -> tuple[Process, str] | None:
        if element.kind in CONTAINERS:
            return process, element.id
        called = {one.id: one for one in self.processes}.get(element.called_process)
        return None if element.kind != ElementKind.CALL_ACTIVITY or called is None else (called, called.id)

    def _beginnings(self, process: Process, container: str) -> list[Element]:
        apart = [one for one in process.inside(container) if one.is_event_subprocess or one.is_handler]
        return [*process.starts(container), *apart]

    @cached_property
    def _above(self) -> Mapping[str, set[str]]:
        return _dominators(self._forward, BEGIN)

    @cached_property
    def _below(self) -> Mapping[str, set[str]]:
        back: dict[str, set[str]] = {END: {node for node, after in self._forward.items() if not after}}
        for node, after in self._forward.items():
            back.setdefault(node, set())
            for to in after:
                back.setdefault(to, set()).add(node)
        return _dominators(back, END)

    def ahead(self, element_id: str) -> set[str]:
        """Return the elements that can still come once a step has begun, itself included."""
        return {node for node in self._reach(element_id) if node in self.elements}

    def behind(self, element_id: str) -> set[str]:
        """Return the elements that a token at a step has passed or can have passed, without itself.

        One that waits at the edge of an activity has not passed that.
        """
        host = self.elements[element_id].attached_to
        return {one for one in self.elements if one not in (element_id, host) and element_id in self._reach(out(one))}

    def is_sure_after(self, element_id: str, other: str) -> bool:
        """Tell whether the way from or to another step leads through this one for sure."""
        return element_id in self._below.get(other, set()) or element_id in self._above.get(other, set())

    def _reach(self, node: str) -> set[str]:
        if node not in self._reached:
            self._reached[node] = self._walk(node)
        return self._reached[node]

    def _walk(self, node: str) -> set[str]:
        seen, todo = {node}, [node]
        while todo:
            for to in self._forward.get(todo.pop(), ()):
                if to not in seen:
                    seen.add(to)
                    todo.append(to)
        return seen


def _caught(process: Process, thrown: Element) -> list[str]:
    name = thrown.triggers[0].name if thrown.triggers else ""
    return [
        one.id
        for one in process.inside(thrown.container)
        if one.kind == ElementKind.INTERMEDIATE_CATCH_EVENT
        and any(t.kind == EventKind.LINK and t.name == name for t in one.triggers)
    ]


def _dominators(graph: Mapping[str, set[str]], begin: str) -> dict[str, set[str]]:
    """Return for each node those that every way from the beginning to it passes, itself included."""
    before: dict[str, set[str]] = {node: set() for node in graph}
    for node, after in graph.items():
        for to in after:
            before.setdefault(to, set()).add(node)
    nodes = set(before) | {begin}
    found = {node: set(nodes) for node in nodes} | {begin: {begin}}
    order = [node for node in _after_what_leads_there(graph, begin) if node != begin]
    changed = True
    while changed:
        changed = False
        for node in order:
            new = {node} | set.intersection(*(found[one] for one in before[node]))
            changed = changed or new != found[node]
            found[node] = new
    return found


def _after_what_leads_there(graph: Mapping[str, set[str]], begin: str) -> list[str]:
    """Return the nodes that ways lead to from the beginning, each behind those before it, ways back apart."""
    left: list[str] = []
    seen, path = {begin}, [(begin, iter(graph.get(begin, ())))]
    while path:
        node, ahead = path[-1]
        to = next((one for one in ahead if one not in seen), None)
        if to is None:
            left.append(node)
            path.pop()
        else:
            seen.add(to)
            path.append((to, iter(graph.get(to, ()))))
    return left[::-1]
