"""What an expression says that reads no variable, and the texts that are written in any."""

from dataclasses import dataclass

from engine.base.errors import BangVangError
from engine.bpmn.read.expressions import Expr
from engine.feel import compile_expression, possible, tree
from engine.feel.kinds import kind_of


def constant(expression: Expr | None) -> object:
    """Return what an expression that reads no variable comes to; None where it reads one or cannot be read."""
    if expression is None or not is_constant(expression):
        return None
    try:
        return expression.evaluate({})
    except BangVangError:
        return None


def may_be(expression: Expr, kind: str) -> bool:
    """Tell whether an expression may come to a value of a kind; one that cannot be read may."""
    value = constant(expression)
    if value is not None or not expression.is_feel:
        return value is None or kind_of(value) == kind
    try:
        return possible.may_be(compile_expression(expression.source).tree, kind)
    except BangVangError:
        return True


def constants(expression: Expr) -> list[str]:
    """Return the texts that a constant expression comes to: those of a list, or those that commas part."""
    value = constant(expression)
    found = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return [one.strip() for one in found if isinstance(one, str) and one.strip()]


def is_constant(expression: Expr) -> bool:
    """Tell whether an expression can be read and reads no variable."""
    if not expression.is_feel:
        return True
    try:
        compiled = compile_expression(expression.source)
    except BangVangError:
        return False
    return not (compiled.names or compiled.maybe_names)


@dataclass(frozen=True)
class Written:
    """A text that is written in an expression; `is_part` where it is put together with something else."""

    text: str
    is_part: bool


def literals(expression: Expr) -> list[Written]:
    """Return the texts that are written in an expression; none of one that cannot be read."""
    try:
        return texts_in(compile_expression(expression.source).tree) if expression.is_feel else []
    except BangVangError:
        return []


def texts_in(node: tree.Node) -> list[Written]:
    """Return the texts that are written in a tree."""
    nodes = list(tree.walk(node))
    sums = [one for one in nodes if isinstance(one, tree.Arithmetic)]
    joined = {id(side) for one in sums for side in (one.left, one.right)}
    found = [one for one in nodes if isinstance(one, tree.Literal) and isinstance(one.value, str)]
    return [Written(str(one.value), id(one) in joined) for one in found]
