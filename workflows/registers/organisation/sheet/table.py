"""A table found in a file: the sheet and the header that answer to some columns, and what is told of the rest."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.base.lookalikes import doubts_about
from engine.base.text import N_, Text
from engine.sheets import Book, Line, Sheet, cell_name
from engine.sheets.model import ERROR, FORMULA
from workflows.registers.organisation.folding import fold_text
from workflows.registers.organisation.sheet.columns import CellError, Column, RowError

MOST_ABOVE = 30
MOST_NAMED = 12
MOST_MARKED = 100_000
EMPTIED = ("—", "–")
"""What stands in a cell that empties what there is; a blank cell leaves it."""


@dataclass
class Table:
    """The rows below a header, which cell of them belongs to which column, and what is wrong with all of it.

    `notices` say what a person should know though it is no mistake: the sheet that was read, what was passed over.
    """

    sheet: Sheet = field(default_factory=lambda: Sheet("", ()))
    places: dict[int, Column] = field(default_factory=dict)
    lines: Sequence[Line] = ()
    errors: list[RowError] = field(default_factory=list)
    notices: list[Text] = field(default_factory=list)
    merged: dict[tuple[int, int], str] = field(default_factory=dict)

    def error(self, row: int, column: Column, why: Text) -> RowError:
        """Return what is wrong in a column of a row."""
        place = next((place for place, known in self.places.items() if known == column), None)
        return RowError(row, column.titles[0], why, "" if place is None else self.sheet.cell(row, place))

    def read(self, line: Line) -> tuple[dict[str, Any], list[RowError]]:
        """Return a row's values by column name, and what is wrong with its cells; a blank cell has no value."""
        values: dict[str, Any] = {}
        errors: list[RowError] = []
        for place, column in self.places.items():
            cell = line.cells[place] if place < len(line.cells) else ""
            try:
                self._refuse_kind(line, place, cell)
                value = column.take("" if cell in EMPTIED else cell)
            except CellError as error:
                errors.append(RowError(line.number, column.titles[0], error.text, self.sheet.cell(line.number, place)))
                continue
            if cell:
                values[column.name] = value
        return values, errors

    def doubts(self) -> Iterator[RowError]:
        """Yield the cells whose text looks like something else."""
        for line in self.lines:
            for place, column in self.places.items():
                for doubt in doubts_about(line.cells[place]) if place < len(line.cells) else ():
                    yield RowError(line.number, column.titles[0], doubt, self.sheet.cell(line.number, place))

    def _refuse_kind(self, line: Line, place: int, cell: str) -> None:
        kind, merge = line.kinds.get(place), self.merged.get((line.number, place))
        if merge:
            raise CellError(N_("The cells %(range)s are merged: part them and fill in each."), range=merge)
        if kind == FORMULA:
            raise CellError(N_("A formula stands here: put its value in its place."))
        if kind == ERROR:
            raise CellError(N_("An error stands here: %(value)s"), value=cell)


def find_table(book: Book, columns: Sequence[Column]) -> Table:
    """Return the table of a file that answers to some columns.

    That is the sheet which was open last, or where only one other has all that is required, that one. The header is the
    row that names most columns; what stands above it, and columns that are not known here, are passed over and told.
    """
    if book.refusal is not None:
        return Table(errors=[RowError(0, "", book.refusal)])
    known = {title: column for column in columns for title in column.folded_titles()}
    sheet = _choose(book, known, columns)
    at = _header_at(sheet, known)
    header = sheet.lines[at] if sheet.lines else Line(1, ())
    table = Table(sheet)
    unknown = list(_match(table, header, known, columns))
    bottom = max([header.number, *(m[2] for m in sheet.merges if m[0] <= header.number <= m[2])])
    table.lines = [line for line in sheet.lines[at + 1 :] if line.number > bottom]
    table.merged = _merged(table)
    table.notices = list(_notices(book, table, header, unknown))
    return table


