"""What an event changed: variables before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from forms.display import show_value
from web.layout.language import language
from web.records import store

LONGEST = 400


@dataclass(frozen=True)
class Change:
    """One variable, what it was and what it became."""

    name: str
    before: str
    after: str


def changes_of(session: Session, instance_ids: Sequence[UUID]) -> dict[tuple[UUID, int], list[Change]]:
    """Return the changes of some instances by instance and number of the event after which they stood."""
    last: dict[tuple[UUID, str], str] = {}
    found: dict[tuple[UUID, int], list[Change]] = {}
    for row in store.variable_changes(session, instance_ids):
        place = (row.scope_id, row.name)
        after = _show(row.value)
        if last.get(place, "") != after:
            found.setdefault((row.instance_id, row.seq), []).append(Change(row.name, last.get(place, ""), after))
        last[place] = after
    return found


def _show(value: Any) -> str:
    text = show_value(value, language())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
