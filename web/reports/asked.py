"""What a report is asked by: along what it is told, and what it is narrowed to."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from engine.base.text import N_
from web.layout.numbers import read_number

BY: Mapping[str, str] = {
    "award": N_("Award"),
    "type": N_("Type of commendation"),
    "movement": N_("Movement"),
    "body": N_("Body"),
    "unit": N_("Unit"),
    "bloc": N_("Bloc or cluster"),
    "year": N_("Year"),
    "half": N_("Half-year of hand-in"),
    "level": N_("Level"),
    "regime": N_("Law applied"),
    "sex": N_("Sex"),
    "ethnicity": N_("Ethnicity"),
    "post": N_("Post"),
    "direct": N_("Direct workers and leaders"),
}
LONGEST = 80
CODES = ("body", "unit", "award", "type", "movement", "bloc", "sex")
YEARS = (1900, 2200)


@dataclass(frozen=True)
class Narrowed:
    """Of which nominations a report tells; what is empty narrows nothing."""

    year: int | None = None
    body: str = ""
    unit: str = ""
    award: str = ""
    type: str = ""
    movement: str = ""
    bloc: str = ""
    sex: str = ""

    @staticmethod
    def read(args: Mapping[str, str]) -> dict[str, Any]:
        """Read what the query of a request narrows a report to; what is wrong in it is left out."""
        codes = {name: args.get(name, "")[:LONGEST] for name in CODES}
        return {"year": read_number(args.get("year"), *YEARS), **codes}

    def address(self) -> dict[str, str]:
        """Return the query of this report; what is as usual is left out."""
        asked = {field.name: (getattr(self, field.name), field.default) for field in fields(self)}
        return {name: str(value) for name, (value, usual) in asked.items() if value and value != usual}


@dataclass(frozen=True)
class Asked(Narrowed):
    """The address of a report, read and checked."""

    by: str = "award"

    @classmethod
    def from_query(cls, args: Mapping[str, str]) -> Self:
        """Read the query of a request; what is wrong in it is left out."""
        by = args.get("by", "")
        return cls(by=by if by in BY else "award", **cls.read(args))
