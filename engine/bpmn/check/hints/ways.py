"""Hints on ways: where tokens meet, part, begin and end without being drawn so."""

from collections.abc import Iterable, Iterator

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.hints.drawn import (
    containers,
    flow_nodes,
    hint,
    is_conditional,
    stands_apart,
    triggers,
    ways_in,
    ways_out,
)
from engine.bpmn.check.standard.kinds import GATEWAYS
from engine.bpmn.read.document import Document, plain
from engine.bpmn.read.names import bpmn, local
from engine.bpmn.read.node import Node


def _nodes(document: Document) -> Iterator[Node]:
    for container in containers(document):
        yield from flow_nodes(container)


def check_joins(document: Document) -> Iterator[Finding]:
    """`fake-join`: several flows into an activity or event let it happen once for each."""
    for node in _nodes(document):
        if local(node) not in GATEWAYS and len(ways_in(document, node)) > 1:
            yield hint("fake-join", node, N_("Several flows lead into “%(name)s”: it happens once for each of them."))


def check_splits(document: Document) -> Iterator[Finding]:
    """`no-implicit-split`: several flows out of an activity or event are taken side by side."""
    for node in _nodes(document):
        free = [flow for flow in ways_out(document, node) if not is_conditional(flow)]
        free = [flow for flow in free if flow.get("id") != plain(node.get("default"))]
        if local(node) not in GATEWAYS and len(free) > 1:
            yield hint("no-implicit-split", node, N_("Several flows out of “%(name)s” are all taken: draw a gateway."))


def check_begins(document: Document) -> Iterator[Finding]:
    """`no-implicit-start`: what nothing leads to begins by itself."""
    for node in _nodes(document):
        if local(node.getparent()) == "adHocSubProcess" or local(node) in ("startEvent", "boundaryEvent"):
            continue
        if not ways_in(document, node) and not stands_apart(document, node, "intermediateCatchEvent"):
            yield hint("no-implicit-start", node, N_("Nothing leads to “%(name)s”: it begins by itself."))


def check_ends(document: Document) -> Iterator[Finding]:
    """`no-implicit-end`: what leads nowhere ends a way."""
    for node in _nodes(document):
        if local(node.getparent()) == "adHocSubProcess" or local(node) == "endEvent":
            continue
        is_handled = local(node) == "boundaryEvent" and "compensate" in triggers(document, node)
        is_apart = is_handled or stands_apart(document, node, "intermediateThrowEvent")
        if not ways_out(document, node) and not is_apart:
            yield hint("no-implicit-end", node, N_("“%(name)s” leads nowhere and is no end event."))


def check_alone(document: Document) -> Iterator[Finding]:
    """`no-disconnected`: every element is joined to another."""
    for container in containers(document):
        for node in flow_nodes(container) if local(container) != "adHocSubProcess" else ():
            is_joined = ways_in(document, node) or ways_out(document, node)
            is_handled = local(node) == "boundaryEvent" and "compensate" in triggers(document, node)
            if not is_joined and not is_handled and not stands_apart(document, node):
                yield hint("no-disconnected", node, N_("“%(name)s” is joined to nothing."))


def check_doubles(document: Document) -> Iterator[Finding]:
    """`no-duplicate-sequence-flows`: two flows do not join the same elements on the same condition.

    The elements that are joined twice are named too, each once.
    """
    seen: set[tuple[str, str, str]] = set()
    joined: dict[tuple[str, str], None] = {}
    for flow in document.all("sequenceFlow"):
        condition = flow.find(bpmn("conditionExpression"))
        said = "" if condition is None else (condition.text or "").strip()
        ends = (plain(flow.get("sourceRef")), plain(flow.get("targetRef")), said)
        if ends in seen:
            yield hint("no-duplicate-sequence-flows", flow, N_("Flow “%(name)s” repeats another."))
            joined |= {("source", ends[0]): None, ("target", ends[1]): None}
        seen.add(ends)
    yield from _joined_twice(document, joined)


def _joined_twice(document: Document, ends: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    said = {
        "source": N_("Two flows out of “%(name)s” lead to the same place."),
        "target": N_("Two flows into “%(name)s” come from the same place."),
    }
    for end, identifier in ends:
        if identifier in document.by_id:
            yield hint("no-duplicate-sequence-flows", document.by_id[identifier], said[end])


def check_gateways(document: Document) -> Iterator[Finding]:
    """`superfluous-gateway`, `no-gateway-join-fork`: a gateway splits or joins, and not both."""
    for node in document.all(*sorted(GATEWAYS)):
        ways = len(ways_in(document, node)), len(ways_out(document, node))
        if ways == (1, 1):
            yield hint("superfluous-gateway", node, N_("Gateway “%(name)s” neither splits nor joins."))
        elif min(ways) > 1:
            yield hint("no-gateway-join-fork", node, N_("Gateway “%(name)s” joins and splits: draw two."))


def check_conditions(document: Document) -> Iterator[Finding]:
    """`conditional-flows`: where one way out has a condition, the others have one too or are the default."""
    for node in _nodes(document):
        flows, default = ways_out(document, node), plain(node.get("default"))
        if len(flows) < 2 or not (default or any(map(is_conditional, flows))):
            continue
        for flow in flows:
            if not is_conditional(flow) and flow.get("id") != default:
                yield hint("conditional-flows", flow, N_("Flow “%(name)s” has no condition; others beside it have."))


RULES = (
    check_joins,
    check_splits,
    check_begins,
    check_ends,
    check_alone,
    check_doubles,
    check_gateways,
    check_conditions,
)
