"""A form as a whole: shown for some data, checked when it comes back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.base.text import N_, Text
from forms.components import Field, FileField, ListGroup, Tree
from forms.dependence import depends_on_answers
from forms.errors import FormRefusedError
from forms.paths import put
from forms.rules import find_fault
from forms.schema import read_form
from forms.sheet import Given, Sheet, Slot
from forms.showing import build_view
from forms.submission import Raw, read_submission
from forms.view import Dress, FormView


@dataclass(frozen=True)
class Checked:
    """What came of a submission.

    `answers` are typed and nested, complete only when there are no `errors`; `raw` shows again what was typed. When
    `is_rearranged`, a button only asked for another item, one less, or the form anew: show it again, without errors.
    """

    answers: dict[str, Any]
    errors: dict[str, Text]
    raw: Raw
    is_rearranged: bool = False

    @property
    def is_complete(self) -> bool:
        """Tell whether the answers can be taken."""
        return not self.errors and not self.is_rearranged


@dataclass(frozen=True)
class Form:
    """A task's form, read from its schema once and used by many at a time."""

    tree: Tree

    @cached_property
    def is_dynamic(self) -> bool:
        """Tell whether answers change what is shown, so that a page asks for the form anew when they change."""
        return depends_on_answers(self.tree)

    @cached_property
    def has_files(self) -> bool:
        """Tell whether files can be attached: the page must then send `multipart/form-data`."""
        return any(isinstance(component, FileField) for component in self.tree.walk())

    def questions(self) -> "Form":
        """Return the form without what only shows data of one case: the form for many cases at once."""
        return Form(self.tree.questions())

    def view(
        self,
        answers: Mapping[str, Any] | Raw | None = None,
        context: Mapping[str, Any] | None = None,
        errors: Mapping[str, Text] | None = None,
        language: str = "vi",
        files: Mapping[str, Any] | None = None,
    ) -> FormView:
        """Return what the page shows: for process data, typed answers kept before, or what was just typed (`Raw`).

        `files` tells name and size of the attached files by their id.
        """
        sheet = Sheet(self.tree, _given(answers, context))
        marked = {**_still_wrong(sheet, language), **(errors or {})}
        return build_view(sheet, Dress(language, marked, {} if files is None else files), self.is_dynamic)

    def check(
        self, submitted: Any, context: Mapping[str, Any] | None = None, language: str = "vi", files: Any = None
    ) -> Checked:
        """Check what a browser sent: names to lists of texts, with the ids of files stored meanwhile.

        `files`, where given, holds the ids that may be attached; any other is refused.
        """
        raw = read_submission(self.tree, submitted)
        sheet = Sheet(self.tree, Given(context or {}, raw))
        if raw.is_rearranged:
            return Checked({}, {}, raw, is_rearranged=True)
        errors = dict(_find_faults(sheet, language, files))
        return Checked(_collect(sheet), errors, raw)


def parse_form(schema: Mapping[str, Any] | bytes) -> Form:
    """Read a form-js schema.

    Raises FormRefusedError with what `check_form` finds.
    """
    tree, notes = read_form(schema)
    if notes.errors:
        raise FormRefusedError(notes.errors)
    return Form(tree)


def _given(answers: Mapping[str, Any] | Raw | None, context: Mapping[str, Any] | None) -> Given:
    if isinstance(answers, Raw):
        return Given(context or {}, raw=answers)
    return Given(context or {}, answers=answers or {})


def _find_faults(sheet: Sheet, language: str, files: Any) -> Iterator[tuple[str, Text]]:
    for slot in sheet.slots:
        fault = find_fault(sheet, slot, language) or _find_foreign(sheet, slot, files)
        if fault is not None:
            yield slot.name, fault


def _still_wrong(sheet: Sheet, language: str) -> dict[str, Text]:
    """Return why fields that a page marked as wrong still are, when it only asks for the form anew."""
    raw = sheet.given.raw
    if raw is None or not raw.is_rearranged or not raw.wrong:
        return {}
    return {name: fault for name, fault in _find_faults(sheet, language, None) if name in raw.wrong}


def _find_foreign(sheet: Sheet, slot: Slot, files: Any) -> Text | None:
    """Refuse ids of files that are not this task's."""
    if files is None or not isinstance(slot.component, FileField) or slot in sheet.locked:
        return None
    if all(one in files for one in sheet.value(slot) or []):
        return None
    return Text(N_("This file is not known here; attach it again."))


def _collect(sheet: Sheet) -> dict[str, Any]:
    """Return the answers of all shown fields; items of a fixed list keep what the process knows of them."""
    found: dict[str, Any] = {}
    for slot in sheet.children():
        _collect_slot(sheet, slot, found)
    return found


def _collect_slot(sheet: Sheet, slot: Slot, found: dict[str, Any]) -> None:
    component = slot.component
    if isinstance(component, Field):
        if not component.disabled.holds(sheet.names(slot)):
            put(found, slot.place, sheet.value(slot))
        return
    if isinstance(component, ListGroup):
        put(found, slot.place, [sheet.known_item(slot, index) for index in range(sheet.count(slot))])
    for inner in sheet.descend(slot):
        _collect_slot(sheet, inner, found)
