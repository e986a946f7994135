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
    if value is None or isinstance(value, str | bool | int | float):
        return _number(value)
    if isinstance(value, Decimal):
        return {"$decimal": str(value)}
    if isinstance(value, dict):
        return _mapping(value)
    if isinstance(value, list | tuple):
        return [_tagged(item) for item in value]
    return _temporal(value)


def _number(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**53:
        return {"$decimal": str(value)}
    return value


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


_WRITERS: tuple[tuple[Any, str, Callable[[Any], str]], ...] = (
    ((FineDateTime, FineTime, FineDuration), "$feel", show_temporal),
    (datetime, "$datetime", datetime.isoformat),
    (date, "$date", date.isoformat),
    (time, "$time", time.isoformat),
    (timedelta, "$duration", _seconds),
    (YearsMonthsDuration, "$months", lambda value: str(value.months)),
    (UUID, "$uuid", str),
)


def _temporal(value: Any) -> dict[str, str]:
    for kind, tag, write in _WRITERS:
        if isinstance(value, kind):
            return {tag: write(value)}
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
