"""What a form is made of: the typed tree read from a form-js schema.

The schema is the one bpmn.io's form editor writes (schemaVersion up to 18); names here are those of the schema.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

from forms.conditions import Condition, Formula
from forms.prose import Template

Path = tuple[str, ...]


@dataclass(frozen=True)
class Wording:
    """A text of the form in Vietnamese, with the English beside it where given."""

    vi: Template
    en: Template | None = None

    def choose(self, language: str) -> Template:
        """Return the text in a language, the Vietnamese one where there is no other."""
        return self.en if language == "en" and self.en is not None else self.vi


NOTHING = Wording(Template(""))
NEVER = Condition()
NULL = Formula("null")


class ComponentKind(StrEnum):
    """What a component is, as form-js names it."""

    TEXT_LINE = "textfield"
    PROSE = "textarea"
    RADIO = "radio"
    SELECT = "select"
    CHECKLIST = "checklist"
    TAGLIST = "taglist"
    NUMBER = "number"
    MOMENT = "datetime"
    FILES = "filepicker"


MULTIPLE = frozenset({ComponentKind.CHECKLIST, ComponentKind.TAGLIST})


@dataclass(frozen=True)
class Component:
    """Whatever stands on a form."""

    id: str
    kind: str
    label: Wording = NOTHING
    description: Wording = NOTHING
    hide: Condition = NEVER
    row: str = ""
    width: int | None = None

    @property
    def path(self) -> Path:
        """Return where the component's data lies within its surroundings."""
        return ()


@dataclass(frozen=True)
class Rules:
    """What an answer must satisfy."""

    required: Condition = NEVER
    valid: Formula | None = None
    message: Wording | None = None


FREE = Rules()


@dataclass(frozen=True)
class Field(Component):
    """A component that holds an answer under its key."""

    key: Path = ()
    readonly: Condition = NEVER
    disabled: Condition = NEVER
    default: Any = None
    rules: Rules = FREE

    @property
    def path(self) -> Path:
        """Return the key."""
        return self.key


@dataclass(frozen=True)
class TextField(Field):
    """A line (`textfield`) or several (`textarea`) of text."""

    min_length: int = 0
    max_length: int = 0
    pattern: str = ""
    format: Literal["", "email", "phone"] = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class NumberField(Field):
    """A number, exact: never a float."""

    digits: int | None = None
    increment: Decimal | None = None
    least: Formula | None = None
    most: Formula | None = None
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class CheckboxField(Field):
    """Yes or no."""


@dataclass(frozen=True)
class Option:
    """One of the values to choose from."""

    value: Any
    label: str
    label_en: str = ""

    @property
    def key(self) -> str:
        """Return the text that stands for the value in a page."""
        return key_of(self.value)

    def name(self, language: str) -> str:
        """Return the label in a language."""
        return self.label_en if language == "en" and self.label_en else self.label


def key_of(value: Any) -> str:
    """Return the text that stands for a value among options: `true`, `12.5`, `HCLD1`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value)


@dataclass(frozen=True)
class ChoiceField(Field):
    """One of some options (`radio`, `select`) or several (`checklist`, `taglist`)."""

    options: tuple[Option, ...] = ()
    source: Formula | None = None

    @property
    def is_multiple(self) -> bool:
        """Tell whether several options may be chosen."""
        return self.kind in MULTIPLE


@dataclass(frozen=True)
class DateField(Field):
    """A `date`, a `time` or both (`datetime`), as the subtype says."""

    subtype: Literal["date", "time", "datetime"] = "date"
    refuses_past: bool = False


@dataclass(frozen=True)
class FileField(Field):
    """Attached files; the answer is the list of their ids."""

    accept: tuple[str, ...] = ()
    is_multiple: bool = False


@dataclass(frozen=True)
class ExpressionField(Field):
    """A value computed from the other answers."""

    formula: Formula = NULL


@dataclass(frozen=True)
class Container(Component):
    """A component with others inside."""

    data: Path = ()
    children: tuple[Component, ...] = ()
    has_outline: bool = False

    @property
    def path(self) -> Path:
        """Return where the answers of the children lie."""
        return self.data


@dataclass(frozen=True)
class Group(Container):
    """Components under one heading."""


@dataclass(frozen=True)
class ListGroup(Container):
    """The same components for each item of a list (`dynamiclist`).

    A repeating list lets people add and remove items; another shows the items already there.
    """

    is_repeating: bool = True
    repetitions: int = 1
    item_title: Wording = NOTHING
    presentation: Literal["", "sheet"] = ""  # `sheet`: one line an item, for lists of hundreds
    rules: Rules = FREE  # its `valid` sees the items as `value`


@dataclass(frozen=True)
class Column:
    """A column of a table: which entry of a row, under which heading."""

    key: str
    label: str
    label_en: str = ""

    def name(self, language: str) -> str:
        """Return the heading in a language."""
        return self.label_en if language == "en" and self.label_en else self.label


@dataclass(frozen=True)
class Table(Component):
    """Rows from the process's data, to read only."""

    source: Formula = NULL
    columns: tuple[Column, ...] = ()
    column_source: Formula | None = None
    page_rows: int = 0


@dataclass(frozen=True)
class Prose(Component):
    """Formatted text for the reader."""

    text: Wording = NOTHING


@dataclass(frozen=True)
class Gap(Component):
    """A line (`separator`) or room (`spacer`) between components."""


@dataclass(frozen=True)
class Tree:
    """All components of a form in document order."""

    components: tuple[Component, ...] = ()
    properties: Mapping[str, Any] = field(default_factory=dict)

    def walk(self) -> Iterator[Component]:
        """Yield every component, parents before children."""
        yield from walk(self.components)

    def questions(self) -> "Tree":
        """Return what asks for answers, without what only shows data of one case."""
        return replace(self, components=_asking(self.components))


def _asking(components: tuple[Component, ...]) -> tuple[Component, ...]:
    kept: list[Component] = []
    for component in components:
        if isinstance(component, Field):
            kept.append(component)
        elif isinstance(component, Container) and (inner := _asking(component.children)):
            kept.append(replace(component, children=inner))
    return tuple(kept)


def walk(components: tuple[Component, ...]) -> Iterator[Component]:
    """Yield components and all inside them, parents before children."""
    for component in components:
        yield component
        if isinstance(component, Container):
            yield from walk(component.children)
