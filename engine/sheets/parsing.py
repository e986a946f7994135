"""From the bytes of a file to its sheets, with whatever may be wrong with a package told in one way."""

import zlib
from zipfile import BadZipFile

from lxml import etree

from engine.sheets.commas import read_commas
from engine.sheets.model import DAMAGED, Sheet, SheetRefusedError
from engine.sheets.workbooks import read_workbook


def parse(data: bytes, *, is_workbook: bool) -> list[Sheet]:
    """Return the sheets of a file. Raises SheetRefusedError."""
    try:
        return read_workbook(data) if is_workbook else read_commas(data)
    except (
        BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, NotImplementedError, RuntimeError, ValueError, OSError,
    ):  # fmt: skip
        raise SheetRefusedError(DAMAGED) from None
