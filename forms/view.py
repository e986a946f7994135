"""What a page shows of a form: plain values, ready for a template, nothing hidden among them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from engine.base.text import Text
from forms.components import MULTIPLE, ComponentKind

EMPTY = Markup("")
LINES = frozenset({ComponentKind.TEXT_LINE, ComponentKind.NUMBER, ComponentKind.SELECT, ComponentKind.MOMENT})
TICKED = frozenset({"true", "on", "1", "yes"})


@dataclass(frozen=True)
class Dress:
    """How a sheet is to be shown: language, errors by field, and names of attached files by id."""

    language: str = "vi"
    errors: Mapping[str, Text] = field(default_factory=dict)
    files: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class OptionView:
    """A value to choose."""

    id: str
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class FileView:
    """A file attached before."""

    id: str
    value: str
    name: str
    size: str = ""
    url: str = ""


@dataclass(frozen=True)
class NodeView:
    """Anything on the page; `width` is in sixteenths of a row, `kind` the component's type."""

    id: str
    kind: str
    label: str = ""
    description: str = ""
    width: int = 16


@dataclass(frozen=True)
class FieldView(NodeView):
    """An input with its label, hint, errors and values as typed."""

    name: str = ""
    subtype: str = ""
    values: tuple[str, ...] = ()
    shown: str = ""  # the answer for reading
    options: tuple[OptionView, ...] = ()
    files: tuple[FileView, ...] = ()
    error: Text | None = None
    is_required: bool = False
    is_readonly: bool = False
    is_disabled: bool = False
    is_multiple: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    suffix: str = ""

    @property
    def value(self) -> str:
        """Return the first value."""
        return self.values[0] if self.values else ""

    @property
    def is_locked(self) -> bool:
        """Tell whether the answer can only be read."""
        return self.is_readonly or self.is_disabled

    @property
    def file_kinds(self) -> str:
        """Return the kinds of file asked for, in words: PDF, DOCX."""
        endings = [one.strip(". ").upper() for one in self.attributes.get("accept", "").split(",")]
        return ", ".join(endings) if all(one.isalnum() for one in endings) else "PDF, DOCX, XLSX, JPG, PNG"

    @property
    def has_legend(self) -> bool:
        """Tell whether several inputs share the label, which is then the legend of a fieldset."""
        return (self.kind == ComponentKind.RADIO or self.kind in MULTIPLE) or self.subtype == "datetime"

    @property
    def hint_id(self) -> str:
        """Return the id of the description."""
        return f"{self.id}-hint"

    @property
    def error_id(self) -> str:
        """Return the id of the error."""
        return f"{self.id}-error"

    @property
    def focus_id(self) -> str:
        """Return the id of the input an error leads to."""
        return self.options[0].id if self.has_legend and self.options else self.id

    @property
    def described_by(self) -> str:
        """Return the ids of what describes the input."""
        hint = self.hint_id if self.has_hint else ""
        return f"{hint} {self.error_id if self.error else ''}".strip()

    @property
    def is_short(self) -> bool:
        """Tell whether the options fit on one line."""
        return (
            self.kind == ComponentKind.RADIO
            and len(self.options) <= 4
            and sum(len(one.label) for one in self.options) <= 48
        )

    @property
    def ties(self) -> dict[str, str | None]:
        """Return the ARIA attributes that tie an input to its rules, hint and error; None leaves one out."""
        return {
            "aria-required": "true" if self.is_required else None,
            "aria-invalid": "true" if self.error else None,
            "aria-describedby": self.described_by or None,
        }

    @property
    def set_ties(self) -> dict[str, str | None]:
        """Return the same for the fieldset of several inputs; only a radio group may say it is required."""
        ties = self.ties | {"role": "radiogroup"}
        return ties if self.kind == ComponentKind.RADIO else {"aria-describedby": ties["aria-describedby"]}

    @property
    def is_ticked(self) -> bool:
        """Tell whether a single box is ticked."""
        return self.value.lower() in TICKED

    @property
    def has_hint(self) -> bool:
        """Tell whether a hint stands below the label."""
        return bool(self.description) or self.kind in {ComponentKind.MOMENT, ComponentKind.FILES}


@dataclass(frozen=True)
class RowView:
    """What stands beside one another."""

    cells: tuple[NodeView, ...]

    @property
    def is_level(self) -> bool:
        """Tell whether inputs of one line stand side by side, to be level whatever is written above them."""
        return len(self.cells) > 1 and all(cell.kind in LINES for cell in self.cells)


@dataclass(frozen=True)
class GroupView(NodeView):
    """A part of the form under a heading."""

    rows: tuple[RowView, ...] = ()
    has_outline: bool = False


@dataclass(frozen=True)
class ItemView:
    """One item of a list."""

    id: str
    number: int
    title: str
    rows: tuple[RowView, ...]


@dataclass(frozen=True)
class ListView(NodeView):
    """A list; items can be added and removed where it is repeating."""

    name: str = ""
    items: tuple[ItemView, ...] = ()
    is_repeating: bool = False
    has_room: bool = True
    is_sheet: bool = False
    error: Text | None = None

    @property
    def focus_id(self) -> str:
        """Return the id of the list, which can have the focus itself."""
        return self.id


@dataclass(frozen=True)
class CellView:
    """One cell of a table."""

    text: str
    is_number: bool = False


@dataclass(frozen=True)
class TableView(NodeView):
    """Rows to read."""

    columns: tuple[str, ...] = ()
    lines: tuple[tuple[CellView, ...], ...] = ()


@dataclass(frozen=True)
class ProseView(NodeView):
    """Formatted text to read."""

    html: Markup = EMPTY


@dataclass(frozen=True)
class ErrorView:
    """A line of the summary of errors: where to go, which field, and why."""

    target: str
    label: str
    text: Text


@dataclass(frozen=True)
class FormView:
    """A whole form."""

    rows: tuple[RowView, ...]
    errors: tuple[ErrorView, ...] = ()
    is_dynamic: bool = False
    has_files: bool = False
    language: str = "vi"
    wrong: str = ""  # names of the fields with errors, sent back so that they stay marked
