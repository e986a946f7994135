"""Reading a form into comparable items: the form itself and its fields by key."""

import json
from collections.abc import Iterator
from typing import Any

from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from web.parts.diagrams import words
from web.parts.diagrams.items import Contents, Fact, Item, Label, tidy

UNTOLD = {"components", "id", "label", "layout", "key"}


class FormUnreadableError(BangVangError):
    """A form's text is not JSON, or not a form."""

    def __init__(self, line: int | None = None) -> None:
        super().__init__(Text(N_("This is not a form in JSON.")))
        self.line = line


def read_fields(data: bytes) -> Contents:
    """Return the fields of a form, however deep; raises FormUnreadableError."""
    try:
        form = json.loads(data)
    except ValueError as error:
        raise FormUnreadableError(getattr(error, "lineno", None)) from None
    if not isinstance(form, dict):
        raise FormUnreadableError
    form_id = str(form.get("id", ""))
    own = Item(form_id, words.KINDS["form"], form_id, dict(_facts(form)), form_id)
    return Contents({own.id: own, **{item.id: item for item in _fields(form)}}, {})


def _fields(parent: dict[str, Any]) -> Iterator[Item]:
    for component in parent.get("components", []):
        key = str(component.get("key") or component.get("path") or component.get("id", ""))
        label = tidy(component.get("label"))
        yield Item(key, words.FIELD, label, dict(_facts(component)), label or key)
        yield from _fields(component)


def _facts(component: dict[str, Any]) -> Iterator[tuple[Label, Fact]]:
    for name, value in component.items():
        if name not in UNTOLD:
            yield (words.ANY, name), Fact(value if isinstance(value, str) else _written(value))


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
