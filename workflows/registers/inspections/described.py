"""What is said of a plan of inspections, of a visit and of what it found."""

from dataclasses import dataclass
from datetime import date

from engine.base import clock
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

    def problem(self) -> Text | None:
        """Return what is missing in it or out of bounds."""
        if not self.name.strip() or not self.content.strip() or self.year not in YEARS:
            return Text(N_("Give the plan's name, its year and what is inspected."))
        return too_long(self.content) if len(self.name) <= LONGEST_NAME else too_long(self.name, LONGEST_NAME)


@dataclass(frozen=True)
class Visited:
    """A visit that is planned: to which unit, on which day, by which team."""

    unit: str
    planned_on: date
    team: str

    def problem(self) -> Text | None:
        """Return what is missing in it or out of bounds."""
        return too_long(self.team) if self.team.strip() else Text(N_("Name the team that visits."))


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

    def problem(self) -> Text | None:
        """Return what is missing in it or out of bounds."""
        if not self.text.strip():
            return Text(N_("Tell what was found."))
        if self.held_on > clock.today():
            return Text(N_("The day of the visit is not in the future."))
        if any(not one.text.strip() or one.due_on < self.held_on for one in self.remedies):
            return Text(N_("Each remedy says what is to be done, by a day not before the visit."))
        texts = (self.text, *(one.text for one in self.remedies))
        return next((bad for text in texts if (bad := too_long(text))), None)


def too_long(text: str, most: int = LONGEST) -> Text | None:
    """Return what to say where a text is too long."""
    return Text(N_("Say it more briefly: at most %(most)s characters."), {"most": most}) if len(text) > most else None
