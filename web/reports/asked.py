"""What a report is asked by: along what it is told, and what it is narrowed to."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Self

from engine.base.text import N_
from web.layout.numbers import read_number

BY: Mapping[str, str] = {
    "award": N_("Award"),
    "type": N_("Type of commendation"),
    "body": N_("Body"),
    "unit": N_("Unit"),
    "bloc": N_("Bloc"),
    "year": N_("Year"),
}
LONGEST = 80


@dataclass(frozen=True)
class Asked:
    """The address of a report, read and checked; what is empty narrows nothing."""

    by: str = "award"
    year: int | None = None
    body: str = ""
    award: str = ""
    type: str = ""
    bloc: str = ""

    @classmethod
    def from_query(cls, args: Mapping[str, str]) -> Self:
        """Read the query of a request; what is wrong in it is left out."""
        by = args.get("by", "")
        return cls(
            by=by if by in BY else "award",
            year=read_number(args.get("year"), 1900, 2200),
            **{name: args.get(name, "")[:LONGEST] for name in ("body", "award", "type", "bloc")},
        )

    def address(self) -> dict[str, str]:
        """Return the query of this report."""
        return {name: str(value) for name, value in asdict(self).items() if value}