def _choose(book: Book, known: Mapping[str, Column], columns: Sequence[Column]) -> Sheet:
    needed = {column.name for column in columns if column.is_required}
    active = next(sheet for sheet in book.sheets if sheet.is_active)
    answering = [
        sheet for sheet in book.sheets if sheet.is_visible and sheet.is_whole and needed <= _names(sheet, known)
    ]
    return answering[0] if len(answering) == 1 and active not in answering else active


def _names(sheet: Sheet, known: Mapping[str, Column]) -> set[str]:
    return (
        {column.name for column in _columns_in(sheet.lines[_header_at(sheet, known)], known)} if sheet.lines else set()
    )


def _columns_in(line: Line, known: Mapping[str, Column]) -> list[Column]:
    return [known[title] for title in map(_title, line.cells) if title in known]


def _title(cell: str) -> str:
    return fold_text(cell.strip("*: "))


def _header_at(sheet: Sheet, known: Mapping[str, Column]) -> int:
    counts = [len({column.name for column in _columns_in(line, known)}) for line in sheet.lines[:MOST_ABOVE]]
    return counts.index(max(counts)) if counts else 0


def _match(table: Table, header: Line, known: Mapping[str, Column], columns: Sequence[Column]) -> Iterator[str]:
    """Give a table the places of its columns, and what is wrong with them; yield the headings that are not known."""
    for place, title in enumerate(header.cells):
        column = known.get(_title(title))
        if column is None and title:
            yield title
        elif column in table.places.values():
            said, cell = Text(N_("This column stands twice.")), table.sheet.cell(header.number, place)
            table.errors.append(RowError(header.number, title, said, cell))
        elif column is not None:
            table.places[place] = column
    missing = [c for c in columns if c.is_required and c not in table.places.values()]
    where = table.sheet.cell(header.number, 0)
    table.errors += [RowError(header.number, c.titles[0], Text(N_("This column is missing.")), where) for c in missing]


def _merged(table: Table) -> dict[tuple[int, int], str]:
    """Return the cells of known columns that are merged with others, each with the range."""
    found: dict[tuple[int, int], str] = {}
    numbers = [line.number for line in table.lines]
    for top, left, bottom, right in table.sheet.merges:
        places = [place for place in table.places if left <= place <= right]
        name = f"{cell_name(top, left)}:{cell_name(bottom, right)}"
        for number in numbers[bisect_left(numbers, top) : bisect_left(numbers, bottom + 1)]:
            found |= {(number, place): name for place in places}
        if len(found) > MOST_MARKED:
            break
    return found


def _notices(book: Book, table: Table, header: Line, unknown: Sequence[str]) -> Iterator[Text]:
    sheet = table.sheet
    if sheet.name:
        said = {"sheet": sheet.name, "row": header.number}
        yield Text(N_("Read from the sheet “%(sheet)s”, whose header stands in row %(row)s."), said)
    others = [one.name for one in book.sheets if one.is_visible and one.lines and one is not sheet]
    if others:
        yield Text(N_("Other sheets with rows, which were not read: %(names)s"), {"names": _some(others)})
    unseen = [one.name for one in book.sheets if not one.is_visible and one.lines]
    if unseen:
        yield Text(N_("Hidden sheets with rows, which were not read: %(names)s"), {"names": _some(unseen)})
    if unknown:
        yield Text(N_("Columns that are not known here were passed over: %(names)s"), {"names": _some(unknown)})
    hidden = [str(number) for number in sheet.hidden_rows if number > header.number]
    if hidden:
        yield Text(
            N_("Rows that are hidden or filtered out in the file are read too: %(rows)s"), {"rows": _some(hidden)}
        )
    columns = [c.titles[0] for p, c in table.places.items() if any(a <= p <= b for a, b in sheet.hidden_columns)]
    if columns:
        yield Text(N_("Columns that are hidden in the file are read too: %(names)s"), {"names": _some(columns)})


def _some(names: Sequence[str]) -> str:
    return ", ".join(name[:60] for name in names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")
