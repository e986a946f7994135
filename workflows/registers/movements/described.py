"""What is said of a movement before it is launched, and of its reviews."""

from dataclasses import dataclass
from datetime import date

from engine.base import clock
from engine.base.errors import Wrong
from engine.base.text import N_, Text
from workflows.registers.movements.model import ReviewKind

LONGEST, LONGEST_NAME = 5_000, 200


@dataclass(frozen=True)
class Described:
    """Name, launching unit, goals, criteria, who may take part, the term, and by when each review is due.

    `bloc` is the year of the bloc that it is for.
    """

    name: str
    unit: str
    goals: str
    criteria: str
    subjects: str
    begins_on: date | None = None
    ends_on: date | None = None
    final_due: date | None = None
    mid_due: date | None = None
    bloc: str = ""

    def problem(self) -> Wrong | None:
        """Return what is missing in it or out of bounds."""
        said = {name: getattr(self, name) for name in ("name", "goals", "criteria", "subjects")}
        for field, text in said.items():
            most = LONGEST_NAME if field == "name" else LONGEST
            if not text.strip():
                return Wrong(Text(N_("Give the movement's name, goals, criteria and who may take part.")), field)
            if len(text) > most:
                return Wrong(Text(N_("Say it more briefly: at most %(most)s characters."), {"most": most}), field)
        return self._problem_of_days()

    def _problem_of_days(self) -> Wrong | None:
        begins, ends, final, mid = self.begins_on, self.ends_on, self.final_due, self.mid_due
        missing = next((name for name in ("begins_on", "ends_on", "final_due") if getattr(self, name) is None), "")
        if begins is None or ends is None or final is None:
            return Wrong(Text(N_("Give the first and the last day, and by when the final review is due.")), missing)
        if not begins < ends:
            return Wrong(Text(N_("A movement ends after it begins.")), "ends_on")
        if mid is not None and not begins < mid < ends:
            return Wrong(Text(N_("The mid-term review lies between the first and the last day.")), "mid_due")
        if mid is not None and mid >= final:
            return Wrong(Text(N_("The final review comes after the mid-term review.")), "final_due")
        return None


@dataclass(frozen=True)
class FromUnit:
    """What a unit says of a movement: its targets where it takes part, or its results."""

    unit: str
    text: str


@dataclass(frozen=True)
class Reviewed:
    """What a review found: which one, on which day it took place, and the results."""

    kind: str
    held_on: date
    results: str

    def problem(self) -> Wrong | None:
        """Return what is missing in it or out of bounds."""
        if self.kind not in set(ReviewKind) or not self.results.strip() or len(self.results) > LONGEST:
            told = Text(N_("Tell the results of the review, in at most %(most)s characters."), {"most": LONGEST})
            return Wrong(told, "results")
        is_told = self.held_on <= clock.today()
        return None if is_told else Wrong(Text(N_("The day of the review is not in the future.")), "held_on")
