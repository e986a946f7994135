"""Tables that people bring as CSV or XLSX: what Excel opens is read, in a process of its own, within a budget.

`read_book` is the one door. It never works anything out: a formula, an error and a merged cell are told as what they
are, and so are hidden rows and other sheets.
"""

from engine.sheets.model import MAX_CELL, Book, Line, Sheet, SheetRefusedError, cell_name
from engine.sheets.sandbox import read_book

__all__ = ["MAX_CELL", "Book", "Line", "Sheet", "SheetRefusedError", "cell_name", "read_book"]
