"""Reading test cases of decision tables into comparable items: one a row, by the name of its case."""

import csv
import io

from engine.base.text import N_
from web.parts.diagrams import words
from web.parts.diagrams.items import Contents, Fact, Item

TEST_CASE = N_("Test case")


def read_trials(data: bytes) -> Contents:
    """Return the test cases of a CSV file, the first row naming the columns."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig", errors="replace"))))
    if not rows:
        return Contents({}, {})
    items: dict[str, Item] = {}
    for number, row in enumerate(rows[1:], start=1):
        name = row[0] if row else ""
        # Two cases of one name are told apart by their rows.
        key = name if name and name not in items else f"{name}#{number}"
        cells = dict(zip(rows[0][1:], row[1:], strict=False))
        items[key] = Item(
            key, TEST_CASE, name, {(words.COLUMN, head): Fact(cell) for head, cell in cells.items()}, name
        )
    return Contents(items, {})
