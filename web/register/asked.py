"""What a page of the register is asked for."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Self
from uuid import UUID

from web.layout.numbers import read_number

YEARS = (1900, 2200)
LONGEST = 200


@dataclass(frozen=True)
class Asked:
    """What a page is narrowed to, and after which entry (`year:id`) it begins; a unit is one of the body's."""

    q: str = ""
    award: str = ""
    type: str = ""
    movement: str = ""
    year: str = ""
    body: str = ""
    unit: str = ""
    decision: str = ""
    sex: str = ""
    after: str = ""

    @classmethod
    def from_query(cls, values: Mapping[str, str]) -> Self:
        """Read an address; what makes no sense is left out."""
        year = read_number(values.get("year"), *YEARS)
        body, unit = values.get("body", "")[:80], values.get("unit", "")[:80]
        return cls(
            q=values.get("q", "").strip()[:LONGEST],
            award=values.get("award", "")[:20],
            type=values.get("type", "")[:20],
            movement=values.get("movement", "")[:40],
            year=str(year or ""),
            body=body,
            unit=unit if body and unit.startswith(f"{body}.") else "",
            decision=values.get("decision", "").strip()[:80],
            sex=values.get("sex", "")[:10],
            after=values.get("after", "")[:60],
        )

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything is left out."""
        return bool(self.address(after=""))

    @property
    def begins_after(self) -> tuple[int, UUID] | None:
        """Return year and id of the entry before the page."""
        year, _, found = self.after.partition(":")
        number = read_number(year)
        try:
            return None if number is None else (number, UUID(found))
        except ValueError:
            return None

    def address(self, **changes: str) -> dict[str, str]:
        """Return the query of this page with some changes."""
        return {name: value for name, value in asdict(replace(self, **changes)).items() if value}
