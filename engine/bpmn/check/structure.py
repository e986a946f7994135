"""Rules on what stands in a diagram and how it hangs together."""

from collections.abc import Iterator

from engine.bpmn.builder import SPECS
from engine.bpmn.check.known import Known, about, label
from engine.bpmn.diagram import CONTAINERS, Process
from engine.bpmn.element import Element
from engine.errors import Finding
from engine.text import N_, Text

RESERVED = ("Start", "End", "Root")
RUNS = frozenset(SPECS) | {"subProcess", "callActivity"}
EVENTS: dict[str, frozenset[str]] = {
    "startEvent": frozenset({"", "message"}),
    "endEvent": frozenset({"", "message", "terminate"}),
    "intermediateThrowEvent": frozenset({"", "message"}),
    "intermediateCatchEvent": frozenset({"message", "timer"}),
    "boundaryEvent": frozenset({"message", "timer"}),
}


def check_ids(process: Process, _known: Known) -> Iterator[Finding]:
    """`reserved-id`: names that the engine uses for its own inner tasks."""
    for element in process.elements.values():
        if element.id in RESERVED or element.id.endswith((".EndJoin", ".BoundaryEventSplit", "[child]")):
            yield about(
                "reserved-id", element, Text(N_("“%(id)s” is a reserved name; choose another id."), {"id": element.id})
            )


def check_supported(process: Process, _known: Known) -> Iterator[Finding]:
    """`unsupported`: elements and events that cannot run are refused by name, never silently ignored."""
    for element in process.elements.values():
        if element.kind not in RUNS:
            yield about("unsupported", element, _unsupported(element, element.kind))
        elif element.event not in EVENTS.get(element.kind, {element.event}):
            yield about("unsupported", element, _unsupported(element, f"{element.kind} ({element.event or '–'})"))


def _unsupported(element: Element, what: str) -> Text:
    return Text(N_("“%(name)s” is a %(kind)s, which cannot be run yet."), {"name": label(element), "kind": what})


def check_starts(process: Process, _known: Known) -> Iterator[Finding]:
    """`start-event`: a process and each sub-process has exactly one start event; a sub-process's has no trigger."""
    for container in (process.id, *(e.id for e in process.elements.values() if e.kind in CONTAINERS)):
        starts = [e for e in process.inside(container) if e.kind == "startEvent"]
        place: Element | Process = process if container == process.id else process.elements[container]
        if len(starts) != 1:
            text = Text(
                N_("“%(name)s” must have exactly one start event; it has %(count)s."),
                {"name": place.name or place.id, "count": len(starts)},
            )
            yield about("start-event", place, text)
        elif container != process.id and starts[0].event:
            yield about("start-event", starts[0], Text(N_("The start of a sub-process may have no trigger.")))


RULES = (check_ids, check_supported, check_starts)
