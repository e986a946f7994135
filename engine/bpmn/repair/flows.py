"""Flows: their lists, the ends they lack, and marks that contradict them."""

from collections import Counter

from engine.bpmn.read.diagram import FLOW_NODES
from engine.bpmn.read.mutable import MutableNode
from engine.bpmn.read.names import bpmn, id_of, is_true, local, plain
from engine.bpmn.repair.sheet import HOLDERS, Sheet, by_attribute, list_flow, remove

ENDLESS = ("adHocSubProcess",)
LISTS = {"outgoing": "sourceRef", "incoming": "targetRef"}
"""The lists of an element's flows, and by which end a flow stands in each."""
MEANT = {(True, False): "Converging", (False, True): "Diverging", (True, True): "Mixed"}
"""What a gateway's direction is, by whether several flows arrive and several leave (BPMN 2.0.2, table 10.55)."""


def write_lists(sheet: Sheet) -> None:
    """Write anew what the elements of a container list as coming in and going out, where it writes such lists."""
    for holder in sheet.all(*HOLDERS):
        flows = [flow for flow in holder if local(flow) == "sequenceFlow" and flow.get("id")]
        nodes = [node for node in holder if local(node) in FLOW_NODES]
        for tag in _lists(nodes):
            joined = by_attribute(flows, LISTS[tag])
            for node in nodes:
                _write_list(node, tag, [id_of(flow) for flow in joined.get(id_of(node), [])])


def _lists(nodes: list[MutableNode]) -> frozenset[str]:
    """Return the lists of flows that are written in some elements."""
    return frozenset(tag for tag in LISTS if any(node.find(bpmn(tag)) is not None for node in nodes))


def _write_list(node: MutableNode, tag: str, flows: list[str]) -> None:
    said = [plain(entry.text) for entry in node.findall(bpmn(tag))]
    if sorted(said) == sorted(flows):
        return
    for entry in node.findall(bpmn(tag)):
        node.remove(entry)
    for identifier in reversed(flows):
        list_flow(node, tag, identifier)


def draw_ends(sheet: Sheet) -> None:
    """Draw the end event that a process with a start lacks, and the start event that one with an end lacks."""
    for holder in sheet.all(*HOLDERS):
        if local(holder) not in ENDLESS:
            _draw_ends(sheet, holder)


def _draw_ends(sheet: Sheet, holder: MutableNode) -> None:
    nodes = [node for node in holder if local(node) in FLOW_NODES and node.get("id")]
    kinds = {local(node) for node in nodes}
    flows = [flow for flow in holder if local(flow) == "sequenceFlow"]
    begins = "startEvent" in kinds or any(is_true(node.get("instantiate"), default=False) for node in nodes)
    sources, targets = ({plain(flow.get(end)) for flow in flows} for end in ("sourceRef", "targetRef"))
    lists = _lists(nodes)
    if "endEvent" in kinds or begins:
        for node in nodes:
            if node.get("id") not in sources and not _is_apart(node) and not _may_end(node):
                _draw(sheet, holder, "endEvent", [node], lists)
    first = [n for n in nodes if n.get("id") not in targets and not _is_apart(n) and not _is_caught(n)]
    if "endEvent" in kinds and not begins and first and not any(local(n) == "endEvent" for n in first):
        _draw(sheet, holder, "startEvent", first, lists)


def _draw(sheet: Sheet, holder: MutableNode, kind: str, nodes: list[MutableNode], lists: frozenset[str]) -> None:
    event, is_after = sheet.add(holder, kind), kind == "endEvent"
    for node in nodes:
        flow = sheet.join(holder, *((node, event) if is_after else (event, node)), lists)
        if node is nodes[0]:
            sheet.draw_beside(event, node, flow, is_after=is_after)


def _is_apart(node: MutableNode) -> bool:
    return is_true(node.get("isForCompensation"), default=False) or is_true(node.get("triggeredByEvent"), default=False)


def _may_end(node: MutableNode) -> bool:
    held = {local(child) for child in node}
    is_link = local(node) == "intermediateThrowEvent" and "linkEventDefinition" in held
    is_undoing = local(node) == "boundaryEvent" and "compensateEventDefinition" in held
    needs_more = local(node) == "eventBasedGateway"  # the events that it waits for, not an end
    return local(node) == "endEvent" or is_link or is_undoing or needs_more


def _is_caught(node: MutableNode) -> bool:
    is_link = local(node) == "intermediateCatchEvent" and node.find(bpmn("linkEventDefinition")) is not None
    return is_link or local(node) == "boundaryEvent"


def drop_directions(sheet: Sheet) -> None:
    """Take away what gateways say of their direction where their flows say otherwise: it changes nothing."""
    flows = list(sheet.all("sequenceFlow"))
    arriving, leaving = (Counter(plain(flow.get(end)) for flow in flows) for end in ("targetRef", "sourceRef"))
    for node in [node for node in sheet.root.iter() if local(node) and node.get("gatewayDirection")]:
        name = node.get("id") or ""
        meant = MEANT.get((arriving[name] > 1, leaving[name] > 1))
        if node.get("gatewayDirection") not in ("Unspecified", meant):
            del node.attrib["gatewayDirection"]


def place_flows(sheet: Sheet) -> None:
    """Take away flows that lead from or to nothing, and write each of the others beside what it joins."""
    known = sheet.by_id()
    lost = []
    for flow in sheet.all("sequenceFlow"):
        ends = [known.get(plain(flow.get(end))) for end in ("sourceRef", "targetRef")]
        holders = {end.getparent() for end in ends if end is not None}
        if None in ends:
            lost.append(flow)
        elif len(holders) == 1 and flow.getparent() not in holders:
            next(iter(holders)).append(flow)
    _drop(sheet, lost)
    write_lists(sheet)


def _drop(sheet: Sheet, flows: list[MutableNode]) -> None:
    """Take flows away, with their lines and all that names them."""
    names = {id_of(flow) for flow in flows} - {""}
    for name in names:
        sheet.erase(name)
    for entry in sheet.all("incoming", "outgoing"):
        if plain(entry.text) in names:
            remove(entry)
    for node in sheet.all(*FLOW_NODES):
        if plain(node.get("default")) in names:
            del node.attrib["default"]
    for flow in flows:
        remove(flow)
