"""What the XML Schema of BPMN 2.0 says of each element: the order of its parts, and its attributes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from engine.bpmn.read.node import Node
from engine.bpmn.read.schema import SEMANTIC, WHOLE, schema_tree

XS = "{http://www.w3.org/2001/XMLSchema}"
ANY = 10_000
"""The place of what the schema does not know: after everything else."""


@dataclass(frozen=True)
class Kind:
    """One kind of element: its parts in their order, and the attributes that it may have."""

    parts: tuple[str, ...]
    attributes: frozenset[str]

    def place(self, name: str) -> int:
        """Return where a part stands among the others."""
        return next((self.parts.index(one) for one in (name, *heads(name)) if one in self.parts), ANY)


def heads(name: str) -> Iterator[str]:
    """Yield what an element may stand for, the nearest first: a task is a flow element."""
    elements = _elements()
    while name in elements and (head := elements[name][1]):
        yield head
        name = head


@cache
def kind(name: str) -> Kind | None:
    """Return what the schema says of an element, None of an unknown one."""
    declared = _elements().get(name)
    if declared is None:
        return None
    parts: list[str] = []
    attributes: set[str] = set()
    for node in _chain(declared[0]):
        parts += [_plain(e.get("ref") or e.get("name")) for e in node.iter(f"{XS}element")]
        attributes.update(e.get("name", "") for e in node.iter(f"{XS}attribute"))
    return Kind(tuple(parts), frozenset(attributes))


def _chain(type_name: str) -> list[Node]:
    """Return a type after those it extends, outermost first: their parts come before its own."""
    found: list[Node] = []
    types = _types()
    while type_name in types:
        found.insert(0, types[type_name])
        base = types[type_name].find(f".//{XS}extension")
        type_name = "" if base is None else _plain(base.get("base"))
    return found


def _plain(name: str | None) -> str:
    return (name or "").rpartition(":")[2]


@cache
def _types() -> dict[str, Node]:
    return {node.get("name", ""): node for tree in _trees() for node in tree.iter(f"{XS}complexType")}


@cache
def _elements() -> dict[str, tuple[str, str]]:
    """Map each element to its type and to what it may stand for."""
    found: dict[str, tuple[str, str]] = {}
    for tree in _trees():
        for node in tree.iter(f"{XS}element"):
            if name := node.get("name"):
                found.setdefault(name, (_plain(node.get("type")), _plain(node.get("substitutionGroup"))))
    return found


def _trees() -> tuple[Node, ...]:
    return cast(Node, schema_tree(WHOLE)), cast(Node, schema_tree(SEMANTIC))
