"""What a diagram says in another language, or to data this engine does not keep: refused, not passed over."""

from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.standard.place import at
from engine.bpmn.read.document import Document
from engine.bpmn.read.names import local
from engine.bpmn.read.node import Node

MOVES = frozenset({"dataInputAssociation", "dataOutputAssociation"})
ENDS = frozenset({"sourceRef", "targetRef"})
OUTSIDE = frozenset({"dataStore", "dataStoreReference"})
COMPENSATED = frozenset({"", "compensate", "##compensate"})
"""How a transaction may say that it is undone; the standard's other methods need a store that rolls back."""


def check_languages(_document: Document, process: Node) -> Iterator[Finding]:
    """`expression`: every formal expression that names its language is FEEL."""
    for node in process.iter():
        language = node.get("language") if local(node) else None
        if language and "feel" not in language.lower():
            message = N_("“%(name)s” has an expression in %(language)s; only FEEL is run.")
            yield at("expression", _drawn(node), message, {"language": language[:80]})


def check_stores(document: Document, process: Node) -> Iterator[Finding]:
    """`unsupported`: data move between activities and data objects or properties, not to and from data stores."""
    for node in process.iter():
        if local(node) not in ENDS or local(node.getparent()) not in MOVES:
            continue
        target = document.find(node, node.text)
        if target is not None and local(target) in OUTSIDE:
            yield at(
                "unsupported", _drawn(node), N_("“%(name)s” moves data to or from a data store, which is not run.")
            )


def check_methods(_document: Document, process: Node) -> Iterator[Finding]:
    """`unsupported`: a transaction is undone by compensation."""
    for node in process.iter():
        if local(node) == "transaction" and (node.get("method") or "").lower() not in COMPENSATED:
            message = N_("The transaction “%(name)s” is to be undone by %(method)s; only compensation is run.")
            yield at("unsupported", node, message, {"method": (node.get("method") or "")[:80]})


def _drawn(node: Node) -> Node:
    """Return the nearest element around a node that has an id."""
    while node.get("id") is None and node.getparent() is not None:
        node = node.getparent()
    return node


RULES = (check_languages, check_stores, check_methods)
