"""Values of variables as FEEL writes them, so that what a page shows can be typed into it again."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from web.operations.blueprint import bp

CALLS: tuple[tuple[Any, str], ...] = ((datetime, "date and time"), (date, "date"), (time, "time"))
MAX_TEXT = 2000


@bp.app_template_filter("feel")
def show_value(value: Any) -> str:
    """Write a value as FEEL; one too long for a page is cut."""
    text = _written(value)
    return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}…"


def _written(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(k)}: {_written(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_written(one) for one in value) + "]"
    return _plain(value)


def _key(key: str) -> str:
    return key if key.isidentifier() else json.dumps(key, ensure_ascii=False)


def _plain(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    for kind, call in CALLS:
        if isinstance(value, kind):
            return f'{call}("{value.isoformat()}")'
    if isinstance(value, timedelta):
        return f'duration("PT{int(value.total_seconds())}S")'
    return str(value) if isinstance(value, int | float | Decimal) else f'"{value}"'
