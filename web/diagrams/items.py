"""What a file of a release is made of, in terms two versions can be compared by."""

from collections.abc import Mapping
from dataclasses import dataclass

# The label of a fact: a message to translate, and the name that stands in it ("" where none does).
Label = tuple[str, str]


@dataclass(frozen=True)
class Item:
    """A step, flow, rule or field: its kind (a message), its name, and what is set on it."""

    id: str
    kind: str
    name: str
    facts: Mapping[Label, str]


@dataclass(frozen=True)
class Contents:
    """The items of one file by id, and where each is drawn."""

    items: Mapping[str, Item]
    places: Mapping[str, str]


def tidy(text: str | None) -> str:
    """Return a text on one line with single spaces."""
    return " ".join((text or "").split())
