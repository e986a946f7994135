"""Test cases of decisions as rows of a CSV or XLSX file, within limits."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from engine.base.text import N_, Text
from engine.sheets import Line, Sheet, SheetRefusedError, read_book
from engine.sheets.model import DATE, ERROR, LOGICAL, NUMBER

MAX_BYTES = 2 * 1024 * 1024
MAX_ROWS = 2_000


def read_rows(data: bytes, path: str) -> list[tuple[int, list[Any]]]:
    """Return the rows that hold anything, each with its number as a spreadsheet counts, cells as text or typed.

    Raises SheetRefusedError.
    """
    if len(data) > MAX_BYTES:
        raise SheetRefusedError(Text(N_("The file is larger than %(limit)s bytes."), {"limit": MAX_BYTES}))
    if not data.strip():
        return []
    book = read_book(data, path)
    if book.refusal is not None:
        raise SheetRefusedError(book.refusal)
    sheet = next(sheet for sheet in book.sheets if sheet.is_active)
    if len(sheet.lines) > MAX_ROWS:
        raise SheetRefusedError(Text(N_("The file has more than %(limit)s rows."), {"limit": MAX_ROWS}))
    return [(line.number, [_typed(sheet, line, place) for place in range(len(line.cells))]) for line in sheet.lines]


def _typed(sheet: Sheet, line: Line, place: int) -> Any:
    """Return a cell as FEEL has it: dates without a time as dates, numbers as decimals, a formula as its text."""
    cell, kind = line.cells[place], line.kinds.get(place)
    if kind == ERROR:
        said = {"cell": sheet.cell(line.number, place), "value": cell}
        raise SheetRefusedError(Text(N_("Cell %(cell)s holds an error: %(value)s"), said))
    if kind == NUMBER:
        return Decimal(cell)
    if kind == LOGICAL:
        return cell == "TRUE"
    if kind == DATE:
        return datetime.fromisoformat(cell) if "T" in cell else date.fromisoformat(cell)
    return cell
