"""What a person asked the inbox for: segment, filters, search, page and opened task."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self
from uuid import UUID

from engine.text import N_

SEGMENTS: tuple[tuple[str, str], ...] = (
    ("all", N_("All")),
    ("overdue", N_("Overdue")),
    ("today", N_("Due today")),
    ("mine", N_("Taken by me")),
    ("done", N_("Done")),
)
_KEYS = frozenset(key for key, _ in SEGMENTS)


@dataclass(frozen=True)
class Asked:
    """The address of one view of the inbox, read and checked."""

    segment: str = "all"
    award: str = ""
    step: str = ""
    q: str = ""
    after: UUID | None = None
    open: UUID | None = None

    @classmethod
    def from_query(cls, args: Mapping[str, str]) -> Self:
        """Read the query of a request; what is wrong in it is left out."""
        segment = args.get("segment", "all")
        return cls(
            segment=segment if segment in _KEYS else "all",
            award=args.get("award", "")[:40],
            step=args.get("step", "")[:200],
            q=" ".join(args.get("q", "").split())[:100],
            after=read_id(args.get("after")),
            open=read_id(args.get("open")),
        )

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything but the whole inbox was asked for."""
        return self.segment != "all" or bool(self.award or self.step or self.q)

    def address(self, **changes: Any) -> dict[str, str]:
        """Return the query of this view with some parts changed; another segment begins at its first page."""
        if "after" not in changes and "open" not in changes:
            changes["after"] = None
        changed = replace(self, **{"open": None, **changes})
        parts = {name: str(value) for name, value in vars(changed).items() if value}
        return {name: value for name, value in parts.items() if (name, value) != ("segment", "all")}


def read_id(text: str | None) -> UUID | None:
    """Return a UUID, or None for anything else."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
