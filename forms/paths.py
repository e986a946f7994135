"""Places in nested answers: `("members", 0, "name")` is `members.0.name` in a page."""

from collections.abc import Mapping, MutableMapping
from itertools import pairwise
from typing import Any

Place = tuple[str | int, ...]


def name_of(place: Place) -> str:
    """Return the place as the name of an input."""
    return ".".join(str(step) for step in place)


def find(data: Any, place: Place) -> Any:
    """Return what lies at a place, None where there is nothing."""
    for step in place:
        if isinstance(step, int):
            data = data[step] if isinstance(data, list) and step < len(data) else None
        else:
            data = data.get(step) if isinstance(data, Mapping) else None
    return data


def has(data: Any, place: Place) -> bool:
    """Tell whether a place exists, even if null stands there."""
    holder = find(data, place[:-1])
    step = place[-1]
    if isinstance(step, int):
        return isinstance(holder, list) and step < len(holder)
    return isinstance(holder, Mapping) and step in holder


def put(data: MutableMapping[str, Any], place: Place, value: Any) -> None:
    """Set a value at a place, making mappings and lists on the way."""
    holder: Any = data
    for step, after in pairwise(place):
        holder = _enter(holder, step, [] if isinstance(after, int) else {})
    _grow(holder, place[-1])
    holder[place[-1]] = value


def _enter(holder: Any, step: str | int, fresh: Any) -> Any:
    _grow(holder, step)
    if not isinstance(holder[step] if isinstance(step, int) else holder.get(step), type(fresh)):
        holder[step] = fresh
    return holder[step]


def _grow(holder: Any, step: str | int) -> None:
    while isinstance(step, int) and len(holder) <= step:
        holder.append(None)
