"""Test cases of decisions as rows of a CSV or XLSX file, within limits."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from engine.errors import BangVangError
from engine.text import N_, Text

MAX_BYTES = 2 * 1024 * 1024
MAX_UNPACKED = 20 * 1024 * 1024
MAX_ROWS = 2_000
MAX_COLUMNS = 100


class SheetRefusedError(BangVangError):
    """A file of test cases cannot be read."""


def read_rows(data: bytes, path: str) -> list[tuple[int, list[Any]]]:
    """Return the rows that hold anything, each with its number as a spreadsheet counts, cells as text or typed.

    Raises SheetRefusedError.
    """
    if len(data) > MAX_BYTES:
        raise SheetRefusedError(Text(N_("The file is larger than %(limit)s bytes."), {"limit": MAX_BYTES}))
    rows: list[tuple[int, list[Any]]] = []
    for number, row in enumerate(_workbook(data) if path.endswith(".xlsx") else _csv(data), 1):
        if number > MAX_ROWS:
            raise SheetRefusedError(Text(N_("The file has more than %(limit)s rows."), {"limit": MAX_ROWS}))
        cells = [_tidy(cell) for cell in row[:MAX_COLUMNS]]
        if any(cell != "" for cell in cells):
            rows.append((number, cells))
    return rows


def _csv(data: bytes) -> Iterator[list[Any]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SheetRefusedError(Text(N_("The file is not text in UTF-8."))) from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error:
        raise SheetRefusedError(Text(N_("The file is not a table in CSV."))) from None


def _workbook(data: bytes) -> Iterator[list[Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MAX_UNPACKED:
                raise SheetRefusedError(Text(N_("The file is larger than %(limit)s bytes."), {"limit": MAX_UNPACKED}))
        book = load_workbook(io.BytesIO(data), read_only=True)
        sheet = book.worksheets[0]
        for row in sheet.iter_rows(values_only=True):
            yield list(row)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError):
        raise SheetRefusedError(Text(N_("The file is not an Excel workbook."))) from None


def _tidy(cell: Any) -> Any:
    """Return a workbook's cell as FEEL has it: dates without a time as dates, numbers as decimals."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float):
        return Decimal(repr(cell))
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == datetime.min.time() else cell
    return cell if isinstance(cell, date) else str(cell).strip()
