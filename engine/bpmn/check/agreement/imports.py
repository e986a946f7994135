"""What a qualified name names in another file is brought in by an import."""

from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.agreement.weight import weighed
from engine.bpmn.check.standard.references import TARGETS
from engine.bpmn.read.document import Document
from engine.bpmn.read.names import local
from engine.bpmn.read.node import Node

BUILT_IN = ("http://www.w3.org/2001/XMLSchema", "http://www.omg.org/spec/BPMN/20100524/MODEL")
FEEL = "/FEEL/"
"""Everybody has the kinds of data of the standards; FEEL's stand in a namespace of each version of DMN."""
NAMES = frozenset(name for _, name in TARGETS) | {"calledElement", "structureRef"}


def check_imports(document: Document) -> Iterator[Finding]:
    """`import`: whatever is named by the namespace of another file is in a file that an import brings in."""
    brought = {node.get("namespace") for node in document.all("import")}
    for node in document.nodes:
        for said in _named(node):
            space = node.nsmap.get(said.rpartition(":")[0])
            is_ours = space in brought or space in BUILT_IN or FEEL in (space or "")
            if document.is_foreign(node, said) and not is_ours:
                message = N_("“%(name)s” names “%(value)s” of another file, which no import brings in.")
                yield weighed("import", document, node, message, {"value": said[:80]})


def _named(node: Node) -> Iterator[str]:
    yield from (value.strip() for name, value in node.attrib.items() if name in NAMES and value.strip())
    for child in node:
        if local(child) in NAMES and len(child) == 0 and (child.text or "").strip():
            yield (child.text or "").strip()


RULES = (check_imports,)
