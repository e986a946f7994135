"""The tasks of a view as a workbook."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from web.inbox.listing import Row
from web.layout.times import show_time

WIDTHS = (34, 20, 34, 30, 30, 18, 18)


def write_workbook(rows: Sequence[Row]) -> BytesIO:
    """Return a workbook with one line a task; every cell is text or empty, so nothing in it is ever a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Inbox"))
    for number, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[chr(64 + number)].width = width
    sheet.freeze_panes = "A2"
    heads = (_("Proposed for"), _("Number"), _("Unit"), _("Award"), _("Step"), _("Received"), _("Deadline"))
    sheet.append([_cell(sheet, head, bold=True) for head in heads])
    for row in rows:
        values = (row.title, row.code, row.unit, row.award, row.step, show_time(row.created_at), show_time(row.due_at))
        sheet.append([_cell(sheet, value) for value in values])
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def _cell(sheet: Any, value: str, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
