"""Input and output sets that go with each other say so on both sides (BPMN 2.0, tables 10.60 and 10.61)."""

from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.agreement.weight import weighed
from engine.bpmn.check.standard.place import at
from engine.bpmn.read.document import Document, plain, references
from engine.bpmn.read.names import bpmn
from engine.bpmn.read.node import Node

# (a set, the list in which it names sets of the other side, the other side, the list in which that names it)
SIDES = (
    ("inputSet", "outputSetRefs", "outputSet", "inputSetRefs"),
    ("outputSet", "inputSetRefs", "inputSet", "outputSetRefs"),
)


def check_pairs(document: Document) -> Iterator[Finding]:
    """`data-set`: a set that goes with one of the other side is named by it too."""
    for holder in document.all("ioSpecification"):
        for kind, names, other, names_back in SIDES:
            there = {one.get("id"): one for one in holder.findall(bpmn(other)) if one.get("id")}
            for group in holder.findall(bpmn(kind)):
                named = dict.fromkeys(plain(reference) for reference in references(group, names))
                pairs = [there[one] for one in named if one in there]
                yield from _unanswered(document, group, pairs, names_back)


def _unanswered(document: Document, group: Node, pairs: list[Node], names_back: str) -> Iterator[Finding]:
    for one in pairs:
        back = {plain(reference) for reference in references(one, names_back)}
        told = {"other": one.get("id")}
        if not back:
            message = N_("“%(name)s” goes with “%(other)s”, which does not say so.")
            yield at("data-set", group, message, told, "warning")
        elif group.get("id") not in back:
            message = N_("“%(name)s” goes with “%(other)s”, which goes with others only.")
            yield weighed("data-set", document, group, message, told)


RULES = (check_pairs,)
