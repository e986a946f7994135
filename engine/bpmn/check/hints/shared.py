"""Hints on what a file declares for all: messages, signals, errors and escalations."""

from collections import Counter
from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.hints.drawn import hint
from engine.bpmn.read.document import Document, plain
from engine.bpmn.read.names import local

KINDS = ("message", "signal", "error", "escalation")


def check_globals(document: Document) -> Iterator[Finding]:
    """`global`: what is declared for all has a name, is declared once, and is used."""
    used = _used(document)
    names = Counter((local(node), node.get("name")) for node in document.all(*KINDS) if node.get("name"))
    for node in document.all(*KINDS):
        if not (node.get("name") or "").strip():
            yield hint("global", node, N_("“%(name)s” is declared without a name."))
        elif names[local(node), node.get("name")] > 1:
            yield hint("global", node, N_("“%(name)s” is declared more than once."))
        if node.get("id") not in used:
            yield hint("global", node, N_("“%(name)s” is declared and never used."))


def _used(document: Document) -> set[str]:
    found: set[str] = set()
    for node in document.nodes:
        found |= {plain(value) for name, value in node.attrib.items() if name.endswith("Ref")}
        if local(node).endswith("Ref"):
            found.add(plain(node.text))
    return found


RULES = (check_globals,)
