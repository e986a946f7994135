"""What the page of simplicity is asked by."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from engine.base.text import N_
from web.layout.numbers import read_number
from web.reports.asked import Narrowed

BY: Mapping[str, str] = {
    "award": N_("Award"),
    "type": N_("Type of commendation"),
    "body": N_("Body"),
    "unit": N_("Unit"),
    "release": N_("Version of the procedure"),
    "year": N_("Year"),
}
MEASURES = ("days", "steps", "people", "papers", "returns", "again")
MAIN = "nomination"
COMPARED = ("release", "year")


@dataclass(frozen=True)
class Asked(Narrowed):
    """The address of the page: along what it is told, of which procedure versions are meant, which two are compared.

    `release` is a version's number; `sort` and `page` are those of the list of cases.
    """

    by: str = "award"
    procedure: str = MAIN
    release: int | None = None
    before: str = ""
    after: str = ""
    sort: str = "days"
    page: int = 1

    @classmethod
    def from_query(cls, args: Mapping[str, str]) -> Self:
        """Read the query of a request; what is wrong in it is left out."""
        by, sort = args.get("by", ""), args.get("sort", "")
        return cls(
            **cls.read(args),
            by=by if by in BY else "award",
            procedure=args.get("procedure", "")[:100] or MAIN,
            release=read_number(args.get("release"), 1),
            before=args.get("before", "")[:80],
            after=args.get("after", "")[:80],
            sort=sort if sort in MEASURES else "days",
            page=read_number(args.get("page"), 1, 10_000) or 1,
        )

    def cases(self, sort: str, **narrowed: str) -> dict[str, str]:
        """Return the query of the list of cases behind a figure, those with the most of it first."""
        here = replace(self, before="", after="", sort=sort, page=1).address()
        return here | {name: value for name, value in narrowed.items() if value}

    def turned(self, page: int) -> dict[str, str]:
        """Return the query of this list at another page."""
        return replace(self, page=page).address()
