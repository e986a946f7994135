"""What a browser sent, sorted by the form's own fields; anything else is left aside."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from forms.components import ChoiceField, Component, DateField, Field, FileField, Group, ListGroup, Tree
from forms.limits import MAX_FILES, MAX_KNOWN_ROWS, MAX_OPTIONS, MAX_RAW, MAX_ROWS
from forms.paths import Place, name_of, put

Submitted = Mapping[str, list[str]]
ADD, REMOVE, ROWS, PREVIEW, WRONG = "_add:", "_remove:", "_rows:", "_preview", "_wrong"
TIME = ":time"  # ending of the name of a date's second input


@dataclass(frozen=True)
class Raw:
    """Answers as typed: the form's shape with lists of texts for leaves.

    A field that was not on the page has no leaf, so its first value still counts.
    """

    tree: dict[str, Any] = field(default_factory=dict)
    is_rearranged: bool = False  # a button added or removed an item, or asked for the form anew
    wrong: frozenset[str] = frozenset()  # fields the page marked as wrong, to mark still if they are


def read_submission(form: Tree, submitted: Any) -> Raw:
    """Sort a submission: a mapping of names to lists of texts, or a MultiDict."""
    sent = as_lists(submitted)
    tree: dict[str, Any] = {}
    rearranged = any(name == PREVIEW or name.startswith((ADD, REMOVE)) for name in sent)
    _read_all(form.components, (), sent, tree)
    wrong = " ".join(sent.get(WRONG, []))[:MAX_RAW].split()
    return Raw(tree, rearranged, frozenset(wrong))


def as_lists(submitted: Any) -> dict[str, list[str]]:
    """Return a submission as names to lists of texts, whatever mapping it came in."""
    if hasattr(submitted, "to_dict"):
        return dict(submitted.to_dict(flat=False))
    return {name: [values] if isinstance(values, str) else list(values) for name, values in submitted.items()}


def _read_all(components: tuple[Component, ...], base: Place, sent: Submitted, tree: dict[str, Any]) -> None:
    for component in components:
        place = base + component.path
        if isinstance(component, Field):
            _read_field(component, place, sent, tree)
        elif isinstance(component, ListGroup):
            _read_list(component, place, sent, tree)
        elif isinstance(component, Group):
            _read_all(component.children, place, sent, tree)


def _read_field(field: Field, place: Place, sent: Submitted, tree: dict[str, Any]) -> None:
    name = name_of(place)
    if name not in sent:
        return
    values = [clean(value) for value in sent[name][: MAX_OPTIONS + 1] if isinstance(value, str)]
    if isinstance(field, DateField) and field.subtype == "datetime":
        values = [_last(values), _last([clean(value) for value in sent.get(name + TIME, [])[:2]])]
    elif isinstance(field, FileField) or (isinstance(field, ChoiceField) and field.is_multiple):
        most = MAX_FILES if isinstance(field, FileField) else MAX_OPTIONS
        values = list(dict.fromkeys(value for value in values if value))[: most + 1]
    else:
        values = [_last(values)]
    put(tree, place, values)


def _last(values: list[str]) -> str:
    return next((value for value in reversed(values) if value), "")


def clean(text: str) -> str:
    """Return a text that every database can keep: bounded, no NUL, no halves of characters."""
    return text[:MAX_RAW].replace("\x00", "").encode("utf-8", "replace").decode()


def _read_list(group: ListGroup, place: Place, sent: Submitted, tree: dict[str, Any]) -> None:
    name = name_of(place)
    count = _count_rows(name, sent, MAX_ROWS if group.is_repeating else MAX_KNOWN_ROWS)
    if count is None:
        return
    rows: list[Any] = [{} for _ in range(count)]
    put(tree, place, rows)
    for index in range(count):
        _read_all(group.children, (*place, index), sent, tree)
    if group.is_repeating:
        _press_buttons(name, rows, sent)


def _count_rows(name: str, sent: Submitted, most: int) -> int | None:
    """Return how many items the page had; None when the list was not on it."""
    told = sent.get(ROWS + name, [])
    if told and told[-1].isascii() and told[-1].isdigit():
        return min(int(told[-1][:6]), most)
    seen = [_index(key, name) for key in sent if key.startswith(name + ".")]
    if not seen and ADD + name not in sent:
        return None
    return min(max(seen, default=-1) + 1, most)


def _index(key: str, name: str) -> int:
    step = key[len(name) + 1 :].partition(".")[0]
    return int(step) if step.isascii() and step.isdigit() and len(step) < 6 else -1


def _press_buttons(name: str, rows: list[Any], sent: Submitted) -> None:
    for index in reversed(range(len(rows))):
        if f"{REMOVE}{name}:{index}" in sent:
            del rows[index]
    if ADD + name in sent and len(rows) < MAX_ROWS:
        rows.append({})
