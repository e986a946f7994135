"""A form of a page, filled with what was typed into it before."""

from collections.abc import Iterable

from lxml.html import HtmlElement

FIELDS = ("input", "textarea", "select")
TICKED = {"checkbox", "radio"}
UNTOUCHED = {"hidden", "password", "file", "submit", "button", "reset", "image"}
Typed = Iterable[tuple[str, str]]


def fill_form(form: HtmlElement, typed: Typed) -> dict[str, list[str]]:
    """Fill the fields of a form, or of a part of a page; return what was typed and finds no field there."""
    left: dict[str, list[str]] = {}
    for name, value in typed:
        left.setdefault(name, []).append(value)
    for field in form.iter(*FIELDS):
        _fill_field(field, left)
    return {name: values for name, values in left.items() if any(values)}


def _fill_field(field: HtmlElement, left: dict[str, list[str]]) -> None:
    name, kind = field.get("name", ""), field.get("type", "text")
    if field.tag == "input" and kind in UNTOUCHED:
        if kind == "hidden":
            left.pop(name, None)
        return
    if field.tag == "input" and kind in TICKED:
        _tick(field, field.get("value", "on"), left.get(name, []), "checked")
        return
    if not left.get(name):
        return
    value = left[name].pop(0)
    if field.tag == "select":
        for option in field.iter("option"):
            _tick(option, option.get("value", option.text or ""), [value], "selected")
    elif field.tag == "textarea":
        field.text = f"\n{value}"
    else:
        field.set("value", value)


def _tick(field: HtmlElement, value: str, chosen: list[str], mark: str) -> None:
    field.attrib.pop(mark, None)
    if value in chosen:
        field.set(mark, mark)
        if mark == "checked":
            chosen.remove(value)
