"""Gateways: their direction, and the events that an event-based gateway waits for."""

from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.standard.kinds import GATEWAYS
from engine.bpmn.check.standard.place import at, flag, label
from engine.bpmn.read.document import Document, plain
from engine.bpmn.read.names import bpmn, id_of, local
from engine.bpmn.read.node import Node

AWAITED = frozenset(
    ["messageEventDefinition", "timerEventDefinition", "conditionalEventDefinition", "signalEventDefinition"]
)


def check_gateway_directions(document: Document) -> Iterator[Finding]:
    """`gateway-direction`: a gateway that says it only splits does not join, and the other way round."""
    for node in document.all(*sorted(GATEWAYS)):
        direction = node.get("gatewayDirection")
        several_in = len(document.incoming.get(id_of(node), ())) > 1
        several_out = len(document.outgoing.get(id_of(node), ())) > 1
        wrong = {
            "Converging": several_out or not several_in,
            "Diverging": several_in or not several_out,
            "Mixed": not (several_in and several_out),
        }
        if wrong.get(direction or ""):
            message = N_("Gateway “%(name)s” is marked %(direction)s, but its flows are drawn otherwise.")
            yield at("gateway-direction", node, message, {"direction": direction})


def check_idle_gateways(document: Document) -> Iterator[Finding]:
    """`idle-gateway`: a gateway splits or joins; one with a single way in and out does nothing."""
    for node in document.all(*sorted(GATEWAYS - {"eventBasedGateway"})):
        ways = [len(flows.get(id_of(node), ())) for flows in (document.incoming, document.outgoing)]
        if max(ways) < 2:
            yield at("idle-gateway", node, N_("Gateway “%(name)s” neither splits nor joins."))


def check_event_gateways(document: Document) -> Iterator[Finding]:
    """`event-gateway`: an event-based gateway has two or more ways out, each to what it waits for."""
    for node in document.all("eventBasedGateway"):
        flows = document.outgoing.get(id_of(node), [])
        targets = [target for flow in flows if (target := document.find(flow, flow.get("targetRef"))) is not None]
        if len(flows) < 2:
            yield at("event-gateway", node, N_("Event gateway “%(name)s” needs at least two ways out."))
        if flag(node, "instantiate") and node.get("id") in document.incoming:
            yield at(
                "event-gateway", node, N_("Event gateway “%(name)s” begins a process, so nothing may lead into it.")
            )
        if node.get("eventGatewayType") == "Parallel" and not flag(node, "instantiate"):
            yield at(
                "event-gateway",
                node,
                N_("Event gateway “%(name)s” waits for all its events; only one that begins a process may."),
            )
        yield from _check_targets(document, node, targets)


def _check_targets(document: Document, node: Node, targets: list[Node]) -> Iterator[Finding]:
    for target in targets:
        if not _is_awaited(document, target):
            message = N_(
                "Event gateway “%(name)s” leads to “%(other)s”, which waits for no message, time, condition or signal."
            )
            yield at("event-gateway", node, message, {"other": label(target)})
        elif len(document.incoming.get(id_of(target), ())) > 1:
            message = N_("“%(other)s” follows event gateway “%(name)s”, so nothing else may lead to it.")
            yield at("event-gateway", node, message, {"other": label(target)})
        if local(target) == "receiveTask" and _has_boundary(document, target):
            message = N_("Receive task “%(other)s” follows event gateway “%(name)s” and may have no boundary event.")
            yield at("event-gateway", node, message, {"other": label(target)})
    if any(local(t) == "receiveTask" for t in targets) and any(_catches_message(t) for t in targets):
        message = N_("Event gateway “%(name)s” leads to receive tasks and to message events; use one of both.")
        yield at("event-gateway", node, message)


def _is_awaited(document: Document, target: Node) -> bool:
    if local(target) == "receiveTask":
        return True
    definitions = {local(child) for child in target if local(child).endswith("EventDefinition")}
    named = [document.find(target, c.text) for c in target if local(c) == "eventDefinitionRef"]
    definitions |= {local(found) for found in named if found is not None}
    return local(target) == "intermediateCatchEvent" and bool(definitions) and definitions <= AWAITED


def _catches_message(target: Node) -> bool:
    return local(target) == "intermediateCatchEvent" and target.find(bpmn("messageEventDefinition")) is not None


def _has_boundary(document: Document, activity: Node) -> bool:
    return any(plain(event.get("attachedToRef")) == activity.get("id") for event in document.all("boundaryEvent"))


RULES = (check_gateway_directions, check_idle_gateways, check_event_gateways)
