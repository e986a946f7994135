"""Values as text and back without loss.

Plain JSON where JSON can say it; a one-key object `{"$type": text}` where it cannot. A user's own mapping that has a
single key beginning with `$` is wrapped as `{"$map": {...}}`, so no key a form may bring is ever mistaken for a tag.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson

from engine.feel.temporal.parsing import read_temporal
from engine.feel.temporal.showing import show_temporal
from engine.feel.values import FineDateTime, FineDuration, FineTime, YearsMonthsDuration


def _seconds(value: timedelta) -> str:
    return f"{value.days},{value.seconds},{value.microseconds}"


def _timedelta(text: str) -> timedelta:
    days, seconds, micros = (int(part) for part in text.split(","))
    return timedelta(days, seconds, micros)


_READERS: dict[str, Callable[[Any], Any]] = {
    "$decimal": Decimal,
    "$datetime": datetime.fromisoformat,
    "$date": date.fromisoformat,
    "$time": time.fromisoformat,
    "$duration": _timedelta,
    "$feel": read_temporal,
    "$months": lambda text: YearsMonthsDuration(int(text)),
    "$uuid": UUID,
}


def _tagged(value: Any) -> Any:
    """Turn one value into what JSON can say."""
    kind = type(value)
    return value if kind in _SAID_BY_JSON else (_WRITERS.get(kind) or _writer_of(value))(value)


def _number(value: int) -> Any:
    return {"$decimal": str(value)} if abs(value) >= 2**53 else value


def _mapping(value: dict[Any, Any]) -> dict[str, Any]:
    inner = {_key(k): _tagged(v) for k, v in value.items()}
    if len(inner) == 1 and next(iter(inner)).startswith("$"):
        return {"$map": inner}
    return inner


def _key(key: Any) -> str:
    if not isinstance(key, str):
        msg = f"a key of a mapping must be text, not {type(key).__name__}"
        raise TypeError(msg)
    return key


def _items(value: list[Any] | tuple[Any, ...]) -> list[Any]:
    return [_tagged(item) for item in value]


def _same(value: Any) -> Any:
    return value


def _under(tag: str, text_of: Callable[[Any], str]) -> Callable[[Any], Any]:
    """Return what writes a value as its text under a tag."""
    return lambda value: {tag: text_of(value)}


_SAID_BY_JSON = frozenset({type(None), str, bool, float})
_WRITERS: dict[type, Callable[[Any], Any]] = {
    **dict.fromkeys((str, bool, float), _same),
    int: _number,
    Decimal: _under("$decimal", str),
    dict: _mapping,
    **dict.fromkeys((list, tuple), _items),
    **dict.fromkeys((FineDateTime, FineTime, FineDuration), _under("$feel", show_temporal)),
    datetime: _under("$datetime", datetime.isoformat),
    date: _under("$date", date.isoformat),
    time: _under("$time", time.isoformat),
    timedelta: _under("$duration", _seconds),
    YearsMonthsDuration: _under("$months", lambda value: str(value.months)),
    UUID: _under("$uuid", str),
}
"""How each type is written; one that is derived from another stands before it."""


def _writer_of(value: Any) -> Callable[[Any], Any]:
    """Return how a value is written whose type is derived from one of those; raises TypeError."""
    for kind, write in _WRITERS.items():
        if isinstance(value, kind):
            return write
    msg = f"{type(value).__name__} cannot be kept as a variable"
    raise TypeError(msg)


def _untagged(value: Any) -> Any:
    if isinstance(value, list):
        return [_untagged(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((tag, inner),) = value.items()
        if tag == "$map":
            return {k: _untagged(v) for k, v in inner.items()}
        if tag in _READERS:
            return _READERS[tag](inner)
    return {k: _untagged(v) for k, v in value.items()}


class Encoded(str):
    """The text that `encode` wrote of a value, kept with the value's column as it is."""

    __slots__ = ()


def encode(value: Any) -> str:
    """Return the value as JSON text.

    Raises TypeError for what no variable may hold.
    """
    return orjson.dumps(_tagged(value)).decode()


def decode(text: str) -> Any:
    """Return the value that `encode` wrote."""
    return _untagged(orjson.loads(text))
