"""A report as a workbook: one sheet for what came of nominations, one for the reasons, one for the pace of steps."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from web.reports.report import Report
from web.reports.words import HEADS, OUTCOMES, by_name

WIDE, NARROW = 44, 14


def write_workbook(report: Report) -> BytesIO:
    """Return the workbook; words are text cells, so none of them is ever a formula, and numbers are numbers."""
    book = Workbook(write_only=True)
    lines = [
        [line.name, line.proposed, line.passed, line.awarded, line.failed, line.withdrawn, line.going_on]
        for line in [*report.lines, report.total]
    ]
    _add(book, _("Results"), [by_name(report.asked.by), *(_(head) for head in HEADS.values())], lines)
    reasons = [[_(OUTCOMES[outcome]), reason, count] for outcome, reason, count in report.reasons]
    _add(book, _("Reasons"), [_("Outcome"), _("Reason"), _("Number")], reasons)
    paces = [[pace.name, pace.times, pace.median, pace.nine_of_ten] for pace in report.paces]
    _add(book, _("Time taken"), [_("Step"), _("Times"), _("Median (working days)"), _("Nine of ten within")], paces)
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def _add(book: Any, name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.create_sheet(name)
    for number in range(1, len(heads) + 1):
        sheet.column_dimensions[chr(64 + number)].width = WIDE if number == 1 else NARROW
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, head, bold=True) for head in heads])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
