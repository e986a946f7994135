"""What a person asked the inbox for: segment, filters, search, order, page and opened task."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Self
from urllib.parse import urlencode
from uuid import UUID

from flask import url_for
from markupsafe import Markup

from engine.base.text import N_

SEGMENTS: tuple[tuple[str, str], ...] = (
    ("all", N_("All")),
    ("overdue", N_("Overdue")),
    ("today", N_("Due today")),
    ("look", N_("Needs a look")),
    ("mine", N_("Taken by me")),
    ("delegated", N_("Delegated to me")),
    ("handed", N_("Delegated by me")),
    ("substitute", N_("For somebody absent")),
    ("watching", N_("Watched")),
    ("done", N_("Done")),
)
DEADLINES: tuple[tuple[str, str], ...] = (
    ("week", N_("Due within 7 days")),
    ("month", N_("Due within 30 days")),
    ("none", N_("Without a deadline")),
)
ORDERS: tuple[tuple[str, str], ...] = (
    ("due", N_("By deadline")),
    ("name", N_("By given name")),
    ("newest", N_("Newest first")),
    ("priority", N_("By priority")),
)
LONGEST = 200
PAGE_PARTS = ("after", "open")


def _keys(pairs: tuple[tuple[str, str], ...]) -> frozenset[str]:
    return frozenset(key for key, _ in pairs)


_CHOICES = {"segment": _keys(SEGMENTS), "deadline": _keys(DEADLINES), "order": _keys(ORDERS)}


@dataclass(frozen=True)
class Asked:
    """The address of one view of the inbox, read and checked."""

    segment: str = "all"
    award: str = ""
    step: str = ""
    unit: str = ""
    bloc: str = ""
    deadline: str = ""
    order: str = "due"
    q: str = ""
    after: UUID | None = None
    open: UUID | None = None

    @classmethod
    def from_query(cls, args: Mapping[str, str]) -> Self:
        """Read the query of a request; what is wrong in it is left out."""
        texts = {name: _read(name, args.get(name, "")) for name in TEXTS}
        return cls(
            **{name: value for name, value in texts.items() if value},
            after=read_id(args.get("after")),
            open=read_id(args.get("open")),
        )

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything but the whole inbox was asked for."""
        return self.segment != "all" or self.is_filtered

    @property
    def is_filtered(self) -> bool:
        """Tell whether a segment was narrowed further."""
        return any((self.award, self.step, self.unit, self.bloc, self.deadline, self.q))

    def address(self, **changes: Any) -> dict[str, str]:
        """Return the query of this view with some parts changed; another segment begins at its first page."""
        if "after" not in changes and "open" not in changes:
            changes["after"] = None
        changed = replace(self, **{"open": None, **changes})
        parts = {name: str(value) for name, value in vars(changed).items() if value}
        return {name: value for name, value in parts.items() if value != DEFAULTS.get(name)}

    def as_filter(self) -> dict[str, str]:
        """Return what can be saved of this view: all but the page and the task opened."""
        return self.address(after=None, open=None)


TEXTS = tuple(field.name for field in fields(Asked) if field.name not in PAGE_PARTS)
DEFAULTS = {"segment": "all", "order": "due"}


def _read(name: str, text: str) -> str:
    value = " ".join(text.split())[:LONGEST]
    return value if name not in _CHOICES or value in _CHOICES[name] else ""


def address_of(asked: Asked, *, after: UUID | None = None, open: UUID | None = None) -> str:  # noqa: A002 - as in the address
    """Return the address of a view, at its first page and with no task opened unless told."""
    query = urlencode(asked.address(after=after, open=open))
    return url_for("inbox.show_inbox") + (f"?{query}" if query else "")


PLACE = UUID(int=0)
LINKS = Markup('href="{opened}" data-detail="{detail}" data-page="{page}"')


@dataclass(frozen=True)
class RowLinks:
    """The addresses of the lines of one page as a link says them, made once for all: only the task differs."""

    text: Markup

    @classmethod
    def of(cls, asked: Asked) -> Self:
        """Make the addresses of a view's lines."""
        opened: dict[str, Any] = {**asked.address(open=PLACE)}
        detail: dict[str, Any] = {**asked.address(after=asked.after)}
        return cls(
            LINKS.format(
                opened=url_for("inbox.show_inbox", **opened),
                detail=url_for("inbox.show_detail", task_id=PLACE, **detail),
                page=url_for("inbox.show_task", task_id=PLACE),
            )
        )

    def to(self, task_id: str) -> Markup:
        """Return the attributes of one task's line."""
        return self.text.replace(str(PLACE), task_id)


def read_id(text: str | None) -> UUID | None:
    """Return a UUID, or None for anything else."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
