"""Compile an expression once, evaluate it often."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from engine.feel import tree
from engine.feel.builtins import BUILTINS
from engine.feel.compiler import Closure, compile_node
from engine.feel.errors import FeelError
from engine.feel.frame import Frame, Root, run_within, too_deep
from engine.feel.hostfunction import HostFunction
from engine.feel.kinds import adapt
from engine.feel.parser import Parsed, parse_expression, parse_scoped, parse_unary_tests
from engine.feel.parser.names import NameIndex
from engine.feel.types import AnyType

_LIGHT = (tree.Name, tree.Literal, tree.Path, tree.Comparison, tree.Logic, tree.If, tree.Between)
NO_TYPES: Mapping[str, AnyType] = {}
_functions = NameIndex(BUILTINS)


@dataclass(frozen=True)
class Evaluation:
    """A value, with why parts of it became null."""

    value: Any
    warnings: tuple[FeelError, ...]


class Compiled:
    """What expressions and unary tests have in common."""

    __slots__ = ("closure", "is_light", "maybe_names", "names", "source", "tree")

    def __init__(self, source: str, parsed: Parsed, closure: Closure) -> None:
        self.source = source
        self.tree = parsed.node
        self.names = parsed.names
        self.maybe_names = parsed.maybe
        self.closure = closure
        self.is_light = all(map(_is_light, tree.walk(parsed.node)))


class Expression(Compiled):
    """A compiled expression; `names` are the variables it reads, `maybe_names` those it may read inside filters."""

    __slots__ = ()

    def evaluate(self, context: Mapping[str, Any]) -> Any:
        """Return the value in a context; what cannot be computed is None.

        Raises FeelLimitError if it costs too much, FeelError if the context holds what no FEEL value corresponds to.
        """
        root = Root(context)
        if not self.is_light:
            return run_within(root, self.closure, root)
        try:
            return self.closure(root)
        except RecursionError:
            raise too_deep() from None

    def explain(self, context: Mapping[str, Any]) -> Evaluation:
        """Return the value and the reasons for nulls on the way."""
        root = Root(context)
        root.warnings = []
        value = run_within(root, self.closure, root)
        return Evaluation(value, tuple(root.warnings))


class UnaryTests(Compiled):
    """The compiled tests of a decision table's cell."""

    __slots__ = ()

    def matches(self, value: Any, context: Mapping[str, Any]) -> bool:
        """Say whether the value passes; the tests see the context, and the value as `?`."""
        root = Root(context)
        return run_within(root, self.closure, Frame({"?": adapt(value)}, root, root)) is True


def _is_light(node: tree.Node) -> bool:
    """Say whether a node's cost is bounded by the length of its source: its evaluation need not be counted."""
    return isinstance(node, _LIGHT) or (isinstance(node, tree.Arithmetic) and node.sign != "**")


def build_expression(
    source: str, known: NameIndex, types: Mapping[str, AnyType] = NO_TYPES, *, is_scoped: bool = False
) -> Expression:
    """Compile an expression over known names and types, without keeping it.

    If `is_scoped`, its closure may run in any frame and looks for variables outwards; else only in a root.
    """
    return Expression(source, *_built(source, parse_scoped if is_scoped else parse_expression, known, types))


def build_unary_tests(source: str, known: NameIndex, types: Mapping[str, AnyType] = NO_TYPES) -> UnaryTests:
    """Compile unary tests over known names and types, without keeping them."""
    return UnaryTests(source, *_built(source, parse_unary_tests, known, types))


Parser = Callable[[str, NameIndex, NameIndex, Mapping[str, AnyType]], Parsed]


def _built(source: str, parse: Parser, known: NameIndex, types: Mapping[str, AnyType]) -> tuple[Parsed, Closure]:
    try:
        parsed = parse(source, known, _functions, types)
        return parsed, compile_node(parsed.node)
    except RecursionError:
        raise too_deep() from None


@lru_cache(maxsize=4096)
def compile_expression(source: str, names: frozenset[str] = frozenset()) -> Expression:
    """Compile an expression, written without a leading `=`.

    `names` are variables that could not be told from the source alone, such as `Pre-bureau risk`.
    Raises FeelSyntaxError, FeelLimitError.
    """
    return build_expression(source, NameIndex(names))


@lru_cache(maxsize=4096)
def compile_unary_tests(source: str, names: frozenset[str] = frozenset()) -> UnaryTests:
    """Compile the tests of a cell, such as `< 5, [10..20]` or `-`. Raises FeelSyntaxError, FeelLimitError."""
    return build_unary_tests(source, NameIndex(names))


def register_function(name: str, function: Callable[..., Any], params: Sequence[str] | None = None) -> None:
    """Let every expression call a host's function by this name; it is given FEEL values by position."""
    BUILTINS[name] = HostFunction(function, params)
    _functions.add(name)
    compile_expression.cache_clear()
    compile_unary_tests.cache_clear()
