"""CSV files as rows of text, in whichever way Excel saves them."""

import csv
import io
import re
from collections.abc import Iterator

from engine.base.plaintext import plain_line
from engine.base.text import N_, Text
from engine.sheets.budget import Budget
from engine.sheets.model import FORMULA, MAX_CELL, Line, Sheet, SheetRefusedError

_QUOTED = re.compile(r'"[^"]*"')
_NAMED = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_commas(data: bytes) -> list[Sheet]:
    """Return the rows of a CSV file that hold anything, as a sheet without a name.

    Raises SheetRefusedError.
    """
    lines: list[Line] = []
    budget = Budget()
    for number, row in _rows(_decode(data)):
        cells = [plain_line(cell)[: MAX_CELL + 1] for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            budget.spend("", len(lines) + 1, cells)
            kinds = {place: FORMULA for place, cell in enumerate(cells) if cell.startswith("=")}
            lines.append(Line(number, tuple(cells), kinds))
    return [Sheet("", tuple(lines))]


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-16" if data.startswith(UTF16) else "utf-8-sig").replace("\0", "")
    except UnicodeDecodeError:
        raise SheetRefusedError(Text(N_("The file is not in UTF-8. Save it as “CSV UTF-8”."))) from None


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield rows with their numbers; a first line `sep=;` names what parts cells, as Excel has it."""
    named = _NAMED.match(text)
    body = text[named.end() :] if named else text
    delimiter = named[1] if named else _delimiter(body)
    try:
        yield from enumerate(
            csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True), 2 if named else 1
        )
    except (csv.Error, TypeError, ValueError):
        said = N_("The file is not a well-formed CSV file: check its quotation marks.")
        raise SheetRefusedError(Text(said)) from None


def _delimiter(text: str) -> str:
    """Return what parts the cells of the first row: Excel writes semicolons where the comma is a decimal sign."""
    first = _QUOTED.sub("", re.split(r"[\r\n]", text.lstrip(), maxsplit=1)[0])
    return max(",;\t", key=first.count)
