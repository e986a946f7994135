"""Events: which definitions each kind may have, and where it may stand."""

from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.standard.kinds import ACTIVITIES, EVENTS, SUB_PROCESSES
from engine.bpmn.check.standard.place import at, container_of, flag, label
from engine.bpmn.read.document import Document
from engine.bpmn.read.links import is_named, link_name, other_ends
from engine.bpmn.read.names import id_of, local
from engine.bpmn.read.node import Node

BEGINNING = frozenset(["message", "timer", "conditional", "signal"])
ALLOWED = {
    "intermediateCatchEvent": frozenset(["message", "timer", "conditional", "link", "signal"]),
    "intermediateThrowEvent": frozenset(["message", "escalation", "compensate", "link", "signal"]),
    "endEvent": frozenset(["message", "error", "escalation", "cancel", "compensate", "signal", "terminate"]),
    "boundaryEvent": BEGINNING | {"error", "escalation", "cancel", "compensate"},
    "implicitThrowEvent": frozenset(["message", "signal", "escalation", "error", "compensate", "cancel", "terminate"]),
}


def definition_nodes(document: Document, event: Node) -> list[Node]:
    """Return the definitions of an event, those by reference included."""
    ends = (document.find(event, one.text) if local(one) == "eventDefinitionRef" else one for one in event)
    return [node for node in ends if node is not None and local(node).endswith("EventDefinition")]


def definitions(document: Document, event: Node) -> list[str]:
    """Return what an event catches or throws: `message`, `timer`, ... for each of its definitions."""
    return [local(node).removesuffix("EventDefinition") for node in definition_nodes(document, event)]


def _allowed(event: Node) -> frozenset[str]:
    if local(event) != "startEvent":
        return ALLOWED[local(event)]
    holder = container_of(event)
    if local(holder) in SUB_PROCESSES and flag(holder, "triggeredByEvent"):
        return BEGINNING | {"error", "escalation", "compensate"}
    if local(holder) in SUB_PROCESSES | {"subChoreography"}:
        return frozenset()
    return BEGINNING


def check_definitions(document: Document) -> Iterator[Finding]:
    """`event-definition`: each kind of event catches or throws what it can, and a catch or boundary event something."""
    for event in document.all(*sorted(EVENTS)):
        found = definitions(document, event)
        wrong = [name for name in found if name not in _allowed(event)]
        if wrong:
            message = N_("“%(name)s” is a %(kind)s and may have no %(what)s definition here.")
            yield at("event-definition", event, message, {"kind": local(event), "what": wrong[0]})
        elif not found and local(event) in ("intermediateCatchEvent", "boundaryEvent"):
            yield at("event-definition", event, N_("“%(name)s” does not say what it waits for."))
        if flag(event, "parallelMultiple") and len(found) < 2:
            message = N_("“%(name)s” waits for several events at once but has fewer than two definitions.")
            yield at("event-definition", event, message)


def check_interrupting(document: Document) -> Iterator[Finding]:
    """`interrupting`: what catches an error, a cancellation or a compensation always interrupts."""
    for event in document.all("startEvent", "boundaryEvent"):
        name = "cancelActivity" if local(event) == "boundaryEvent" else "isInterrupting"
        always = {"error", "cancel"} if local(event) == "boundaryEvent" else {"error", "compensate"}
        wrong = always & set(definitions(document, event))
        if wrong and not flag(event, name, default=True):
            message = N_("“%(name)s” catches a %(what)s, which always interrupts; it is marked as not interrupting.")
            yield at("interrupting", event, message, {"what": min(wrong)})


def check_boundaries(document: Document) -> Iterator[Finding]:
    """`boundary`: a boundary event stands at an activity of the same container that can be interrupted."""
    for event in document.all("boundaryEvent"):
        host = document.find(event, event.get("attachedToRef"))
        if host is None or local(host) not in ACTIVITIES or container_of(host) is not container_of(event):
            yield at("boundary", event, N_("“%(name)s” is not attached to an activity beside it."))
        elif local(host) in SUB_PROCESSES and flag(host, "triggeredByEvent"):
            message = N_("“%(name)s” is attached to “%(other)s”, an event sub-process.")
            yield at("boundary", event, message, {"other": label(host)})
        elif not document.outgoing.get(id_of(event)) and "compensate" not in definitions(document, event):
            yield at("boundary", event, N_("Nothing follows the boundary event “%(name)s”."))


def check_cancel(document: Document) -> Iterator[Finding]:
    """`cancel-event`: a cancellation is thrown at the end of a transaction, and caught once at its edge."""
    caught: set[str] = set()
    for event in document.all("endEvent", "boundaryEvent"):
        if "cancel" not in definitions(document, event):
            continue
        is_end = local(event) == "endEvent"
        place = container_of(event) if is_end else document.find(event, event.get("attachedToRef"))
        if place is None or local(place) != "transaction":
            yield at("cancel-event", event, N_("“%(name)s” cancels, but does not belong to a transaction."))
        elif not is_end and id_of(place) in caught:
            message = N_("Transaction “%(other)s” has more than one cancel event at its edge.")
            yield at("cancel-event", event, message, {"other": label(place)})
        if not is_end and place is not None:
            caught.add(id_of(place))


def check_links(document: Document) -> Iterator[Finding]:
    """`link`: each link is caught once, in the container where it is thrown, and thrown at least once."""
    caught: dict[tuple[Node, str], Node] = {}
    ends = other_ends(document.all("linkEventDefinition"))
    for definition in document.all("linkEventDefinition"):
        event, said = definition.getparent(), {"link": link_name(definition)}
        key = (event.getparent(), said["link"])
        if local(event) == "intermediateThrowEvent":
            if not _is_beside(definition, ends[definition]):
                yield at("link", event, N_("Link “%(link)s” is caught nowhere in its container."), said)
            continue
        if definition not in ends.values():
            yield at("link", event, N_("Link “%(link)s” is thrown nowhere in its container."), said)
        elif key in caught and not is_named(definition):
            yield at("link", event, N_("Link “%(link)s” is caught in more than one place."), said)
        caught[key] = event


def _is_beside(thrown: Node, caught: Node | None) -> bool:
    return caught is not None and caught.getparent().getparent() is thrown.getparent().getparent()


RULES = (
    check_definitions,
    check_interrupting,
    check_boundaries,
    check_cancel,
    check_links,
)
