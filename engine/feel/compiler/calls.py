"""Function calls."""

from typing import Any

from engine.base.text import N_, Text
from engine.feel import tree
from engine.feel.builtins.registry import BUILTINS
from engine.feel.closures import Closure, compile_node, compiles
from engine.feel.frame import Frame
from engine.feel.functions import Function
from engine.feel.kinds import adapt

_MAKERS = frozenset({"date", "time", "date and time", "duration"})


@compiles(tree.Call)
def compile_call(node: tree.Call) -> Closure:
    """Compile `f(a, b)` and `f(x: a, y: b)`."""
    function = _function_of(node.function)
    args = [compile_node(arg) for arg in node.args]
    if _is_moment(node):
        return _kept(function, args, node)
    return _by_position(function, args, node) if node.names is None else _by_name(function, args, node)


def _function_of(node: tree.Node) -> Closure:
    """Compile what is called: in this place a variable that is no function does not hide a built-in one."""
    if not isinstance(node, tree.Name) or node.name not in BUILTINS:
        return compile_node(node)
    name = node.name

    def function(frame: Frame) -> Any:
        scope: Frame | None = frame
        while scope is not None:
            if name in scope.vars:
                found = scope.vars[name]
                if callable(found):
                    return adapt(found)
            scope = scope.parent
        return BUILTINS[name]

    return function


def _by_position(function: Closure, args: list[Closure], node: tree.Call) -> Closure:
    position = node.position

    def call(frame: Frame) -> Any:
        called = function(frame)
        if not isinstance(called, Function):
            return _no_function(frame, node)
        return called.invoke([arg(frame) for arg in args], frame.root, position)

    return call


def _is_moment(node: tree.Call) -> bool:
    """Say whether a call spells a date, time or duration by a constant, as in `date("2019-12-31")`."""
    makes = isinstance(node.function, tree.Name) and node.function.name in _MAKERS
    return makes and node.names is None and len(node.args) == 1 and isinstance(node.args[0], tree.Literal)


def _kept(function: Closure, args: list[Closure], node: tree.Call) -> Closure:
    """Compile a call that comes to the same each time: its value is kept, unless it is null for a reason to be told."""
    call, kept = _by_position(function, args, node), list[Any]()
    built_in = BUILTINS[node.function.name]  # type: ignore[attr-defined]

    def moment(frame: Frame) -> Any:
        if function(frame) is not built_in:
            return call(frame)
        if not kept:
            value = call(frame)
            if value is None:
                return None
            kept.append(value)
        return kept[0]

    return moment


def _by_name(function: Closure, args: list[Closure], node: tree.Call) -> Closure:
    names, position = node.names or (), node.position

    def call(frame: Frame) -> Any:
        called = function(frame)
        if not isinstance(called, Function) or len(set(names)) < len(names):
            return _no_function(frame, node)
        values = {name: arg(frame) for name, arg in zip(names, args, strict=True)}
        return called.invoke_named(values, frame.root, position)

    return call


def _no_function(frame: Frame, node: tree.Call) -> None:
    name = node.function.name if isinstance(node.function, tree.Name) else "?"
    frame.root.warn(Text(N_("“%(name)s” is not a function."), {"name": name}), node.position)
