"""Codes that forms write out: options and defaults of fields called as codes are, and principals anywhere."""

from collections.abc import Iterator
from typing import Any

import orjson

from engine.bpmn.check import Said, Written, is_principal, literals
from engine.bpmn.read.expressions import Expr, is_expression
from engine.ports.registers import PRINCIPAL

AT = "@"
"""Ends a role that a place is added to."""
TEXTS = ("text", "label", "description", "label:en", "description:en", "text:en")
"""What is written for people, where an address of mail is no principal."""


def codes_in_form(data: bytes) -> Iterator[Said]:
    """Yield the codes in a form's schema. Raises ValueError where it is no JSON."""
    waiting = [orjson.loads(data)]
    while waiting:
        part = waiting.pop()
        if not isinstance(part, dict):
            continue
        yield from _in_field(part)
        inside = part.get("components")
        waiting += inside if isinstance(inside, list) else ()


def _in_field(field: dict[str, Any]) -> Iterator[Said]:
    place = str(field.get("id") or field.get("key") or "")
    name = str(field.get("label") or field.get("key") or place)
    word = str(field.get("key") or "").rpartition(".")[2]
    chosen = [text for text in _chosen(field) if not is_expression(text)]
    yield from (Said((word, text), place, name, is_sure=False) for text in chosen if word and text)
    written = [Written(text, is_part=False) for text in chosen]
    written += [one for text in _expressions(field) for one in literals(Expr(text[1:].strip()))]
    named = [one.text for one in written if is_principal(one) or one.text.endswith(AT)]
    yield from (Said((PRINCIPAL, text), place, name) for text in named)


def _chosen(field: dict[str, Any]) -> Iterator[str]:
    """Yield the values that a field offers, and those it begins with."""
    options, default = field.get("values"), field.get("defaultValue")
    found = [one.get("value") for one in options if isinstance(one, dict)] if isinstance(options, list) else []
    found += default if isinstance(default, list) else [default]
    yield from (one for one in found if isinstance(one, str))


def _expressions(field: dict[str, Any]) -> Iterator[str]:
    """Yield the expressions of a field, at whatever depth, but not those of the fields inside it."""
    waiting: list[Any] = [value for key, value in field.items() if key not in ("components", *TEXTS)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str) and is_expression(one):
            yield one
        elif isinstance(one, dict | list):
            waiting += one.values() if isinstance(one, dict) else one
