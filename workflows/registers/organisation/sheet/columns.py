"""What a table's columns are called and what may stand in them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engine.base.text import N_, Text
from engine.sheets import MAX_CELL
from workflows.registers.organisation.folding import fold_text

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


class CellError(Exception):
    """A cell cannot be taken; `text` says why."""

    def __init__(self, msgid: str, **params: object) -> None:
        super().__init__(msgid)
        self.text = Text(msgid, params)


@dataclass(frozen=True)
class RowError:
    """What is wrong in one cell: row and column as the file names them, and the cell as `Danh sách!C5`."""

    row: int
    column: str
    text: Text
    cell: str = ""


@dataclass(frozen=True)
class Column:
    """A column: its name here, what people call it, and how its text is read."""

    name: str
    titles: tuple[str, ...]
    read: Callable[[str], Any]
    is_required: bool = False

    def folded_titles(self) -> set[str]:
        """Return the headings that mean this column, without marks and capitals, which do not matter."""
        return {fold_text(name) for name in (self.name, *self.titles)}

    def take(self, cell: str) -> Any:
        """Return the value in a cell.

        Raises CellError.
        """
        if len(cell) > MAX_CELL:
            raise CellError(N_("The text is longer than %(limit)s characters."), limit=MAX_CELL)
        if cell:
            return self.read(cell)
        if self.is_required:
            raise CellError(N_("A value is required."))
        return None

    def say(self, value: Any) -> str:
        """Return a value as people write it in this column."""
        if value is None:
            return ""
        if isinstance(value, date):
            return f"{value:%d/%m/%Y}"
        return self.read.say(value) if isinstance(self.read, Choice) else str(value)


def text(limit: int) -> Callable[[str], str]:
    """Return a reader of text up to a length."""

    def read(cell: str) -> str:
        if len(cell) > limit:
            raise CellError(N_("The text is longer than %(limit)s characters."), limit=limit)
        return cell

    return read


def code(limit: int) -> Callable[[str], str]:
    """Return a reader of codes: letters, digits, dots, hyphens, slashes and underscores."""

    def read(cell: str) -> str:
        if not re.fullmatch(r"\w[\w.\-/]*", cell):
            raise CellError(N_("A code has only letters, digits, dots and hyphens."))
        return text(limit)(cell)

    return read


def whole(low: int, high: int) -> Callable[[str], int]:
    """Return a reader of whole numbers between two bounds."""

    def read(cell: str) -> int:
        if not re.fullmatch(r"\d{1,9}", cell) or not low <= int(cell) <= high:
            raise CellError(N_("Not a whole number between %(low)s and %(high)s."), low=low, high=high)
        return int(cell)

    return read


def day(cell: str) -> date:
    """Read a date written 31/12/2019 or 2019-12-31, with or without a time of day after the latter."""
    found = _DAY.fullmatch(cell)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return datetime.fromisoformat(cell).date()
    except ValueError:
        raise CellError(N_("Not a date: write day/month/year, as 31/12/2019.")) from None


class Choice:
    """Reads one of some words; marks and capitals do not matter."""

    def __init__(self, meanings: Mapping[str, Any]) -> None:
        self.meanings = meanings
        self.known = {fold_text(word): meaning for word, meaning in meanings.items()}

    def __call__(self, cell: str) -> Any:
        """Return what a word means. Raises CellError."""
        if fold_text(cell) not in self.known:
            raise CellError(N_("Not one of: %(words)s."), words=", ".join(self.meanings))
        return self.known[fold_text(cell)]

    def say(self, value: Any) -> str:
        """Return the word for a meaning."""
        words = [word for word, meaning in self.meanings.items() if meaning == value and word != value]
        return words[0] if words else str(value)


def choice(meanings: Mapping[str, Any]) -> Choice:
    """Return a reader of one of some words."""
    return Choice(meanings)
