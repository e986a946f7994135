"""Which catching link event each throwing one leads to: by `target` or `source` where these are given, else by name."""

from collections.abc import Iterable

from engine.bpmn.read.names import local, plain
from engine.bpmn.read.node import Node


def link_name(definition: Node) -> str:
    """Return what a link is called."""
    return " ".join((definition.get("name") or "").split())


def is_named(definition: Node) -> bool:
    """Tell whether a link definition says by reference which its other ends are."""
    return any(local(child) in ("source", "target") for child in definition)


def other_ends(definitions: Iterable[Node]) -> dict[Node, Node | None]:
    """Map each throwing link definition to the catching one that it leads to, or to None."""
    thrown: list[Node] = []
    caught: list[Node] = []
    for one in definitions:
        (thrown if local(one.getparent()) == "intermediateThrowEvent" else caught).append(one)
    return {one: _end_of(one, caught) for one in thrown}


def _end_of(thrown: Node, caught: list[Node]) -> Node | None:
    targets = _references(thrown, "target")
    named = [one for one in caught if one.get("id") in targets or thrown.get("id") in _references(one, "source")]
    alike = [one for one in caught if link_name(one) == link_name(thrown) and _place(one) is _place(thrown)]
    return next(iter(named or alike), None)


def _references(definition: Node, tag: str) -> set[str]:
    return {plain(child.text) for child in definition if local(child) == tag and child.text}


def _place(definition: Node) -> Node:
    return definition.getparent().getparent()
