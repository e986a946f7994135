"""Tables as workbooks for Excel."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Sheet:
    """One table: its name, the heads of its columns with their widths in letters, and its rows."""

    name: str
    heads: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[Any]]


def write_workbook(*sheets: Sheet) -> BytesIO:
    """Return a workbook of tables; texts are text cells, so none of them is ever a formula, and numbers are numbers."""
    from openpyxl import Workbook  # noqa: PLC0415 - 8 MB that few pages need

    book = Workbook(write_only=True)
    for sheet in sheets:
        _add(book, sheet)
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def _add(book: Any, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    made = book.create_sheet(sheet.name)
    for number, width in enumerate(sheet.widths, start=1):
        made.column_dimensions[get_column_letter(number)].width = width
    made.freeze_panes = "A2"
    made.append([_cell(made, head, bold=True) for head in sheet.heads])
    for row in sheet.rows:
        made.append([_cell(made, value) for value in row])


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415

    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
