"""The table a list is written in: its columns, and the empty workbook people fill in."""

import io
from collections.abc import Sequence

from workflows.registers.organisation.sheet.columns import Column, code, text

PEOPLE: Sequence[Column] = (
    Column("code", ("Mã cán bộ", "Mã"), code(40), is_required=True),
    Column("name", ("Họ và tên", "Họ tên"), text(120), is_required=True),
    Column("summary", ("Tóm tắt thành tích", "Thành tích"), text(2000), is_required=True),
)
UNITS: Sequence[Column] = (
    Column("code", ("Mã đơn vị", "Mã"), code(80), is_required=True),
    Column("name", ("Tên đơn vị", "Tên tập thể"), text(200), is_required=True),
    Column("summary", ("Tóm tắt thành tích", "Thành tích"), text(2000), is_required=True),
)
KINDS = {"individual": PEOPLE, "collective": UNITS}
_WIDTHS = (18, 36, 80)


def template_workbook(kind: str) -> bytes:
    """Return the empty workbook for a list of `individual` or `collective` subjects."""
    from openpyxl import Workbook  # noqa: PLC0415 - 8 MB that few pages need
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Danh sách"
    for place, column in enumerate(KINDS[kind], start=1):
        cell = sheet.cell(1, place, column.titles[0])
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS[place - 1]
    sheet.freeze_panes = "A2"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
