"""Plain workbooks for tests."""

import io
from typing import Any

from openpyxl import Workbook


def workbook(*rows: list[Any]) -> bytes:
    """Return an XLSX file of one sheet with some rows."""
    made = Workbook()
    for row in rows:
        made.active.append(row)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()
