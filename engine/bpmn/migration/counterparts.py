"""What each part of one release's diagrams is in another's."""

import re
from collections.abc import Mapping

from engine.bpmn.build.builder import Definition
from engine.bpmn.build.processspec import spec_name
from engine.bpmn.build.specs import End, EndJoin, Start, Step
from engine.bpmn.read.kinds import ElementKind
from engine.bpmn.token.foundation import ProcessSpec, Spec

DROPPED = ""
"""Mapped to this, a waiting boundary event is given up on purpose."""


TAIL = re.compile(r"(?:\.(?:BoundaryEventSplit|Gather|Split|Listener|Compensation))?(?: \[(?:child|\d+)\])*$")
"""What the name of a spec adds to the id of the element it was made for."""


def anchor(spec: Spec) -> tuple[str, str]:
    """Return the id of the element a spec was made for, and what the spec's name adds to it."""
    name: str = spec.name
    if isinstance(spec, Step) and not spec.is_listener and name.startswith(spec_name(spec.element.id)):
        own: str = spec.element.id
        return own, name[len(spec_name(own)) :]
    tail = TAIL.search(name)
    at = len(name) if tail is None else tail.start()
    return name[:at].removeprefix("#"), name[at:]


class Counterparts:
    """The specs of the new release that stand for those of the old; `by_hand` maps ids of elements that differ."""

    def __init__(self, old: Definition, new: Definition, by_hand: Mapping[str, str]) -> None:
        self.old = old
        self.new = new
        self.by_hand = dict(by_hand)

    def target(self, element_id: str) -> str:
        """Return the id an element has in the new release, whether or not it is there."""
        return self.by_hand.get(element_id, element_id)

    def is_dropped(self, spec: Spec) -> bool:
        """Tell whether a boundary event, or an event sub-process that waits, is given up on purpose."""
        if not isinstance(spec, Step) or not (spec.is_listener or spec.element.kind == ElementKind.BOUNDARY_EVENT):
            return False
        return self.by_hand.get(anchor(spec)[0]) == DROPPED

    def container(self, spec: ProcessSpec) -> ProcessSpec | None:
        """Return the spec of the process or sub-process that stands for one of the old release."""
        if spec is self.old.spec:
            return self.new.spec
        return self.new.inner.get(self.by_hand.get(spec.name, spec.key))

    def step(self, container: ProcessSpec, spec: Spec) -> Spec | None:
        """Return what stands for a spec of a container of the old release, or None."""
        home = self.container(container)
        if home is None:
            return None
        for kind, counterpart in ((Start, home.start), (EndJoin, home.end), (End, home.last)):
            if isinstance(spec, kind):
                return counterpart
        element_id, tail = anchor(spec)
        target = self.target(element_id)
        name = (target if tail.startswith(".") else spec_name(target)) + tail
        return home.task_specs.get(name)

    def flow(self, container: ProcessSpec, flow: str, join: Step) -> str | None:
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
