"""What a person asked the list of nominations for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from web.layout.numbers import read_number


@dataclass(frozen=True)
class Asked:
    """The address of one view of the list, read and checked."""

    q: str = ""
    award: str = ""
    type: str = ""
    stage: str = ""
    outcome: str = ""
    body: str = ""
    unit: str = ""
    sex: str = ""
    movement: str = ""
    year: int | None = None
    after: str = ""

    @classmethod
    def from_query(cls, args: Mapping[str, str]) -> Self:
        """Read the query of a request; what is wrong in it is left out."""
        body, unit = args.get("body", "")[:80], args.get("unit", "")[:80]
        return cls(
            q=" ".join(args.get("q", "").split())[:100],
            award=args.get("award", "")[:40],
            type=args.get("type", "")[:20],
            stage=args.get("stage", "")[:60],
            outcome=args.get("outcome", "")[:20],
            body=body,
            unit=unit if body and unit.startswith(f"{body}.") else "",
            sex=args.get("sex", "")[:10],
            movement=args.get("movement", "")[:40],
            year=read_number(args.get("year"), 1900, 2200),
            after=args.get("after", "")[:60],
        )

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything but the whole list was asked for."""
        return bool(self.address(after=""))

    def address(self, *, after: str) -> dict[str, str]:
        """Return the query of this view at another page."""
        return {name: str(value) for name, value in vars(replace(self, after=after)).items() if value}
