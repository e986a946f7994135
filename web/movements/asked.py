"""What the list of movements is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Self

from web.layout.numbers import read_number
from workflows.registers.movements.store import Sought


@dataclass(frozen=True)
class Asked:
    """The address of the list, read and checked; what is empty narrows nothing."""

    q: str = ""
    state: str = ""
    body: str = ""
    year: int | None = None
    page: int = 1

    @classmethod
    def from_query(cls, args: Mapping[str, str]) -> Self:
        """Read the query of a request; what is wrong in it is left out."""
        return cls(
            q=" ".join(args.get("q", "").split())[:100],
            state=args.get("state", "")[:20],
            body=args.get("body", "")[:80],
            year=read_number(args.get("year"), 1900, 2200),
            page=read_number(args.get("page"), 1, 10_000) or 1,
        )

    @property
    def sought(self) -> Sought:
        """Return what is looked for."""
        return Sought(text=self.q, state=self.state, year=self.year, within=self.body)

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything is left out."""
        return bool(self.address(page=1))

    def address(self, *, page: int) -> dict[str, str]:
        """Return the query of this list at a page; what is as usual is left out."""
        here = replace(self, page=page)
        asked = {field.name: (getattr(here, field.name), field.default) for field in fields(here)}
        return {name: str(value) for name, (value, usual) in asked.items() if value and value != usual}
