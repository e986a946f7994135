"""The table of what compiles each kind of node."""

from collections.abc import Callable
from typing import Any, TypeVar

from engine.feel import tree
from engine.feel.frame import Frame

Closure = Callable[[Frame], Any]
NodeType = TypeVar("NodeType", bound=tree.Node)

_COMPILERS: dict[type[tree.Node], Callable[[Any], Closure]] = {}


def compiles(kind: type[NodeType]) -> Callable[[Callable[[NodeType], Closure]], Callable[[NodeType], Closure]]:
    """Register the function that compiles one kind of node."""

    def registered(function: Callable[[NodeType], Closure]) -> Callable[[NodeType], Closure]:
        _COMPILERS[kind] = function
        return function

    return registered


def compile_node(node: tree.Node) -> Closure:
    """Return a function that evaluates the node in a frame."""
    return _COMPILERS[type(node)](node)
