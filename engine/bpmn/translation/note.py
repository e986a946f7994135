"""What became of one setting of another program."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Note:
    """A setting at an element: what it said, and what it became; `became` is empty where nobody could say it for us."""

    element: str
    line: int | None
    said: str
    became: str = ""

    @property
    def is_translated(self) -> bool:
        """Tell whether it means the same here."""
        return bool(self.became)


class UntranslatableError(Exception):
    """An expression has no counterpart in FEEL; the message says which part."""
