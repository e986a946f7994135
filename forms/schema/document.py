"""A whole schema: its frame, its components, and keys that must not meet."""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from engine.base.errors import Finding
from engine.base.text import N_, Text
from forms.components import (
    Column,
    Component,
    Container,
    Field,
    Gap,
    Group,
    ListGroup,
    Path,
    Prose,
    Table,
    Tree,
)
from forms.conditions import Formula
from forms.limits import MAX_COMPONENTS, MAX_DEPTH, MAX_ROWS, MAX_SCHEMA_BYTES, MAX_SCHEMA_VERSION
from forms.schema.fields import READERS, read_field, read_rules
from forms.schema.notes import Notes, name_of
from forms.schema.part import Part


def check_form(data: bytes | Mapping[str, Any], file: str = "") -> list[Finding]:
    """Return what is wrong with a form, nothing when it can be deployed."""
    return read_form(data, file)[1].findings


def read_form(data: bytes | Mapping[str, Any], file: str = "") -> tuple[Tree, Notes]:
    """Read a schema as far as it goes, with notes of what is wrong."""
    notes = Notes(file)
    schema = _load(data, notes)
    _check_frame(schema, notes)
    raws = _components(schema, notes)
    tree = Tree(tuple(_read_all(raws, notes, 1)), schema.get("properties") or {})
    if sum(1 for _ in tree.walk()) > MAX_COMPONENTS:
        notes.add("form-size", Text(N_("A form has at most %(count)s components."), {"count": MAX_COMPONENTS}))
    _check_keys(tree.components, notes)
    return tree, notes


