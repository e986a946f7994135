"""XLSX workbooks as sheets of rows."""

import re
from collections.abc import Iterable

from engine.base.text import N_
from engine.sheets.budget import MAX_COLUMNS, Budget, over
from engine.sheets.model import DAMAGED, Line, Place, Sheet, SheetRefusedError
from engine.sheets.package import Element, Package
from engine.sheets.values import CellReader, cells_of, local, number_styles, place_in, shared_strings

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
_PARTS = ("row", "col", "mergeCell")
MOST_MERGES = 10_000
MOST_SHEETS = 100


def read_workbook(data: bytes) -> list[Sheet]:
    """Return the sheets of a workbook in their order: the visible one that was open last is active.

    Of hidden sheets only the first row is read, of others as much as the budget allows. Raises SheetRefusedError.
    """
    package = Package(data)
    main = package.main_part()
    parts = package.related(main)
    beside = {kind: part for _id, kind, part in parts}
    sheets, active, is_1904 = _outline(package, main)
    reader = CellReader(
        shared_strings(package, beside.get("sharedStrings")),
        number_styles(package, beside.get("styles")),
        is_1904=is_1904,
    )
    tables = {known: part for known, kind, part in parts if kind == "worksheet"}
    open_last = _open_last(sheets, active, tables)
    budget, found = Budget(), {}
    for place in sorted(range(len(sheets)), key=lambda place: (place != open_last, place)):
        name, relation, is_visible = sheets[place]
        if relation in tables:
            filling = _Filling(name, budget, is_visible=is_visible, is_active=place == open_last)
            found[place] = filling.read(package.elements(tables[relation], *_PARTS), reader)
    return [found[place] for place in sorted(found)]


def _outline(package: Package, main: str) -> tuple[list[tuple[str, str, bool]], int, bool]:
    """Return name, relation and visibility of each sheet, which is active, and whether days begin in 1904."""
    sheets: list[tuple[str, str, bool]] = []
    active, is_1904 = 0, False
    for element in package.elements(main, "sheet", "workbookView", "workbookPr"):
        if local(element) == "sheet":
            relation = next((str(value) for name, value in element.items() if str(name).endswith("}id")), "")
            sheets.append((element.get("name", "")[:60], relation, element.get("state", "visible") == "visible"))
        elif local(element) == "workbookView":
            tab = element.get("activeTab", "0")
            active = int(tab) if tab.isdecimal() and len(tab) < 6 else 0
        else:
            is_1904 = element.get("date1904", "0") in ("1", "true", "on")
    return sheets[:MOST_SHEETS], active, is_1904


def _open_last(sheets: list[tuple[str, str, bool]], active: int, tables: dict[str, str]) -> int:
    visible = [place for place, (_name, relation, is_visible) in enumerate(sheets) if is_visible and relation in tables]
    if not visible:
        raise SheetRefusedError(DAMAGED)
    return active if active in visible else visible[0]


class _Filling:
    """One sheet while it is read."""

    def __init__(self, name: str, budget: Budget, *, is_visible: bool, is_active: bool) -> None:
        self.name, self.budget, self.is_visible, self.is_active = name, budget, is_visible, is_active
        self.lines: list[Line] = []
        self.hidden: list[int] = []
        self.columns: list[tuple[int, int]] = []
        self.merges: list[Place] = []
        self.last = 0

    def read(self, elements: Iterable[Element], reader: CellReader) -> Sheet:
        """Read the sheet; where the budget ends, the active one is refused and another is left unfinished."""
        try:
            is_whole = self._fill(elements, reader)
        except SheetRefusedError:
            if self.is_active:
                raise
            is_whole = False
        return Sheet(
            self.name, tuple(self.lines), self.is_visible, self.is_active, is_whole,
            tuple(self.hidden), tuple(self.columns), tuple(self.merges),
        )  # fmt: skip

    def _fill(self, elements: Iterable[Element], reader: CellReader) -> bool:
        for element in elements:
            if local(element) == "row":
                self._take_row(element, reader)
            elif local(element) == "col":
                self._take_column(element)
            else:
                self._take_merge(element)
            if not self.is_visible and self.lines:
                return False
        return True

    def _take_row(self, row: Element, reader: CellReader) -> None:
        said = row.get("r", "")
        self.last = int(said) if said.isdecimal() and len(said) < 8 else self.last + 1
        found = dict(cells_of(row, reader))
        if not found:
            return
        if max(found) >= MAX_COLUMNS:
            raise over(self.name, N_("There are more than %(limit)s columns."), MAX_COLUMNS)
        cells = [found.get(place, ("", ""))[1] for place in range(max(found) + 1)]
        self.budget.spend(self.name, len(self.lines) + 1, cells)
        self.lines.append(Line(self.last, tuple(cells), {place: kind for place, (kind, _) in found.items() if kind}))
        if row.get("hidden") in ("1", "true"):
            self.hidden.append(self.last)

    def _take_column(self, column: Element) -> None:
        first, last = column.get("min", ""), column.get("max", "")
        if column.get("hidden") in ("1", "true") and (first + last).isdecimal() and len(first + last) < 12:
            self.columns.append((int(first) - 1, int(last) - 1))

    def _take_merge(self, merge: Element) -> None:
        found = _RANGE.fullmatch(merge.get("ref", "").upper())
        if found and len(self.merges) < MOST_MERGES:
            left, right = place_in(found[1], 0), place_in(found[3], 0)
            self.merges.append((int(found[2]), left, int(found[4]), right))
