"""Who came to a conference of a bloc, as its head wrote it down, and what they said there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from workflows.registers.organisation.model import Unit


class Presence(StrEnum):
    """How a body took part in a conference."""

    PRESENT = "present"
    REPRESENTED = "represented"
    ABSENT = "absent"


@dataclass(frozen=True)
class Attendee:
    """A body that was asked to a conference: how it took part, by whom, and what it said."""

    code: str
    name: str
    presence: Presence
    who: str
    opinion: str


def attendees_of(told: Mapping[str, Any]) -> list[Attendee]:
    """Return who came to a conference; nobody where it was written down before attendance was asked for."""
    return [_attendee(row) for row in told.get("attendance") or [] if row.get("presence")]


def _attendee(row: Mapping[str, Any]) -> Attendee:
    presence = Presence(row["presence"])
    is_there = presence is not Presence.ABSENT
    who, opinion = (str(row.get(key) or "") if is_there else "" for key in ("who", "opinion"))
    return Attendee(str(row.get("code") or ""), str(row.get("name") or ""), presence, who, opinion)


def count_there(attendees: Sequence[Attendee], members: Sequence[Unit]) -> int:
    """Return how many of the members came, themselves or represented."""
    codes = {body.code for body in members}
    return sum(one.presence is not Presence.ABSENT for one in attendees if one.code in codes)
