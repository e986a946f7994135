"""Files sent with a form: which inputs take them, and their ids among the answers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from forms.components import Component, FileField, Group, ListGroup
from forms.form import Form
from forms.limits import MAX_FILES
from forms.submission import as_lists

FILE = ":file"  # ending of the name of a file input; the field's own name carries the ids of stored files


@dataclass
class Taken:
    """A submission with the files of the request stored: ids among the answers, refusals by field."""

    submitted: dict[str, list[str]]
    errors: dict[str, Text] = field(default_factory=dict)


def take_uploads(
    form: Form, submitted: Any, files: Iterable[tuple[str, Any]], keep: Callable[[str, Any], str]
) -> Taken:
    """Store the files of a request and put their ids into the submission that `Form.check` is given.

    `files` are pairs of input name and file (with a `filename`); `keep` stores one for a field and returns its id, or
    raises a BangVangError, which becomes that field's error. Files for inputs the form does not have are left aside.
    """
    taken = Taken(as_lists(submitted))
    counts: dict[str, int] = {}
    for input_name, file in files:
        name = input_name.removesuffix(FILE)
        found = find_file_field(form, name) if input_name.endswith(FILE) and file.filename else None
        counts[name] = counts.get(name, 0) + 1
        if found is not None and counts[name] <= MAX_FILES:
            _take_one(taken, found, (name, file), keep)
    return taken


def _take_one(taken: Taken, found: FileField, sent: tuple[str, Any], keep: Callable[[str, Any], str]) -> None:
    name, file = sent
    try:
        _check_ending(found, file.filename)
        kept = keep(name, file)
    except BangVangError as error:
        taken.errors[name] = error.text
        return
    before = [one for one in taken.submitted.get(name, []) if one] if found.is_multiple else []
    taken.submitted[name] = [*before, kept]


def _check_ending(found: FileField, filename: str) -> None:
    endings = [one for one in found.accept if one.startswith(".")]
    if endings and len(endings) == len(found.accept) and PurePosixPath(filename).suffix.lower() not in endings:
        said = {"file": filename[:150], "kinds": ", ".join(endings)}
        raise BangVangError(Text(N_("%(file)s was not taken: only %(kinds)s files are asked for here."), said))


def find_file_field(form: Form, name: str) -> FileField | None:
    """Return the field of a name in a page, `papers` or `members.0.papers`; None if it takes no files."""
    return _find(form.tree.components, name.split("."))


def _find(components: tuple[Component, ...], steps: list[str]) -> FileField | None:
    for component in components:
        rest = _rest(steps, component)
        if rest is None:
            continue
        if isinstance(component, FileField) and not rest:
            return component
        if isinstance(component, ListGroup):
            rest = rest[1:] if rest and rest[0].isdigit() else []
        if isinstance(component, Group | ListGroup) and (found := _find(component.children, rest)):
            return found
    return None


def _rest(steps: list[str], component: Component) -> list[str] | None:
    """Return what follows a component's path in a name, None when the name lies elsewhere."""
    length = len(component.path)
    return steps[length:] if tuple(steps[:length]) == component.path else None


def file_ids(form: Form, answers: Mapping[str, Any]) -> list[str]:
    """Return the ids of all files among typed answers, to mark them as kept."""
    return list(_ids(form.tree.components, answers))


def _ids(components: tuple[Component, ...], answers: Any) -> Iterable[str]:
    for component in components:
        inside = answers
        for step in component.path:
            inside = inside.get(step) if isinstance(inside, Mapping) else None
        if isinstance(component, FileField):
            yield from inside or []
        elif isinstance(component, ListGroup):
            for row in inside or []:
                yield from _ids(component.children, row)
        elif isinstance(component, Group):
            yield from _ids(component.children, inside)
