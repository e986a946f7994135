"""Values to text, as `string()` writes them and FEEL reads them back."""

from collections.abc import Callable
from typing import Any

from engine.feel import kinds
from engine.feel.frame import charge
from engine.feel.kinds import kind_of
from engine.feel.numbers import show_number
from engine.feel.temporal.showing import show_temporal
from engine.feel.values import Range

_PLAIN_NAME = str.isidentifier


def show(value: Any) -> str:
    """Return a value as text; a string as it is."""
    return value if isinstance(value, str) else show_inner(value)


def show_inner(value: Any) -> str:
    """Return a value as it stands inside a list or context; a string in quotation marks."""
    return _SHOWN.get(kind_of(value), show_temporal)(value)


def quote(text: str) -> str:
    """Return a string as a literal."""
    charge(len(text) >> 4)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _key(key: str) -> str:
    return key if all(_PLAIN_NAME(word) for word in key.split(" ")) else quote(key)


def _show_list(value: list[Any]) -> str:
    charge(2 * len(value))
    return "[" + ", ".join(map(show_inner, value)) + "]"


def _show_context(value: dict[str, Any]) -> str:
    charge(3 * len(value))
    return "{" + ", ".join(f"{_key(key)}: {show_inner(item)}" for key, item in value.items()) + "}"


def _show_range(value: Range) -> str:
    if value.start is None or value.end is None:
        sign = (">" if value.end is None else "<") + ("=" if value.start_included or value.end_included else "")
        return f"{sign}{show_inner(value.start if value.end is None else value.end)}"
    low, high = "[" if value.start_included else "(", "]" if value.end_included else ")"
    return f"{low}{show_inner(value.start)}..{show_inner(value.end)}{high}"


_SHOWN: dict[str, Callable[[Any], str]] = {
    kinds.NULL: lambda _: "null",
    kinds.BOOLEAN: lambda value: "true" if value else "false",
    kinds.STRING: quote,
    kinds.NUMBER: show_number,
    kinds.LIST: _show_list,
    kinds.CONTEXT_KIND: _show_context,
    kinds.RANGE: _show_range,
    kinds.FUNCTION: lambda _: "function",
}