def _load(data: bytes | Mapping[str, Any], notes: Notes) -> Mapping[str, Any]:
    if isinstance(data, Mapping):
        return data
    if len(data) > MAX_SCHEMA_BYTES:
        notes.add("form-size", Text(N_("A form has at most %(count)s bytes."), {"count": MAX_SCHEMA_BYTES}))
        return {"components": []}
    try:
        notes.source = data.decode()
        found = json.loads(notes.source, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        notes.add("form-json", Text(N_("This is no JSON: %(problem)s"), {"problem": str(error)}))
        return {"components": []}
    if isinstance(found, Mapping):
        return found
    notes.add("form-json", Text(N_("A form must be a JSON object.")))
    return {"components": []}


def _check_frame(schema: Mapping[str, Any], notes: Notes) -> None:
    if schema.get("type", "default") != "default":
        notes.add("form-type", Text(N_("The type of a form must be “default”.")))
    version = schema.get("schemaVersion", MAX_SCHEMA_VERSION)
    if not isinstance(version, int) or not 1 <= version <= MAX_SCHEMA_VERSION:
        said = {"version": version, "newest": MAX_SCHEMA_VERSION}
        notes.add("form-version", Text(N_("Schema version %(version)s is unknown; %(newest)s is the newest."), said))


def _components(raw: Mapping[str, Any], notes: Notes) -> list[Mapping[str, Any]]:
    given = raw.get("components")
    if isinstance(given, list) and all(isinstance(one, Mapping) for one in given):
        return given
    said = Text(N_("“%(entry)s” must be a list of components."), {"entry": "components"})
    notes.add("form-value", said, name_of(raw))
    return []


def _read_all(raws: list[Mapping[str, Any]], notes: Notes, depth: int) -> list[Component]:
    if depth > MAX_DEPTH:
        notes.add("form-nesting", Text(N_("Groups and lists lie at most %(count)s deep."), {"count": MAX_DEPTH}))
        return []
    return [found for raw in raws[: MAX_COMPONENTS + 1] if (found := _read_one(Part.of(raw, notes), depth)) is not None]


def _read_one(part: Part, depth: int) -> Component | None:
    kind = part.text("type")
    if kind == "button":
        return None  # the page has its own buttons
    if kind in READERS:
        return read_field(part, _common(part))
    if kind in _CONTAINERS:
        return _read_container(part, depth)
    if kind in _OTHERS:
        return _OTHERS[kind](part, _common(part))
    said = {"type": kind or "?"}
    part.refuse("form-component-type", Text(N_("Components of type “%(type)s” are not supported."), said))
    return None


def _common(part: Part) -> dict[str, Any]:
    layout = part.section("layout")
    width = layout.whole("columns")
    return {
        "id": part.text("id") or part.text("key"),
        "kind": part.text("type"),
        "label": part.wording("label"),
        "description": part.wording("description"),
        "hide": part.section("conditional").condition("hide"),
        "row": layout.text("row"),
        "width": min(max(width, 1), 16) if width else None,
    }


def _read_container(part: Part, depth: int) -> Component:
    common = _common(part) | {
        "data": part.path("path"),
        "children": tuple(_read_all(_components(part.raw, part.notes), part.notes, depth + 1)),
        "has_outline": part.is_true("showOutline"),
    }
    if part.text("type") == "group":
        return Group(**common)
    if not common["data"]:
        part.refuse("form-key", Text(N_("A list needs a path.")))
    repeats = part.is_true("isRepeating", default=True) and part.is_true("allowAddRemove", default=True)
    times = part.whole("defaultRepetitions")
    return ListGroup(
        **common,
        is_repeating=repeats,
        repetitions=min(1 if times is None else times, MAX_ROWS),
        item_title=part.custom_wording("itemTitle"),
        presentation="sheet" if part.section("properties").text("presentation") == "sheet" else "",
        rules=read_rules(part),
    )


def _table(part: Part, common: dict[str, Any]) -> Component:
    source = part.formula("dataSource")
    if source is None:
        part.refuse("form-feel", Text(N_("“%(entry)s” is missing."), {"entry": "dataSource"}))
    given = part.raw.get("columns")
    columns = tuple(_column(raw) for raw in given if isinstance(raw, Mapping)) if isinstance(given, list) else ()
    dynamic = part.formula("columnsExpression")
    if not columns and dynamic is None:
        part.refuse("form-value", Text(N_("A table needs columns.")))
    return Table(**common, source=source or Formula("null"), columns=columns, column_source=dynamic)


def _column(raw: Mapping[str, Any]) -> Column:
    key = str(raw.get("key") or "")
    return Column(key, str(raw.get("label") or key), str(raw.get("label:en") or ""))


def _prose(part: Part, common: dict[str, Any]) -> Component:
    return Prose(**common, text=part.wording("text"))


def _gap(_part: Part, common: dict[str, Any]) -> Component:
    return Gap(**common)


_CONTAINERS = {"group", "dynamiclist"}
_OTHERS: Mapping[str, Callable[[Part, dict[str, Any]], Component]] = {
    "table": _table,
    "text": _prose,
    "separator": _gap,
    "spacer": _gap,
}


def _check_keys(components: tuple[Component, ...], notes: Notes) -> None:
    """Note keys used twice, and a key that would hold both an answer and others below it."""
    taken: dict[Path, Component] = {}
    _take_keys(components, (), taken, notes)
    for path, component in taken.items():
        if any(path[:n] in taken for n in range(1, len(path))):
            notes.add("form-key-duplicate", _key_taken(path), component.id)


def _take_keys(components: tuple[Component, ...], base: Path, taken: dict[Path, Component], notes: Notes) -> None:
    for component in components:
        path = base + component.path
        if isinstance(component, Group):
            _take_keys(component.children, path, taken, notes)
            continue
        if isinstance(component, Container):
            _check_keys(component.children, notes)
        if isinstance(component, Field | Container) and component.path:
            if path in taken:
                notes.add("form-key-duplicate", _key_taken(path), component.id)
            taken[path] = component


def _key_taken(path: Path) -> Text:
    return Text(N_("The key “%(key)s” is used twice."), {"key": ".".join(path)})
