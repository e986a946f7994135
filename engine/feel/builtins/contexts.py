"""Functions of contexts (DMN 1.5 table 79)."""

from typing import Any

from engine.base.text import N_, Text
from engine.feel.builtins.registry import builtin
from engine.feel.errors import FeelNullError


@builtin("get value", "m: context", "key: string")
def get_value(context: dict[str, Any], key: str) -> Any:
    """Return the entry of a key."""
    return context.get(key)


@builtin("get value", "m: context", "keys: list")
def get_value_at(context: dict[str, Any], keys: list[Any]) -> Any:
    """Return the entry of an entry of an entry."""
    if not keys:
        raise FeelNullError(Text(N_("The list is empty.")))
    found: Any = context
    for key in keys:
        found = found.get(key) if isinstance(found, dict) and isinstance(key, str) else None
    return found


@builtin("get entries", "m: context")
def get_entries(context: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the entries as contexts of key and value."""
    return [{"key": key, "value": value} for key, value in context.items()]


@builtin("context", "entries: list")
def make_context(entries: list[Any]) -> dict[str, Any]:
    """Return a context of entries with key and value."""
    made: dict[str, Any] = {}
    for entry in entries:
        if not isinstance(entry, dict) or "value" not in entry or not isinstance(entry.get("key"), str):
            raise FeelNullError(Text(N_("Each entry must have a key and a value.")))
        if entry["key"] in made:
            raise FeelNullError(Text(N_("A context names an entry twice.")))
        made[entry["key"]] = entry["value"]
    return made


@builtin("context put", "context: context", "key: string", "value: any")
def context_put(context: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    """Return a context with an entry added or replaced."""
    return {**context, key: value}


@builtin("context put", "context: context", "keys: list", "value: any")
def context_put_at(context: dict[str, Any], keys: list[Any], value: Any) -> dict[str, Any]:
    """Return a context with an entry of an entry added or replaced."""
    if not keys or not isinstance(keys[0], str):
        raise FeelNullError(Text(N_("Each key must be a string.")))
    if len(keys) == 1:
        return {**context, keys[0]: value}
    inner = context.get(keys[0])
    if not isinstance(inner, dict):
        raise FeelNullError(Text(N_("“%(name)s” is not a context."), {"name": keys[0]}))
    return {**context, keys[0]: context_put_at(inner, keys[1:], value)}


@builtin("context merge", "contexts: list")
def context_merge(contexts: list[Any]) -> dict[str, Any]:
    """Return the entries of all contexts, later ones replacing earlier ones."""
    merged: dict[str, Any] = {}
    for context in contexts:
        if not isinstance(context, dict):
            raise FeelNullError(Text(N_("Only contexts can be merged.")))
        merged |= context
    return merged
