"""What a condition comes to: true or false; what is neither never chooses in silence."""

from collections.abc import Mapping

from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.bpmn.read.element import Element
from engine.bpmn.read.expressions import Expr
from engine.bpmn.token.token import Token
from engine.feel import compile_expression
from engine.feel.kinds import adapt, kind_of

NULL_IS_FALSE = "nullIsFalse"
"""The property of an element at which a condition that comes to null counts as false; the history tells of it."""
MANY = 6


class ConditionError(BangVangError):
    """A condition is null or no truth value, so nobody can tell which way it chooses."""

    of_model = frozenset({"expression", "name", "kind", "seen"})


def holds(task: Token, condition: Expr, context: Mapping[str, object]) -> bool:
    """Return whether a condition at a task's element holds.

    Raises ConditionError where it is neither true nor false, unless the element says that null is false: then the task
    remembers it.
    """
    value = condition.evaluate(context)
    if isinstance(value, bool):
        return value
    if value is None and says_null_is_false(task.drawn):
        remember_null(task if task.task_spec.is_told else task.parent, condition)
        return False
    raise undecided(task.drawn, condition, context, value)


def remember_null(task: Token, condition: Expr) -> None:
    """Keep with a task that a condition came to null and counted as false, for the history to tell."""
    known = task.internal_data.get("took_as_false", [])
    if condition.source not in known:
        task.note(took_as_false=[*known, condition.source])


def says_null_is_false(element: Element) -> bool:
    """Tell whether an element lets null count as false, or as no date."""
    return element.properties.get(NULL_IS_FALSE) == "true"


def undecided(element: Element, expression: Expr, context: Mapping[str, object], value: object) -> ConditionError:
    """Return the error of an expression that cannot be acted upon, with what it found where it looked."""
    text = N_("“%(expression)s” of “%(name)s” comes to %(kind)s and decides nothing. %(reason)s It saw: %(seen)s.")
    params = {
        "expression": expression.source[:200],
        "name": element.name or element.id,
        "kind": "null" if value is None else kind_of(adapt(value)),
        "reason": _reason(expression, context),
        "seen": _seen(expression, context) or "-",
    }
    return ConditionError(Text(text, params))


def _reason(expression: Expr, context: Mapping[str, object]) -> Text | str:
    if not expression.is_feel:
        return ""
    warnings = compile_expression(expression.source).explain(context).warnings
    return warnings[0].text if warnings else ""


def _seen(expression: Expr, context: Mapping[str, object]) -> str:
    """Return the names an expression reads, each with the kind of its value; of the values themselves nothing."""
    if not expression.is_feel:
        return ""
    names = sorted(compile_expression(expression.source).names)
    told = (f"{name}: {kind_of(adapt(context[name]))}" if name in context else f"{name}: ?" for name in names[:MANY])
    return ", ".join(told)
