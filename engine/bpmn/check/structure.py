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


def check_flows(process: Process, _known: Known) -> Iterator[Finding]:
    """`flow-ends`: both ends of a sequence flow exist and stand in the same process or sub-process."""
    for flow in process.flows.values():
        ends = [process.elements.get(flow.source), process.elements.get(flow.target)]
        missing = [name for name, end in zip((flow.source, flow.target), ends, strict=True) if end is None]
        if missing:
            text = Text(
                N_("Flow “%(flow)s” leads from or to “%(missing)s”, which does not exist."),
                {"flow": flow.id, "missing": missing[0]},
            )
            yield about("flow-ends", flow, text)
        elif ends[0] and ends[1] and ends[0].container != ends[1].container:
            yield about(
                "flow-ends", flow, Text(N_("Flow “%(flow)s” crosses the edge of a sub-process."), {"flow": flow.id})
            )


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


def check_boundaries(process: Process, _known: Known) -> Iterator[Finding]:
    """`boundary`: a boundary event stands at an activity of the same container."""
    for event in process.elements.values():
        if event.kind != "boundaryEvent":
            continue
        host = process.elements.get(event.attached_to)
        if host is None or not host.is_activity or host.container != event.container:
            yield about(
                "boundary", event, Text(N_("“%(name)s” is not attached to an activity."), {"name": label(event)})
            )


def check_reachable(process: Process, _known: Known) -> Iterator[Finding]:
    """`unreachable`: every element can be reached from a start event."""
    reached = _reached(process)
    for element in process.elements.values():
        if element.id not in reached:
            yield about("unreachable", element, Text(N_("“%(name)s” can never be reached."), {"name": label(element)}))


def _reached(process: Process) -> set[str]:
    follow: dict[str, set[str]] = {}
    for flow in process.flows.values():
        follow.setdefault(flow.source, set()).add(flow.target)
    for element in process.elements.values():
        if element.kind == "boundaryEvent":
            follow.setdefault(element.attached_to, set()).add(element.id)
        if element.kind == "startEvent" and element.container != process.id:
            follow.setdefault(element.container, set()).add(element.id)
    todo = [e.id for e in process.inside(process.id) if e.kind == "startEvent"]
    reached = set(todo)
    while todo:
        for target in follow.get(todo.pop(), set()) - reached:
            reached.add(target)
            todo.append(target)
    return reached


def check_directions(process: Process, _known: Known) -> Iterator[Finding]:
    """`flow-direction`: nothing leads into a start or out of an end."""
    for flow in process.flows.values():
        source, target = process.elements.get(flow.source), process.elements.get(flow.target)
        if target is not None and target.kind in ("startEvent", "boundaryEvent"):
            yield about("flow-direction", flow, Text(N_("Nothing may lead into “%(name)s”."), {"name": label(target)}))
        if source is not None and source.kind == "endEvent":
            yield about(
                "flow-direction",
                flow,
                Text(N_("Nothing may follow the end event “%(name)s”."), {"name": label(source)}),
            )


RULES = (check_ids, check_supported, check_flows, check_starts, check_boundaries, check_reachable, check_directions)
