"""What kind of FEEL value a Python value is, and host values made into FEEL's."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.base.text import N_, Text
from engine.feel.errors import FeelError
from engine.feel.functions import Function
from engine.feel.numbers import CONTEXT
from engine.feel.values import FarDate, FineDateTime, FineDuration, FineTime, Range, YearsMonthsDuration

NUMBER, STRING, BOOLEAN, NULL = "number", "string", "boolean", "Null"
DATE, TIME, DATE_TIME = "date", "time", "date and time"
DAYS, MONTHS = "days and time duration", "years and months duration"
LIST, CONTEXT_KIND, FUNCTION, RANGE = "list", "context", "function", "range"

_KINDS: dict[type, str] = {
    Decimal: NUMBER,
    str: STRING,
    bool: BOOLEAN,
    type(None): NULL,
    date: DATE,
    time: TIME,
    datetime: DATE_TIME,
    FineTime: TIME,
    FineDateTime: DATE_TIME,
    timedelta: DAYS,
    FineDuration: DAYS,
    YearsMonthsDuration: MONTHS,
    list: LIST,
    dict: CONTEXT_KIND,
    Range: RANGE,
}

#: The class most values of a simple type have.
USUAL: dict[str, type] = {
    NUMBER: Decimal,
    STRING: str,
    BOOLEAN: bool,
    DATE: date,
    TIME: time,
    DATE_TIME: datetime,
    DAYS: timedelta,
    MONTHS: YearsMonthsDuration,
}


def kind_of(value: Any) -> str:
    """Return the FEEL name of a value's type."""
    kind = _KINDS.get(type(value))
    if kind is not None:
        return kind
    if isinstance(value, FarDate):
        return DATE_TIME if isinstance(value.near, datetime) else DATE
    if isinstance(value, Function):
        return FUNCTION
    return next((name for base, name in _KINDS.items() if isinstance(value, base)), "Any")


#: Types whose values are FEEL values as they stand.
PLAIN = frozenset(_KINDS) - {list, dict} | {FarDate}


def adapt(value: Any) -> Any:
    """Return a host's value as FEEL has it: numbers as Decimal, sequences as lists, mappings as contexts.

    Raises FeelError for what no FEEL value corresponds to.
    """
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is int:
        return Decimal(value)
    for wanted, adapted in _ADAPTERS:
        if isinstance(value, wanted):
            return adapted(value)
    if callable(value):
        return _HOST_FUNCTION[0](value)
    raise FeelError(Text(N_("A value of type %(type)s cannot be used in an expression."), {"type": kind.__name__}))


def _adapt_list(value: Any) -> list[Any]:
    return [item if type(item) in PLAIN else adapt(item) for item in value]


def _adapt_mapping(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): item if type(item) in PLAIN else adapt(item) for key, item in value.items()}


_ADAPTERS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (Function, lambda value: value),
    ((list, tuple), _adapt_list),
    (Mapping, _adapt_mapping),
    (int, lambda value: Decimal(int(value))),
    (float, lambda value: CONTEXT.create_decimal(repr(float(value)))),
    (str, str),
    ((Decimal, date, time, timedelta), lambda value: value),
)
_HOST_FUNCTION: list[Callable[[Any], Function]] = []


def set_host_function(wrap: Callable[[Any], Function]) -> None:
    """Say how a host's callable becomes a FEEL function."""
    _HOST_FUNCTION[:] = [wrap]
