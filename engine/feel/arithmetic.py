"""`+ - * / **` on values of every kind; what has no result raises FeelNullError."""

from collections.abc import Callable
from decimal import Decimal, DecimalException
from typing import Any

from engine.base.text import N_, Text
from engine.feel.errors import FeelNullError
from engine.feel.frame import charge, check_size
from engine.feel.kinds import DATE, DATE_TIME, DAYS, MONTHS, NUMBER, STRING, TIME, kind_of
from engine.feel.numbers import CONTEXT
from engine.feel.temporal import arithmetic as temporal
from engine.feel.temporal.calendar import make_months
from engine.feel.values import YearsMonthsDuration

Operation = Callable[[Any, Any], Any]


def _swapped(operation: Operation) -> Operation:
    return lambda left, right: operation(right, left)


def _minus_duration(value: Any, duration: Any) -> Any:
    return temporal.add_duration(value, temporal.turned(duration))


def _add_months(left: YearsMonthsDuration, right: YearsMonthsDuration) -> YearsMonthsDuration:
    return make_months(left.months + right.months)


def _power(left: Decimal, right: Decimal) -> Decimal:
    is_short = right == right.to_integral_value() and abs(right) < 1_000
    charge(4 if is_short else 250)
    return CONTEXT.power(left, right)


def _join(left: str, right: str) -> str:
    charge((len(left) + len(right)) >> 6)
    joined: str = check_size(left + right)
    return joined


_MOMENTS = (DATE, DATE_TIME)
_OPERATIONS: dict[tuple[str, str, str], Operation] = {
    ("+", NUMBER, NUMBER): CONTEXT.add,
    ("-", NUMBER, NUMBER): CONTEXT.subtract,
    ("*", NUMBER, NUMBER): CONTEXT.multiply,
    ("/", NUMBER, NUMBER): CONTEXT.divide,
    ("**", NUMBER, NUMBER): _power,
    ("+", STRING, STRING): _join,
    ("-", TIME, TIME): temporal.subtract_times,
    ("+", DAYS, DAYS): temporal.add_spans,
    ("-", DAYS, DAYS): temporal.subtract_spans,
    ("+", MONTHS, MONTHS): _add_months,
    ("-", MONTHS, MONTHS): lambda left, right: _add_months(left, -right),
}
for _kind in (DAYS, MONTHS):
    _OPERATIONS |= {
        ("*", _kind, NUMBER): temporal.scale,
        ("*", NUMBER, _kind): _swapped(temporal.scale),
        ("/", _kind, NUMBER): temporal.shrink,
        ("/", _kind, _kind): temporal.ratio,
    }
    for _moment in (DATE, DATE_TIME, TIME):
        _OPERATIONS |= {
            ("+", _moment, _kind): temporal.add_duration,
            ("+", _kind, _moment): _swapped(temporal.add_duration),
            ("-", _moment, _kind): _minus_duration,
        }
for _left in _MOMENTS:
    for _right in _MOMENTS:
        _OPERATIONS["-", _left, _right] = temporal.subtract_moments


def result_kind(sign: str, left: str, right: str) -> str | None:
    """Return the kind of `left sign right` by the kinds of its operands, or None where it has no value."""
    if (sign, left, right) not in _OPERATIONS:
        return None
    durations, moments = (DAYS, MONTHS), (DATE, DATE_TIME, TIME)
    if left in moments and right in moments:
        return DAYS
    if left in moments or right in moments:
        return left if left in moments else right
    if left in durations and right in durations:
        return NUMBER if sign == "/" else left
    return right if right in durations else left


def operate(sign: str, left: Any, right: Any) -> Any:
    """Return `left sign right`, or raise FeelNullError."""
    found = _OPERATIONS.get((sign, kind_of(left), kind_of(right)))
    if found is None:
        params = {"sign": sign, "left": kind_of(left), "right": kind_of(right)}
        raise FeelNullError(Text(N_("%(sign)s does not work between %(left)s and %(right)s."), params))
    try:
        return found(left, right)
    except (DecimalException, OverflowError, ZeroDivisionError):
        raise FeelNullError(Text(N_("The result of %(sign)s is not a number."), {"sign": sign})) from None


def negate(value: Any) -> Any:
    """Return a number or duration with its sign turned."""
    kind = kind_of(value)
    if kind == NUMBER:
        return CONTEXT.minus(value)
    if kind in (DAYS, MONTHS):
        return temporal.turned(value)
    raise FeelNullError(Text(N_("%(sign)s does not work on %(kind)s."), {"sign": "-", "kind": kind}))
