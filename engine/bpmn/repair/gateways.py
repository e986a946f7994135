"""Gateways that neither split nor join: the flow that arrives goes on to where the one that leaves led."""

from engine.bpmn.read.mutable import MutableNode
from engine.bpmn.read.names import bpmn, id_of, plain
from engine.bpmn.repair.sheet import Sheet, by_attribute, by_text, remove

PASSED = ("exclusiveGateway", "inclusiveGateway", "parallelGateway", "complexGateway")


def pass_by(sheet: Sheet) -> None:
    """Take away each gateway with one way in and one way out that asks nothing."""
    passing = _Passing(sheet)
    for node in sheet.all(*PASSED):
        passing.try_one(node)


class _Passing:
    """The flows of a diagram by what they join, and all else that names a flow or a node, read once for all gateways.

    `arriving` and `leaving` keep to what is drawn while gateways go: one may follow another.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        flows = [flow for flow in sheet.all("sequenceFlow") if flow.get("id")]
        self.arriving, self.leaving = by_attribute(flows, "targetRef"), by_attribute(flows, "sourceRef")
        self.incoming, self.lanes = by_text(sheet.all("incoming")), by_text(sheet.all("flowNodeRef"))
        lines = list(sheet.all("association"))
        self.lines = [by_attribute(lines, end) for end in ("sourceRef", "targetRef")]

    def try_one(self, node: MutableNode) -> None:
        """Take one gateway away, where nothing is asked at it."""
        name = node.get("id") or ""
        arriving, leaving = self.arriving.get(name, []), self.leaving.get(name, [])
        if len(arriving) != 1 or len(leaving) != 1 or arriving[0] is leaving[0]:
            return
        if leaving[0].find(bpmn("conditionExpression")) is None:
            self._lead_on(arriving[0], leaving[0])
            self._forget(name)
            _draw_through(self.sheet, name, arriving[0], leaving[0])
            remove(leaving[0])
            remove(node)

    def _lead_on(self, arriving: MutableNode, leaving: MutableNode) -> None:
        target = plain(leaving.get("targetRef"))
        arriving.set("targetRef", leaving.get("targetRef", ""))
        self.arriving[target] = [arriving if flow is leaving else flow for flow in self.arriving[target]]
        entries = self.incoming.pop(id_of(leaving), [])
        for entry in entries:
            entry.text = arriving.get("id")
        self.incoming[id_of(arriving)] += entries

    def _forget(self, name: str) -> None:
        for entry in self.lanes.pop(name, []):
            remove(entry)
        for line in {line for ends in self.lines for line in ends.pop(name, [])}:
            if line.getparent() is not None:
                remove(line)


def _draw_through(sheet: Sheet, name: str, arriving: MutableNode, leaving: MutableNode) -> None:
    """Lead the drawn line on to where the flow leads now."""
    first, second = (sheet.shape_of(flow.get("id") or "") for flow in (arriving, leaving))
    if first is not None and second is not None:
        last = [child for child in second if child.tag.endswith("}waypoint")][1:]
        for point in last:
            first.append(point)
        _put_labels_last(first)
    for gone in (leaving.get("id") or "", name):
        sheet.erase(gone)


def _put_labels_last(edge: MutableNode) -> None:
    for label in [child for child in edge if not child.tag.endswith("}waypoint") and "Label" in child.tag]:
        edge.append(label)
