"""What a place of the example is, before anybody fills it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Place:
    """A person's place: code (also the name for signing in), unit, position, profile, roles `role@scope`."""

    code: str
    unit: str
    position: str
    profile: str
    roles: tuple[str, ...] = ()
    recruited_on: date = date(2010, 9, 1)
