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
    """The words, award, type and year a page is narrowed to, and after which entry (`year:id`) it begins."""

    q: str = ""
    award: str = ""
    type: str = ""
    year: str = ""
    after: str = ""

    @classmethod
    def from_query(cls, values: Mapping[str, str]) -> Self:
        """Read an address; what makes no sense is left out."""
        year = read_number(values.get("year"), *YEARS)
        return cls(
            q=values.get("q", "").strip()[:LONGEST],
            award=values.get("award", "")[:20],
            type=values.get("type", "")[:20],
            year=str(year or ""),
            after=values.get("after", "")[:60],
        )

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything is left out."""
        return bool(self.q or self.award or self.type or self.year)

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
