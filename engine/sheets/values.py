"""What stands in the cells of a workbook (ECMA-376 part 1, section 18): text, and of which kind."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.base.plaintext import plain_line
from engine.sheets.budget import MAX_CHARACTERS
from engine.sheets.model import DATE, ERROR, FORMULA, LOGICAL, MAX_CELL, NUMBER, TOO_LARGE, SheetRefusedError
from engine.sheets.package import Element, Package

Value = tuple[str, str]  # kind, text
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_ZEROS = re.compile(r"0{2,}")
_DATES = {*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58}
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a spreadsheet knows no time zone
_MOST_DAYS = 2_958_466  # the first day after the year 9999
_NEVER = 60  # 29 February 1900, a day that spreadsheets have and the calendar has not
_EXACT = 1e15


@dataclass(frozen=True)
class Style:
    """How a number is shown: as a date, or with leading noughts up to a width."""

    is_date: bool = False
    width: int = 0


def local(element: Element) -> str:
    """Return an element's name without its namespace; nothing for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def string_of(element: Element) -> str:
    """Return the text of a string with its runs, without the readings beside it."""
    said: list[str] = []
    for child in element:
        if local(child) == "t":
            said.append(child.text or "")
        elif local(child) == "r":
            said += [part.text or "" for part in child if local(part) == "t"]
    return _clean("".join(said))


def _clean(text: str) -> str:
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return plain_line(text[: 4 * MAX_CELL])[: MAX_CELL + 1]


def shared_strings(package: Package, part: str | None) -> list[str]:
    """Return the strings that cells name by number."""
    found: list[str] = []
    left = MAX_CHARACTERS
    for element in package.elements(part, "si") if part and package.has(part) else ():
        found.append(string_of(element))
        left -= len(found[-1]) + 1
        if left < 0:
            raise SheetRefusedError(TOO_LARGE)
    return found


def number_styles(package: Package, part: str | None) -> list[Style]:
    """Return how the styles that cells name show a number. Whatever else a style says, or lacks, is left aside."""
    if not part or not package.has(part):
        return []
    codes: dict[str, str] = {}
    formats: list[str] = []
    for element in package.elements(part, "numFmt", "cellXfs"):
        if local(element) == "numFmt":
            codes[element.get("numFmtId", "")] = element.get("formatCode", "")
        else:
            formats = [one.get("numFmtId", "0") for one in element if local(one) == "xf"]
    return [_style(number, codes.get(number)) for number in formats]


def _style(number: str, code: str | None) -> Style:
    if code is None:
        return Style(is_date=number.isdecimal() and int(number) in _DATES)
    plain = _LITERAL.sub("", code.partition(";")[0]).lower()
    return Style(is_date="y" in plain or "d" in plain, width=len(code) if _ZEROS.fullmatch(code) else 0)


class CellReader:
    """Reads cells by the workbook's strings, styles and first day."""

    def __init__(self, strings: list[str], styles: list[Style], *, is_1904: bool) -> None:
        self._strings, self._styles = strings, styles
        self._epoch = _EPOCH_1904 if is_1904 else _EPOCH

    def read(self, cell: Element) -> Value:
        """Return the kind of a cell (nothing for text) and its text."""
        parts = {local(child): child for child in cell}
        if "f" in parts:
            return FORMULA, f"={_clean(parts['f'].text or '')}"
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "", string_of(parts["is"]) if "is" in parts else ""
        said = parts["v"].text if "v" in parts else None
        return self._value(kind, (said or "").strip() if kind != "str" else said or "", cell.get("s", ""))

    def _value(self, kind: str, said: str, style: str) -> Value:
        if not said:
            return "", ""
        if kind == "s":
            known = said.isdecimal() and len(said) < 9 and int(said) < len(self._strings)
            return ("", self._strings[int(said)]) if known else (ERROR, said[:20])
        if kind == "n":
            found = int(style) if style.isdecimal() and len(style) < 9 else 0
            return self._number(said, self._styles[found] if found < len(self._styles) else Style())
        if kind == "b":
            return LOGICAL, "TRUE" if said == "1" else "FALSE"
        return {"e": ERROR, "d": DATE}.get(kind, ""), _clean(said)

    def _number(self, said: str, style: Style) -> Value:
        try:
            number = float(said)
        except ValueError:
            return ERROR, said[:20]
        if style.is_date:
            return self._day(number)
        if said.isdecimal() and number < _EXACT:
            return NUMBER, said.zfill(style.width)
        if not math.isfinite(number):
            return ERROR, said[:20]
        return NUMBER, str(int(number)).zfill(style.width) if number.is_integer() and abs(number) < _EXACT else said[
            :30
        ]

    def _day(self, days: float) -> Value:
        if not 0 <= days < _MOST_DAYS:
            return ERROR, f"{days:g}"
        late = self._epoch == _EPOCH and days < _NEVER
        moment = self._epoch + timedelta(days=days + late)
        moment = (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
        return DATE, moment.date().isoformat() if not (
            moment.hour or moment.minute or moment.second
        ) else moment.isoformat()


def cells_of(row: Element, reader: CellReader) -> Iterator[tuple[int, Value]]:
    """Yield the cells of a row that hold anything, each with its place."""
    place = -1
    for cell in row:
        if local(cell) != "c":
            continue
        place = place_in(cell.get("r", ""), place + 1)
        if len(cell):
            value = reader.read(cell)
            if value[1]:
                yield place, value


def place_in(name: str, otherwise: int) -> int:
    """Return the place of a cell in its row by its name: `C5` is 2."""
    letters = name.rstrip("0123456789")
    if not (letters.isascii() and letters.isalpha() and len(letters) < 4):
        return otherwise
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
