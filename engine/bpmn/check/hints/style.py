"""Hints on names, starts, ends, and elements that are hard to read."""

from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.hints.drawn import containers, flow_nodes, hint, is_conditional, triggers, ways_out
from engine.bpmn.check.standard.kinds import CHOICES, EVENTS, SUB_PROCESSES, TASKS
from engine.bpmn.check.standard.place import flag
from engine.bpmn.read.document import Document, plain
from engine.bpmn.read.names import local
from engine.bpmn.read.node import Node

NAMED_WAYS = ("exclusiveGateway", "inclusiveGateway")
HARD = {"inclusiveGateway": "no-inclusive-gateway", "complexGateway": "no-complex-gateway"}


def check_labels(document: Document) -> Iterator[Finding]:
    """`label-required`: what people read has a name."""
    for node in document.all(*sorted(TASKS | EVENTS | CHOICES), "callActivity", "participant", "lane", "sequenceFlow"):
        is_told = local(node) not in CHOICES or len(ways_out(document, node)) > 1
        is_told = is_told and (local(node) != "sequenceFlow" or is_conditional(node))
        if is_told and not (node.get("name") or "").strip():
            yield hint("label-required", node, N_("“%(name)s” has no name that people could read."))


def check_scopes(document: Document) -> Iterator[Finding]:
    """`start-event-required`, `end-event-required`, `single-blank-start-event` and what sub-processes begin with."""
    for container in containers(document):
        if local(container) == "adHocSubProcess":
            yield from _typed_starts(document, container)
            continue
        starts = [node for node in flow_nodes(container) if local(node) == "startEvent"]
        if not starts:
            yield hint("start-event-required", container, N_("“%(name)s” has no start event."))
        if not any(local(node) == "endEvent" for node in flow_nodes(container)):
            yield hint("end-event-required", container, N_("“%(name)s” has no end event."))
        yield from _starts(document, container, starts)


def _starts(document: Document, container: Node, starts: list[Node]) -> Iterator[Finding]:
    blank = [node for node in starts if not triggers(document, node)]
    if flag(container, "triggeredByEvent"):
        for node in blank:
            message = N_("“%(name)s” begins an event sub-process and does not say by which event.")
            yield hint("event-sub-process-typed-start-event", node, message)
        return
    if len(blank) > 1:
        yield hint("single-blank-start-event", container, N_("“%(name)s” has more than one start without a trigger."))
    if local(container) in SUB_PROCESSES:
        yield from _typed_starts(document, container)


def _typed_starts(document: Document, container: Node) -> Iterator[Finding]:
    for node in flow_nodes(container):
        if local(node) == "startEvent" and triggers(document, node):
            message = N_("“%(name)s” begins a sub-process and may have no trigger.")
            yield hint("sub-process-blank-start-event", node, message)


def check_events(document: Document) -> Iterator[Finding]:
    """`single-event-definition`: an event is about one thing."""
    for node in document.all(*sorted(EVENTS)):
        if len(triggers(document, node)) > 1:
            yield hint("single-event-definition", node, N_("“%(name)s” is about several events at once."))


def check_terminations(document: Document) -> Iterator[Finding]:
    """`superfluous-termination`: an end that terminates has something beside it to terminate."""
    for container in containers(document):
        inside = flow_nodes(container)
        ends = [node for node in inside if local(node) == "endEvent" or not ways_out(document, node)]
        ends = [node for node in ends if local(node) != "boundaryEvent" and not flag(node, "triggeredByEvent")]
        beside = [node for node in inside if flag(node, "triggeredByEvent") and not _interrupts(node)]
        if len(ends) == 1 and not beside and "terminate" in triggers(document, ends[0]):
            yield hint("superfluous-termination", ends[0], N_("“%(name)s” terminates, and nothing is left beside it."))


def _interrupts(holder: Node) -> bool:
    """Tell whether an event sub-process ends all else by itself."""
    starts = [node for node in flow_nodes(holder) if local(node) == "startEvent"]
    return any(flag(node, "isInterrupting", default=True) for node in starts)


def check_flow_names(document: Document) -> Iterator[Finding]:
    """`superfluous-label`: only a flow that is chosen has a name."""
    for flow in document.all("sequenceFlow"):
        source = document.find(flow, flow.get("sourceRef"))
        if source is None or not (flow.get("name") or "").strip() or is_conditional(flow):
            continue
        is_chosen = local(source) in NAMED_WAYS and len(ways_out(document, source)) > 1
        if not is_chosen and plain(source.get("default")) != flow.get("id"):
            yield hint("superfluous-label", flow, N_("Nothing chooses flow “%(name)s”: it needs no name."))


def check_hard_gateways(document: Document) -> Iterator[Finding]:
    """`no-inclusive-gateway`, `no-complex-gateway`: few people read them as they are meant."""
    for node in document.all(*HARD):
        yield hint(HARD[local(node)], node, N_("Few people read the gateway “%(name)s” as it is meant."))


RULES = (check_labels, check_flow_names, check_scopes, check_events, check_terminations, check_hard_gateways)
