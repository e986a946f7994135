"""How wide the columns of tables in Word documents are: not every program fits them to what stands in them."""

from io import BytesIO
from typing import Any

from docx import Document as Word
from docx.document import Document as Page
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Cell

from web.documents.layout import DECREE_30

GRID = "Table Grid"
WIDTH = 210 - DECREE_30.left - DECREE_30.right  # millimetres
MOST = 60  # letters that make a column as wide as it gets
LETTER, MARGINS = 2.5, 5  # millimetres that a letter of a head takes, and that a cell leaves free


def place_side_by_side(page: Page, left: int, right: int) -> tuple[_Cell, _Cell]:
    """Add two cells beside each other, so many millimetres wide, without lines, and return them."""
    table = page.add_table(rows=1, cols=2)
    _set_widths(table, [left, right])
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)
    first, second = table.rows[0].cells
    return first, second


def fit_columns(data: bytes) -> bytes:
    """Return a Word document whose ruled tables have columns as wide as what stands in them asks for."""
    page, made = Word(BytesIO(data)), BytesIO()
    for table in page.tables:
        if table.style is not None and table.style.name == GRID:
            _set_widths(table, _shares([[cell.text for cell in row.cells] for row in table.rows]))
    page.save(made)
    return made.getvalue()


def _shares(rows: list[list[str]]) -> list[float]:
    """Return how many millimetres each column gets: room for its longest word, of the rest what its text asks for."""
    columns = list(zip(*rows, strict=True))
    words = [max((len(word) for text in column for word in text.split()), default=1) for column in columns]
    texts = [min(max(len(text) for text in column), MOST) for column in columns]
    least = [word * LETTER + MARGINS for word in words]
    asked = [max(text - word, 0) + 1 for word, text in zip(words, texts, strict=True)]
    left = max(WIDTH - sum(least), 0)
    found = [small + left * more / sum(asked) for small, more in zip(least, asked, strict=True)]
    return [WIDTH * one / sum(found) for one in found]


def _set_widths(table: Table, widths: list[Any]) -> None:
    table.autofit = False
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    grid = table._tbl.tblGrid
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        column = OxmlElement("w:gridCol")
        column.set(qn("w:w"), str(Mm(width).twips))
        grid.append(column)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
