"""The list of a unit's registrations as a table: its columns, the empty workbook, and the rows that can be taken."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from engine.base.text import N_, Text
from engine.sheets import Book
from workflows.registers.awards.store import awards
from workflows.registers.organisation.folding import fold_text
from workflows.registers.organisation.sheet.columns import Column, RowError, code, text
from workflows.registers.organisation.sheet.table import find_table
from workflows.registers.registration.commands import Wish

COLUMNS: Sequence[Column] = (
    Column("award", ("Danh hiệu đăng ký", "Danh hiệu"), text(200), is_required=True),
    Column("person", ("Mã cán bộ",), code(40)),
    Column("unit", ("Mã đơn vị",), code(80)),
)


@dataclass
class Listed:
    """What a file registers, and what is wrong with its rows."""

    wishes: list[Wish] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)


def read_list(session: Session, book: Book) -> Listed:
    """Return what a list registers; awards stand by name or code."""
    table = find_table(book, COLUMNS)
    found = Listed(errors=list(table.errors))
    known = {fold_text(name): one.code for one in awards(session) for name in (one.name, one.code)}
    columns = {column.name: column for column in COLUMNS}
    for line in table.lines if not found.errors else ():
        values, wrong = table.read(line)
        award, person, unit = (str(values.get(name) or "") for name in ("award", "person", "unit"))
        if not wrong and fold_text(award) not in known:
            wrong = [table.error(line.number, columns["award"], Text(N_("There is no such award.")))]
        if not wrong and bool(person) == bool(unit):
            wrong = [table.error(line.number, columns["person"], Text(N_("Give the code of a person or of a unit.")))]
        found.errors += wrong
        if not wrong:
            found.wishes.append(Wish(known[fold_text(award)], person, unit))
    return found


def template_workbook() -> bytes:
    """Return the empty workbook of a list."""
    from openpyxl import Workbook  # noqa: PLC0415 - 8 MB that few pages need
    from openpyxl.styles import Font  # noqa: PLC0415

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Đăng ký thi đua"
    for place, column in enumerate(COLUMNS, start=1):
        sheet.cell(1, place, column.titles[0]).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
