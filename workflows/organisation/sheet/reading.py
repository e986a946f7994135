"""CSV and XLSX files as rows of text, within limits; a formula is text and is never worked out."""

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NoReturn

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from engine.errors import BangVangError
from engine.text import N_, Text

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 80 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 60
MAX_CELL = 2_000


class SheetRefusedError(BangVangError):
    """A file cannot be read as a table; the text says why."""


@dataclass(frozen=True)
class Line:
    """One row of the file: its number as a spreadsheet counts, and its cells as trimmed text."""

    number: int
    cells: tuple[str, ...]


def read_lines(data: bytes, filename: str) -> list[Line]:
    """Return the rows of a file that hold anything, the header first.

    Raises SheetRefusedError.
    """
    if len(data) > MAX_BYTES:
        _refuse(N_("The file is larger than %(limit)s MiB."), limit=MAX_BYTES // 1024**2)
    is_workbook = data[:4] == b"PK\x03\x04"
    if filename.lower().endswith(".xlsx") != is_workbook:
        _refuse(N_("The file's content does not match its name: only .csv and .xlsx are read."))
    lines = list(_numbered(_xlsx_rows(data) if is_workbook else _csv_rows(data)))
    if not lines:
        _refuse(N_("The file holds no row."))
    return lines


def _refuse(msgid: str, **params: object) -> NoReturn:
    raise SheetRefusedError(Text(msgid, params))


def _numbered(rows: Iterable[Iterable[Any]]) -> Iterator[Line]:
    for number, row in enumerate(rows, start=1):
        if number > MAX_ROWS + 1:
            _refuse(N_("There are more than %(limit)s rows."), limit=MAX_ROWS)
        cells = _without_empty_end([_as_text(cell) for cell in row])
        if len(cells) > MAX_COLUMNS:
            _refuse(N_("There are more than %(limit)s columns."), limit=MAX_COLUMNS)
        if cells:
            yield Line(number, cells)


def _without_empty_end(cells: list[str]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _as_text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    plain = unicodedata.normalize("NFC", str(cell).replace("\x00", ""))
    return " ".join(plain.split())[: MAX_CELL + 1]


def _csv_rows(data: bytes) -> Iterator[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        _refuse(N_("The file is not in UTF-8. Save it as “CSV UTF-8”."))
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    except csv.Error:
        _refuse(N_("The file is not a well-formed CSV file: check its quotation marks."))


def _delimiter(text: str) -> str:
    """Return what parts the cells of the first row: Excel writes semicolons where the comma is a decimal sign."""
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _xlsx_rows(data: bytes) -> Iterator[tuple[Any, ...]]:
    try:
        _check_package(data)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        try:
            yield from book.worksheets[0].iter_rows(values_only=True, max_col=MAX_COLUMNS + 1)
        finally:
            book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, SyntaxError):
        _refuse(N_("The file is not a readable XLSX workbook."))


def _check_package(data: bytes) -> None:
    """Refuse a workbook that unpacks too large or whose XML could harm its reader."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = package.infolist()
        if len(members) > 500 or sum(member.file_size for member in members) > MAX_UNPACKED:
            _refuse(N_("The workbook unpacks to more than %(limit)s MiB."), limit=MAX_UNPACKED // 1024**2)
        for member in members:
            if member.filename.endswith((".xml", ".rels")):
                _check_member(package.read(member))


def _check_member(xml: bytes) -> None:
    # A NUL byte means UTF-16 or UTF-32, in which a DOCTYPE would not be seen below; Excel writes UTF-8.
    if b"\x00" in xml or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        _refuse(N_("A DOCTYPE is not allowed."))
