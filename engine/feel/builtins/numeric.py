"""Functions of numbers (DMN 1.5 table 76)."""

from datetime import timedelta
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)
from typing import Any

from engine.base.text import N_, Text
from engine.feel.builtins.registry import builtin
from engine.feel.errors import FeelNullError
from engine.feel.frame import charge
from engine.feel.numbers import CONTEXT
from engine.feel.temporal.spans import make_span, span_nanos
from engine.feel.values import YearsMonthsDuration

MIN_SCALE, MAX_SCALE = -6111, 6176
_WIDE = Context(prec=13_000, Emin=-999_999, Emax=999_999)


def _rounded(number: Decimal, scale: Decimal, mode: str) -> Decimal:
    places = int(scale.to_integral_value(ROUND_DOWN))
    if not MIN_SCALE <= places <= MAX_SCALE:
        params = {"low": MIN_SCALE, "high": MAX_SCALE}
        raise FeelNullError(Text(N_("The scale must lie between %(low)s and %(high)s."), params))
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -places:
        return number
    return CONTEXT.plus(number.quantize(Decimal(1).scaleb(-places, _WIDE), mode, _WIDE))


for _name, _mode, _scale in (
    ("decimal", ROUND_HALF_EVEN, "scale: number"),
    ("floor", ROUND_FLOOR, "?scale: number"),
    ("ceiling", ROUND_CEILING, "?scale: number"),
    ("round up", ROUND_UP, "scale: number"),
    ("round down", ROUND_DOWN, "scale: number"),
    ("round half up", ROUND_HALF_UP, "scale: number"),
    ("round half down", ROUND_HALF_DOWN, "scale: number"),
):
    builtin(_name, "n: number", _scale)(
        lambda number, scale=Decimal(0), mode=_mode: _rounded(number, scale, mode),
    )


@builtin("abs", "n: number")
@builtin("abs", "n: duration")
def absolute(value: Any) -> Any:
    """Return a number or duration without its sign."""
    if isinstance(value, YearsMonthsDuration):
        return YearsMonthsDuration(abs(value.months))
    return make_span(abs(span_nanos(value))) if isinstance(value, timedelta) else abs(value)


@builtin("modulo", "dividend: number", "divisor: number")
def modulo(dividend: Decimal, divisor: Decimal) -> Decimal:
    """Return the remainder with the sign of the divisor."""
    remainder = CONTEXT.remainder(dividend, divisor)
    return CONTEXT.add(remainder, divisor) if remainder and (remainder < 0) != (divisor < 0) else remainder


@builtin("sqrt", "number: number")
def square_root(number: Decimal) -> Decimal:
    """Return the square root."""
    return CONTEXT.sqrt(number)


@builtin("log", "number: number")
def logarithm(number: Decimal) -> Decimal:
    """Return the natural logarithm."""
    charge(120)
    result = CONTEXT.ln(number)
    if not result.is_finite():
        raise FeelNullError(Text(N_("The result of %(sign)s is not a number."), {"sign": "log"}))
    return result


@builtin("exp", "number: number")
def exponential(number: Decimal) -> Decimal:
    """Return e to the power of a number."""
    charge(60)
    return CONTEXT.exp(number)


@builtin("odd", "number: number")
def is_odd(number: Decimal) -> bool:
    """Say whether a number is odd."""
    return bool(CONTEXT.remainder(number, Decimal(2)) in (1, -1))


@builtin("even", "number: number")
def is_even(number: Decimal) -> bool:
    """Say whether a number is even."""
    return bool(CONTEXT.remainder(number, Decimal(2)) == 0)
