"""Functions from one kind of value to another (DMN 1.5 table 73), and `not`, `is`."""

import re
from decimal import Decimal, DecimalException
from typing import Any

from engine.base.text import N_, Text
from engine.feel.builtins.registry import builtin
from engine.feel.comparison import equal
from engine.feel.errors import FeelNullError
from engine.feel.kinds import kind_of
from engine.feel.numbers import CONTEXT
from engine.feel.showing import show
from engine.feel.temporal.showing import show_temporal

_NUMBER = re.compile(r"-?([0-9]+(\.[0-9]+)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_TEMPORAL = ("date", "time", "date and time", "days and time duration", "years and months duration")


@builtin("not", "negand: any")
def negation(value: Any) -> bool | None:
    """Return the opposite of true or false, null of anything else."""
    return not value if isinstance(value, bool) else None


@builtin("string", "from: any")
def to_string(value: Any) -> str | None:
    """Return a value as text."""
    return None if value is None else show(value)


@builtin("number", "from: string")
def to_number(text: str) -> Decimal:
    """Return the number a text spells with a point."""
    return _number(text)


@builtin("number", "from: string", "grouping separator: any", "decimal separator: any")
def to_number_with(text: str, grouping: Any, decimal: Any) -> Decimal:
    """Return the number a text spells with these separators."""
    if grouping not in (None, " ", ",", ".") or decimal not in (None, ",", ".") or (grouping and grouping == decimal):
        raise FeelNullError(Text(N_("These separators are not allowed.")))
    if grouping:
        text = text.replace(grouping, "")
    if decimal and decimal != ".":
        if "." in text:
            raise _not_a_number(text)
        text = text.replace(decimal, ".")
    return _number(text)


def _not_a_number(text: str) -> FeelNullError:
    return FeelNullError(Text(N_("“%(text)s” is not a valid %(kind)s."), {"text": text[:60], "kind": "number"}))


def _number(text: str) -> Decimal:
    if len(text) > 400 or not _NUMBER.fullmatch(text):
        raise _not_a_number(text)
    try:
        return CONTEXT.create_decimal(text)
    except DecimalException:
        raise _not_a_number(text) from None


@builtin("is", "value1: any", "value2: any")
def is_same(left: Any, right: Any) -> bool:
    """Say whether two values are the same in kind and in every part, time zones included."""
    kind = kind_of(left)
    if kind != kind_of(right):
        return False
    if kind in _TEMPORAL:
        return show_temporal(left) == show_temporal(right)
    return equal(left, right) is True
