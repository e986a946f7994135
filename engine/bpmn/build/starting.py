"""Where an instance begins: at its ordinary start, at one whose condition holds, or at the one that was triggered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.base.errors import NotFoundError
from engine.base.text import N_, Text
from engine.bpmn.build.builder import Definition
from engine.bpmn.build.processspec import spec_name
from engine.bpmn.read.diagram import Process
from engine.bpmn.read.element import Element, Trigger
from engine.bpmn.read.kinds import ElementKind, EventKind


@dataclass(frozen=True)
class Beginning:
    """The spec a new instance begins at (empty: its ordinary start), and the waiting element that its event fires."""

    spec: str = ""
    fired: str = ""


@dataclass(frozen=True)
class Way:
    """One event that starts a process: what happens, and the element that it happens to."""

    element: Element
    trigger: Trigger


def ways_to_start(process: Process) -> Iterator[Way]:
    """Yield what starts a process besides a person: start events, and what an instance may begin with by waiting."""
    for start in process.starts(process.id):
        if start.kind == ElementKind.START_EVENT:
            yield from (Way(start, trigger) for trigger in start.triggers)
        elif start.kind == ElementKind.RECEIVE_TASK and start.is_instantiating and start.message is not None:
            yield Way(start, Trigger("message", message=start.message))
        elif start.kind == ElementKind.EVENT_BASED_GATEWAY and start.is_instantiating:
            yield from _ways_after(process, start)


def _ways_after(process: Process, gateway: Element) -> Iterator[Way]:
    for flow in process.outgoing(gateway.id):
        event = process.elements[flow.target]
        if event.kind == ElementKind.RECEIVE_TASK and event.message is not None:
            yield Way(event, Trigger("message", message=event.message))
        yield from (
            Way(event, trigger) for trigger in event.triggers if trigger.kind in (EventKind.MESSAGE, EventKind.SIGNAL)
        )


def beginning_at(definition: Definition, element_id: str) -> Beginning:
    """Return where an instance begins that an event at an element starts."""
    process = definition.process
    element = process.elements.get(element_id)
    if element is None:
        return Beginning()
    if element.id in definition.spec.triggered:
        fired = "" if element.kind == ElementKind.START_EVENT else element_id
        return Beginning(definition.spec.triggered[element.id], fired)
    gateways = [flow.source for flow in process.flows.values() if flow.target == element_id]
    return Beginning(definition.spec.triggered[gateways[0]], element_id)


def ordinary_beginning(definition: Definition, variables: Mapping[str, object]) -> Beginning:
    """Return where an instance begins that a person starts.

    Without an ordinary start event it is the start whose condition holds, or the only start there is. Raises
    NotFoundError where none is.
    """
    starts = definition.process.starts(definition.process.id)
    if any(not (start.kind == ElementKind.START_EVENT and start.triggers) for start in starts):
        return Beginning()
    for start in starts:
        if any(t.condition is not None and t.condition.evaluate(variables) is True for t in start.triggers):
            return Beginning(spec_name(start.id))
    conditional = [s for s in starts if any(t.kind == EventKind.CONDITIONAL for t in s.triggers)]
    if len(starts) == 1 and not conditional:
        return Beginning()
    text = N_("“%(name)s” begins only when something happens, and nothing of it has happened.")
    raise NotFoundError(Text(text, {"name": definition.process.name}))
