"""What each part of one release's diagrams is in another's."""

from collections.abc import Mapping
from typing import Any

from engine.bpmn.builder import Definition
from engine.bpmn.element import Element
from engine.bpmn.processspec import split_name
from engine.bpmn.specs import BoundarySplit, End, EndJoin, Start, Step

DROPPED = ""
"""Mapped to this, a waiting boundary event is given up on purpose."""


class Counterparts:
    """The specs of the new release that stand for those of the old; `by_hand` maps ids of elements that differ."""

    def __init__(self, old: Definition, new: Definition, by_hand: Mapping[str, str]) -> None:
        self.old = old
        self.new = new
        self.by_hand = dict(by_hand)

    def target(self, element_id: str) -> str:
        """Return the id an element has in the new release, whether or not it is there."""
        return self.by_hand.get(element_id, element_id)

    def is_dropped(self, element: Element) -> bool:
        """Tell whether a boundary event is given up on purpose."""
        return element.kind == "boundaryEvent" and self.by_hand.get(element.id) == DROPPED

    def container(self, spec: Any) -> Any | None:
        """Return the spec of the process or sub-process that stands for one of the old release."""
        if spec is self.old.spec:
            return self.new.spec
        return self.new.inner.get(self.target(spec.name))

    def step(self, container: Any, spec: Any) -> Any | None:
        """Return what stands for a spec of a container of the old release, or None."""
        home = self.container(container)
        if home is None:
            return None
        for kind, counterpart in ((Start, home.start), (EndJoin, home.end), (End, home.last)):
            if isinstance(spec, kind):
                return counterpart
        return home.task_specs.get(self._name(spec))

    def _name(self, spec: BoundarySplit | Step) -> str:
        """Return the name a spec has in the new release: a multi-instance activity has a body and its children."""
        if isinstance(spec, BoundarySplit):
            return split_name(self.target(spec.outputs[0].element.id))
        old: str = spec.element.id
        return self.target(old) + str(spec.name).removeprefix(old)

    def flow(self, container: Any, flow: str, join: Step) -> str | None:
        """Return the flow by which a token that came by `flow` waits at the join of the new release, or None."""
        if flow in join.incoming:
            return flow
        source = container.flow_sources.get(flow)
        stands_for = None if source is None else self.step(container, container.task_specs[source])
        home = self.container(container)
        if stands_for is None or home is None:
            return None
        found = [f for f in join.incoming if home.flow_sources[f] == stands_for.name]
        return found[0] if len(found) == 1 else None
