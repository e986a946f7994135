"""What the list of plans of inspections is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from engine.base import clock
from web.layout.numbers import read_number
from web.layout.pages import Paged
from workflows.registers.inspections.store import Sought


@dataclass(frozen=True)
class Asked(Paged):
    """The address of the list, read and checked; what is empty narrows nothing. `late` is `1` or nothing."""

    q: str = ""
    body: str = ""
    year: int | None = None
    late: str = ""

    @classmethod
    def from_query(cls, args: Mapping[str, str]) -> Self:
        """Read the query of a request; what is wrong in it is left out."""
        return cls(
            q=" ".join(args.get("q", "").split())[:100],
            body=args.get("body", "")[:80],
            year=read_number(args.get("year"), 1900, 2200),
            late="1" if args.get("late") == "1" else "",
            page=read_number(args.get("page"), 1, 10_000) or 1,
        )

    @property
    def sought(self) -> Sought:
        """Return what is looked for."""
        return Sought(self.q, self.year, self.body, clock.today() if self.late else None)
