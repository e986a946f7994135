"""How much of a file is read."""

from engine.base.text import N_, Text
from engine.sheets.model import SheetRefusedError

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024
MAX_PARTS = 1_000
MAX_ROWS = 20_000
MAX_COLUMNS = 100
MAX_CELLS = 250_000
MAX_CHARACTERS = 16_000_000


class Budget:
    """What is left to be read of one file; the sheet that is being read is named where it runs out."""

    def __init__(self) -> None:
        self.cells, self.characters = MAX_CELLS, MAX_CHARACTERS

    def spend(self, sheet: str, count: int, cells: list[str]) -> None:
        """Take a row off, the so manieth of its sheet. Raises SheetRefusedError where there is too much."""
        if count > MAX_ROWS + 1:
            raise over(sheet, N_("There are more than %(limit)s rows."), MAX_ROWS)
        if len(cells) > MAX_COLUMNS:
            raise over(sheet, N_("There are more than %(limit)s columns."), MAX_COLUMNS)
        self.cells -= sum(1 for cell in cells if cell)
        self.characters -= sum(map(len, cells))
        if self.cells < 0:
            raise over(sheet, N_("There are more than %(limit)s cells that hold anything."), MAX_CELLS)
        if self.characters < 0:
            raise over(sheet, N_("There are more than %(limit)s characters."), MAX_CHARACTERS)


def over(sheet: str, msgid: str, limit: int) -> SheetRefusedError:
    """Return the refusal of a sheet that holds too much."""
    said = Text(msgid, {"limit": limit})
    return SheetRefusedError(Text(N_("Sheet “%(sheet)s”: %(text)s"), {"sheet": sheet, "text": said}) if sheet else said)
