"""What is said of a plan of inspections, of a visit and of what it found."""

from dataclasses import dataclass
from datetime import date

from engine.base import clock
from engine.base.errors import Wrong
from engine.base.text import N_, Text

LONGEST, LONGEST_NAME = 5_000, 200
YEARS = range(1945, 2200)


@dataclass(frozen=True)
class Planned:
    """A plan: whose, of which year, its name, what is inspected; `bloc` is the bloc's year where it is the bloc's."""

    unit: str
    year: int
    name: str
    content: str
    bloc: str = ""

    def problem(self) -> Wrong | None:
        """Return what is missing in it or out of bounds."""
        missing = {"name": not self.name.strip(), "content": not self.content.strip(), "year": self.year not in YEARS}
        for field, is_missing in missing.items():
            if is_missing:
                return Wrong(Text(N_("Give the plan's name, its year and what is inspected.")), field)
        return too_long(self.name, "name", LONGEST_NAME) or too_long(self.content, "content")


@dataclass(frozen=True)
class Visited:
    """A visit that is planned: to which unit, on which day, by which team."""

    unit: str
    planned_on: date
    team: str

    def problem(self) -> Wrong | None:
        """Return what is missing in it or out of bounds."""
        if not self.team.strip():
            return Wrong(Text(N_("Name the team that visits.")), "team")
        return too_long(self.team, "team")


@dataclass(frozen=True)
class Asked:
    """A remedy that a visit asks for: what, of which unit, by which day."""

    text: str
    unit: str
    due_on: date


@dataclass(frozen=True)
class Found:
    """What a visit found, on which day it took place, and the remedies it asks for."""

    held_on: date
    text: str
    remedies: tuple[Asked, ...] = ()

    def problem(self) -> Wrong | None:
        """Return what is missing in it or out of bounds; a remedy's fields are `remedy-0`, `due-0`, and so on."""
        if not self.text.strip():
            return Wrong(Text(N_("Tell what was found.")), "text")
        if self.held_on > clock.today():
            return Wrong(Text(N_("The day of the visit is not in the future.")), "held_on")
        for at, one in enumerate(self.remedies):
            if not one.text.strip() or one.due_on < self.held_on:
                told = Text(N_("Each remedy says what is to be done, by a day not before the visit."))
                return Wrong(told, f"{'due' if one.text.strip() else 'remedy'}-{at}")
        texts = {"text": self.text} | {f"remedy-{at}": one.text for at, one in enumerate(self.remedies)}
        return next((bad for field, text in texts.items() if (bad := too_long(text, field))), None)


def too_long(text: str, field: str, most: int = LONGEST) -> Wrong | None:
    """Return what to say where the text of a field is too long."""
    if len(text) <= most:
        return None
    return Wrong(Text(N_("Say it more briefly: at most %(most)s characters."), {"most": most}), field)
