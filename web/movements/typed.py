"""What was typed of a movement, kept as it was typed until it can be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from engine.base import clock
from engine.base.text import N_, Text
from forms.dates import read_date, read_date_at
from forms.errors import AnswerError
from web.layout.times import show_date
from workflows.registers.movements.described import Described
from workflows.registers.movements.model import Movement

TEXTS = ("name", "goals", "criteria", "subjects")
DAYS: Mapping[str, str] = {
    "begins_on": N_("First day"),
    "ends_on": N_("Last day"),
    "mid_due": N_("Mid-term review due by"),
    "final_due": N_("Final review due by"),
}


@dataclass(frozen=True)
class Typed:
    """Texts and days by their names in the form, the unit that launches, and the bloc it is for, if any."""

    unit: str = ""
    bloc: str = ""
    said: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, form: Mapping[str, str]) -> Self:
        """Read a form."""
        texts = {name: form.get(name, "").strip() for name in TEXTS}
        days = {name: form.get(name, "").strip() for name in DAYS}
        return cls(form.get("unit", "")[:80], form.get("bloc", "")[:50], texts | days)

    @classmethod
    def of(cls, movement: Movement) -> Self:
        """Return what was said of a movement."""
        days = {name: show_date(day) if (day := getattr(movement, name)) else "" for name in DAYS}
        texts = {name: getattr(movement, name) for name in TEXTS}
        return cls(movement.unit_code, movement.bloc_scope or "", texts | days)

    def described(self) -> Described:
        """Return it as the command takes it.

        Raises AnswerError for what is no day, saying which it is.
        """
        texts = (self.said["goals"], self.said["criteria"], self.said["subjects"])
        term = (self._day("begins_on"), self._day("ends_on"))
        due = (self._day("final_due"), self._day("mid_due"))
        return Described(self.said["name"], self.unit, *texts, *term, *due, bloc=self.bloc)

    def _day(self, name: str) -> date | None:
        if not self.said[name]:
            return None
        try:
            return read_date(self.said[name])
        except AnswerError as wrong:
            told = {"what": Text(DAYS[name]), "why": wrong.text}
            raise AnswerError(Text(N_("%(what)s: %(why)s"), told), name) from None


def day_typed(text: str, field: str) -> date:
    """Return a day that was typed in a field, today where nothing was.

    Raises AnswerError.
    """
    return read_date_at(field, text) if text.strip() else clock.today()
