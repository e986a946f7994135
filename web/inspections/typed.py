"""What was typed of findings, kept as it was typed until it can be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from engine.base import clock
from forms.dates import read_date_at
from web.layout.times import show_date
from workflows.registers.inspections.described import Asked, Found
from workflows.registers.inspections.model import InspectionRemedy, InspectionVisit

ROWS = 5
"""How many remedies one page asks for at least."""


@dataclass(frozen=True)
class Row:
    """A remedy as it was typed: what, of which unit, by when."""

    text: str = ""
    unit: str = ""
    due_on: str = ""


@dataclass(frozen=True)
class Typed:
    """Findings as they were typed."""

    held_on: str = ""
    text: str = ""
    rows: tuple[Row, ...] = ()

    @classmethod
    def read(cls, form: Mapping[str, str]) -> Self:
        """Read a form; rows that are empty are left out."""
        number = len([name for name in form if name.startswith("remedy-")])
        rows = [
            Row(
                form.get(f"remedy-{at}", "").strip(),
                form.get(f"owner-{at}", "")[:80],
                form.get(f"due-{at}", "").strip(),
            )
            for at in range(min(number, 100))
        ]
        text = form.get("text", "").strip()
        return cls(form.get("held_on", "").strip(), text, tuple(row for row in rows if row.text or row.due_on))

    @classmethod
    def of(cls, visit: InspectionVisit, remedies: list[InspectionRemedy]) -> Self:
        """Return what was recorded of a visit."""
        rows = tuple(Row(one.text, one.unit_code, show_date(one.due_on)) for one in remedies)
        return cls(show_date(visit.held_on or clock.today()), visit.findings, rows)

    @property
    def shown(self) -> tuple[Row, ...]:
        """Return the rows that a page shows: those typed and some empty ones."""
        return self.rows + tuple(Row() for _ in range(max(1, ROWS - len(self.rows))))

    def found(self) -> Found:
        """Return it as the command takes it.

        Raises AnswerError for what is no day.
        """
        held_on = read_date_at("held_on", self.held_on)
        due = [read_date_at(f"due-{at}", row.due_on) for at, row in enumerate(self.rows)]
        remedies = tuple(Asked(row.text, row.unit, day) for row, day in zip(self.rows, due, strict=True))
        return Found(held_on, self.text, remedies)
