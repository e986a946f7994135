"""What the list of models is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from web.layout.numbers import read_number
from web.layout.pages import Paged
from workflows.registers.models.store import Sought


@dataclass(frozen=True)
class Asked(Paged):
    """The address of the list, read and checked; what is empty narrows nothing."""

    q: str = ""
    kind: str = ""
    state: str = ""
    body: str = ""
    year: int | None = None

    @classmethod
    def from_query(cls, args: Mapping[str, str]) -> Self:
        """Read the query of a request; what is wrong in it is left out."""
        return cls(
            q=" ".join(args.get("q", "").split())[:100],
            kind=args.get("kind", "")[:20],
            state=args.get("state", "")[:20],
            body=args.get("body", "")[:80],
            year=read_number(args.get("year"), 1900, 2200),
            page=read_number(args.get("page"), 1, 10_000) or 1,
        )

    @property
    def sought(self) -> Sought:
        """Return what is looked for."""
        return Sought(text=self.q, kind=self.kind, state=self.state, year=self.year, within=self.body)
