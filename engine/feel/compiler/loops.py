"""`for`, `some` and `every`."""

from collections.abc import Iterator
from typing import Any

from engine.base.text import N_, Text
from engine.feel import tree
from engine.feel.closures import Closure, compile_node, compiles
from engine.feel.errors import FeelNullError
from engine.feel.frame import Frame, check_size
from engine.feel.iteration import items_of
from engine.feel.limits import LOOP_COST

Iterators = list[tuple[str, Closure, int]]


def _compile_iterators(iterators: tuple[tuple[str, tree.Node], ...]) -> Iterators:
    return [(name, compile_node(values), values.position) for name, values in iterators]


def _walk(iterators: Iterators, variables: dict[str, Any], inner: Frame, at: int = 0) -> Iterator[None]:
    """Set the variables to each combination in turn, the last one changing fastest."""
    if at == len(iterators):
        yield
        return
    name, values, position = iterators[at]
    for item in _iterable(values(inner), inner, position):
        variables[name] = item
        yield from _walk(iterators, variables, inner, at + 1)
    variables.pop(name, None)


def _iterable(value: Any, frame: Frame, position: int) -> list[Any]:
    if value is None:
        raise FeelNullError(Text(N_("There is nothing to go through.")))
    items = items_of(value)
    frame.root.spend(len(items), position)
    return items


@compiles(tree.For)
def compile_for(node: tree.For) -> Closure:
    """Compile `for ... return`; `partial` holds the results so far."""
    iterators, body = _compile_iterators(node.iterators), compile_node(node.body)
    cost = tree.weigh(node.body) + LOOP_COST

    def loop(frame: Frame) -> Any:
        results: list[Any] = []
        variables: dict[str, Any] = {"partial": results}
        inner = Frame(variables, frame, frame.root)
        root = frame.root
        try:
            for _ in _walk(iterators, variables, inner):
                root.spend(cost, node.position)
                variables["partial"] = results
                results.append(body(Frame(dict(variables), frame, root)))
        except FeelNullError as error:
            return root.warn(error.text, node.position)
        return check_size(results, node.position)

    return loop


@compiles(tree.Quantified)
def compile_quantified(node: tree.Quantified) -> Closure:
    """Compile `some` or `every` in three-valued logic."""
    iterators, condition = _compile_iterators(node.iterators), compile_node(node.condition)
    cost, decides = tree.weigh(node.condition) + LOOP_COST, not node.every

    def quantified(frame: Frame) -> Any:
        variables: dict[str, Any] = {}
        inner = Frame(variables, frame, frame.root)
        answer: bool | None = not decides
        try:
            for _ in _walk(iterators, variables, inner):
                frame.root.spend(cost, node.position)
                value = condition(inner)
                if value is decides:
                    return decides
                if not isinstance(value, bool):
                    answer = None
        except FeelNullError as error:
            return frame.root.warn(error.text, node.position)
        return answer

    return quantified
