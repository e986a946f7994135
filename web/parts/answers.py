"""Answers to tasks in the words of their forms: label and value, as people read them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.errors import BangVangError
from engine.model import UserTask
from engine.store import releases
from forms import parse_form
from forms.components import (
    ChoiceField,
    Component,
    ComponentKind,
    Container,
    Field,
    FileField,
    ListGroup,
    TextField,
    Tree,
    key_of,
)
from forms.display import show_value
from forms.options import offered_options
from forms.paths import Place, find, has, name_of
from web.layout.language import language
from workflows.registers.attachments.store import find_attachment
from workflows.registers.organisation.called import is_called_cluster, of_cluster

Found = tuple[Place, Field, str]


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
        self._trees: dict[tuple[UUID, str, bool], Tree] = {}

    def read(self, task: UserTask, answers: Mapping[str, Any]) -> list[Answer]:
        """Return answers to a task in the order of its form, then those that no field of it holds."""
        found = list(_fields(self._tree_of(task).components, (), answers))
        known = [self._describe(place, field, where, answers) for place, field, where in found]
        held = {place[0] for place, _field, _where in found}
        others = [Answer(name, name, _show(value)) for name, value in answers.items() if name not in held]
        return [answer for answer in known + others if answer.value]

    def _describe(self, place: Place, field: Field, where: str, answers: Mapping[str, Any]) -> Answer:
        name, value = name_of(place), find(answers, place)
        label = where + (field.label.choose(language()).fill({}, language()) or name)
        if isinstance(field, ChoiceField):
            # What is chosen deep in a dossier is a fact of it; what is chosen at the top is what the person decided.
            is_choice = not field.is_multiple and len(place) == 1
            return Answer(name, label, _show_choice(field, value, answers), is_choice=is_choice)
        if isinstance(field, FileField):
            return Answer(name, label, self._show_files(value))
        return Answer(
            name, label, _show(value), is_prose=isinstance(field, TextField) and field.kind == ComponentKind.PROSE
        )

    def _show_files(self, ids: Any) -> str:
        return ", ".join(self._show_file(one) for one in ids or [])

    def _show_file(self, file_id: str) -> str:
        try:
            return find_attachment(self.session, UUID(file_id)).filename
        except (BangVangError, ValueError):
            return file_id

    def _tree_of(self, task: UserTask) -> Tree:
        wanted = (task.release_id, task.form_id, is_called_cluster(task.title))
        if wanted not in self._trees:
            self._trees[wanted] = self._load(task)
        return self._trees[wanted]

    def _load(self, task: UserTask) -> Tree:
        try:
            form = releases.find_form(self.session, task.release_id, task.form_id)
            return parse_form(words_in_form(task.title, form)).tree
        except BangVangError:  # an answer is shown by its key when its form is gone
            return Tree()


def words_in_form(title: str, form: dict[str, Any]) -> dict[str, Any]:
    """Return a form with the words in it as they are said of the bloc that a case's title begins with."""
    if not is_called_cluster(title):
        return form
    said: dict[str, Any] = json.loads(of_cluster(json.dumps(form, ensure_ascii=False)))
    return said


def _fields(components: tuple[Component, ...], base: Place, answers: Mapping[str, Any]) -> Iterator[Found]:
    """Yield the fields that were answered, each with its place and the item of a list it stands in."""
    for component in components:
        place = base + component.path
        if isinstance(component, Field):
            if has(answers, place):
                yield place, component, ""
        elif isinstance(component, ListGroup):
            yield from _items(component, place, answers)
        elif isinstance(component, Container):
            yield from _fields(component.children, place, answers)


def _items(group: ListGroup, place: Place, answers: Mapping[str, Any]) -> Iterator[Found]:
    rows = find(answers, place)
    for index in range(len(rows) if isinstance(rows, list) else 0):
        for inner, field, where in _fields(group.children, (*place, index), answers):
            yield inner, field, f"{index + 1}. {where}"


def _show_choice(field: ChoiceField, value: Any, answers: Mapping[str, Any]) -> str:
    names = {option.key: option.name(language()) for option in offered_options(field, answers)}
    chosen = value if isinstance(value, list) else [value]
    return ", ".join(names.get(key_of(one)) or _show(one) for one in chosen if one is not None)


def _show(value: Any) -> str:
    return show_value(value, language())
