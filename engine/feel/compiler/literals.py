"""Values written out, and the ones composed of others."""

from typing import Any

from engine.base.text import N_, Text
from engine.feel import tree
from engine.feel.closures import Closure, compile_node, compiles
from engine.feel.comparison import compare
from engine.feel.frame import Frame
from engine.feel.types import LaterType, conforms
from engine.feel.userfunction import UserFunction
from engine.feel.values import Range


@compiles(tree.Literal)
def compile_literal(node: tree.Literal) -> Closure:
    """Compile a constant."""
    value = node.value
    return lambda _: value


@compiles(tree.ListLiteral)
def compile_list(node: tree.ListLiteral) -> Closure:
    """Compile `[a, b]`."""
    items = [compile_node(item) for item in node.items]
    return lambda frame: [item(frame) for item in items]


@compiles(tree.ContextLiteral)
def compile_context(node: tree.ContextLiteral) -> Closure:
    """Compile `{a: 1, b: a}`, where later entries see earlier ones; the same key twice makes it null."""
    entries = [(key, compile_node(value)) for key, value in node.entries]
    twice = len({key for key, _ in entries}) < len(entries)
    position = node.position

    def context(frame: Frame) -> Any:
        if twice:
            return frame.root.warn(Text(N_("A context names an entry twice.")), position)
        values: dict[str, Any] = {}
        inner = Frame(values, frame, frame.root)
        for key, value in entries:
            values[key] = value(inner)
        return values

    return context


@compiles(tree.RangeLiteral)
def compile_range(node: tree.RangeLiteral) -> Closure:
    """Compile `[a..b]`; ends that are null or cannot be compared, or in the wrong order, make it null."""
    start, end, position = compile_node(node.start), compile_node(node.end), node.position

    def span(frame: Frame) -> Any:
        low, high = start(frame), end(frame)
        if not _is_range(low, high, bare=node.bare):
            return frame.root.warn(Text(N_("These are not the ends of a range.")), position)
        return Range(low, high, node.start_included, node.end_included)

    return span


def _is_range(low: Any, high: Any, *, bare: bool) -> bool:
    answer = compare("<=", low, high)
    return answer is not None if bare else answer is True


@compiles(tree.InstanceOf)
def compile_instance_of(node: tree.InstanceOf) -> Closure:
    """Compile `value instance of kind`."""
    value, kind, position = compile_node(node.value), node.kind, node.position

    def instance_of(frame: Frame) -> Any:
        if isinstance(kind, LaterType) and kind.found() is None:
            return frame.root.warn(Text(N_("There is no type “%(name)s”."), {"name": kind.name}), position)
        return conforms(value(frame), kind, any_allowed=True)

    return instance_of


@compiles(tree.FunctionLiteral)
def compile_function(node: tree.FunctionLiteral) -> Closure:
    """Compile `function(a, b) body`; it keeps the frame it was made in."""
    body, cost = compile_node(node.body), tree.weigh(node.body)
    return lambda frame: UserFunction(node.params, body, frame, cost=cost)
