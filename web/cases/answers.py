"""Answers to tasks in the words of their forms: label and value, as people read them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.errors import BangVangError
from engine.store import releases
from forms import parse_form
from forms.components import ChoiceField, Component, Field, TextField
from forms.display import show_value
from web.layout.language import language


@dataclass(frozen=True)
class Answer:
    """One answer: the label of its field, the value in words, and what kind of field it was."""

    key: str
    label: str
    value: str
    is_choice: bool = False
    is_prose: bool = False


class AnswerReader:
    """Reads the answers of many tasks; each form is parsed once."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._fields: dict[tuple[UUID, str], dict[str, Field]] = {}

    def read(self, release_id: UUID, form_id: str, answers: Mapping[str, Any]) -> list[Answer]:
        """Return answers in the order of the form, then those that no field of it holds."""
        fields = self._fields_of(release_id, form_id)
        known = [self._describe(name, fields[name], answers[name]) for name in fields if name in answers]
        others = [Answer(name, name, _show(value)) for name, value in answers.items() if name not in fields]
        return [answer for answer in known + others if answer.value]

    def _describe(self, name: str, field: Field, value: Any) -> Answer:
        label = field.label.choose(language()).source or name
        if isinstance(field, ChoiceField):
            return Answer(name, label, _show_choice(field, value), is_choice=not field.is_multiple)
        return Answer(name, label, _show(value), is_prose=isinstance(field, TextField) and field.kind == "textarea")

    def _fields_of(self, release_id: UUID, form_id: str) -> dict[str, Field]:
        wanted = (release_id, form_id)
        if wanted not in self._fields:
            self._fields[wanted] = self._load(release_id, form_id)
        return self._fields[wanted]

    def _load(self, release_id: UUID, form_id: str) -> dict[str, Field]:
        try:
            form = parse_form(releases.find_form(self.session, release_id, form_id))
        except BangVangError:  # an answer is shown by its key when its form is gone
            return {}
        return {field.path[0]: field for field in _top_fields(form.tree.walk())}


def _top_fields(components: Iterator[Component]) -> Iterator[Field]:
    return (component for component in components if isinstance(component, Field) and len(component.path) == 1)


def _show_choice(field: ChoiceField, value: Any) -> str:
    names = {option.value: option.name(language()) for option in field.options if not isinstance(option.value, list)}
    chosen = value if isinstance(value, list) else [value]
    return ", ".join(str(names.get(one, _show(one))) for one in chosen)


def _show(value: Any) -> str:
    return show_value(value, language())
