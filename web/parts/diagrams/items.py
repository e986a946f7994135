"""What a file of a release is made of, in terms two versions can be compared by."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# The label of a fact: a message to translate, and the name that stands in it ("" where none does).
Label = tuple[str, str]


@dataclass(frozen=True)
class Fact:
    """What a setting is set to; what it refers to is shown by name but compared by id."""

    value: str
    shown: str = field(default="", compare=False)

    def __str__(self) -> str:
        return self.shown or self.value


@dataclass(frozen=True)
class Item:
    """A step, flow, rule or field: its kind (a message), its name, and what is set on it.

    `title` is what people know it by where it has no name of its own.
    """

    id: str
    kind: str
    name: str
    facts: Mapping[Label, Fact]
    title: str = ""


@dataclass(frozen=True)
class Contents:
    """The items of one file by id, and where each is drawn."""

    items: Mapping[str, Item]
    places: Mapping[str, str]


def tidy(text: str | None) -> str:
    """Return a text on one line with single spaces."""
    return " ".join((text or "").split())
