"""What a file of rows holds, as it goes from the process that reads it to whoever takes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from engine.base.errors import BangVangError
from engine.base.text import N_, Text

MAX_CELL = 2_000
# What a cell may be beside text.
NUMBER, DATE, LOGICAL, FORMULA, ERROR = "number", "date", "logical", "formula", "error"
Place = tuple[int, int, int, int]


class SheetRefusedError(BangVangError):
    """A file cannot be read as a table; the text says why."""


@dataclass(frozen=True)
class Line:
    """One row: its number as a spreadsheet counts, its cells as text, and the kinds of those that are not text."""

    number: int
    cells: tuple[str, ...]
    kinds: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows that hold anything, which of them are hidden, and what is merged (first to last cell).

    `is_whole` is False where reading stopped before the end: such a sheet is named, never taken.
    """

    name: str
    lines: tuple[Line, ...]
    is_visible: bool = True
    is_active: bool = True
    is_whole: bool = True
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    merges: tuple[Place, ...] = ()

    def cell(self, row: int, place: int) -> str:
        """Return what a cell is called, places counted from nought: `Danh sách!C5`."""
        return f"{self.name}!{cell_name(row, place)}" if self.name else cell_name(row, place)


@dataclass(frozen=True)
class Book:
    """A file that was read, or why it was not; `digest` is the sha256 of its bytes."""

    filename: str
    digest: str
    sheets: tuple[Sheet, ...] = ()
    refusal: Text | None = None

    def only(self, name: str) -> "Book":
        """Return the book with one of its sheets."""
        return replace(self, sheets=tuple(sheet for sheet in self.sheets if sheet.name == name))

    def as_data(self) -> dict[str, Any]:
        """Return the book as plain values, to be kept until it is taken."""
        return {"filename": self.filename, "digest": self.digest, "sheets": [_data(one) for one in self.sheets]}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Book":
        """Return the book that `as_data` wrote."""
        return cls(data["filename"], data["digest"], tuple(_sheet(one) for one in data["sheets"]))


def _data(sheet: Sheet) -> dict[str, Any]:
    lines = [[line.number, line.cells, list(line.kinds.items())] for line in sheet.lines]
    return {**vars(sheet), "lines": lines}


def _sheet(data: Mapping[str, Any]) -> Sheet:
    lines = tuple(Line(number, tuple(cells), dict(kinds)) for number, cells, kinds in data["lines"])
    pairs = {name: tuple(tuple(one) for one in data[name]) for name in ("hidden_columns", "merges")}
    return Sheet(**{**data, "lines": lines, "hidden_rows": tuple(data["hidden_rows"]), **pairs})


def cell_name(row: int, place: int) -> str:
    """Return what spreadsheets call a cell, its place in the row counted from nought: row 5, place 2 is `C5`."""
    letters, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def refuse(filename: str, reason: Text) -> SheetRefusedError:
    """Return the refusal of a file as attachments are refused."""
    return SheetRefusedError(Text(N_("%(file)s was not taken: %(reason)s"), {"file": filename[:150], "reason": reason}))


DAMAGED = Text(N_("it is damaged or not an office file."))
PROTECTED = Text(N_("it is protected by a password or in an old office format."))
MACROS = Text(N_("it contains macros or objects of other programs."))
TOO_LARGE = Text(N_("it unpacks to more than is allowed."))
TOO_LONG = Text(N_("reading it takes longer than is allowed."))
EMPTY = Text(N_("The file holds no row."))
