"""The values a choice offers: fixed ones, or a list among the process's data."""

from collections.abc import Mapping
from typing import Any

from forms.components import ChoiceField, Option, key_of
from forms.limits import MAX_OPTIONS


def offered_options(field: ChoiceField, names: Mapping[str, Any]) -> list[Option]:
    """Return what may be chosen; items of a source are plain values or `{label, value}`."""
    if field.source is None:
        return list(field.options)
    found = field.source.evaluate(names)
    items = found[:MAX_OPTIONS] if isinstance(found, list) else []
    options = {option.key: option for item in items if (option := _option(item)) is not None}
    return list(options.values())


def _option(item: Any) -> Option | None:
    if not isinstance(item, Mapping):
        return None if item is None or isinstance(item, list) else Option(item, key_of(item))
    value = item.get("value", item.get("code"))
    if value is None or isinstance(value, list | dict):
        return None
    label = item.get("label", item.get("name", value))
    return Option(value, str(label), str(item.get("label:en") or ""))
