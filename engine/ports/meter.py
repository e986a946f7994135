"""What is counted while the engine works, for whoever watches it: nothing is kept here, a program says where it goes.

Counted are kinds and outcomes, never whose or what.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Literal

Deed = Literal["command", "work"]
"""A command under a key, or a piece of a worker's work."""
Count = Callable[[Deed, str, str], None]


class Outcome(StrEnum):
    """How a command or a piece of work came out."""

    DONE = "done"
    REPEATED = "repeated"
    """The key was known: its answer was given again."""
    REFUSED = "refused"
    CONFLICT = "conflict"
    """Somebody else wrote first; it is tried again, and counted again."""
    FAILED = "failed"


def _count_nothing(_deed: Deed, _kind: str, _outcome: str) -> None: ...


_count: Count = _count_nothing
_sizes: dict[str, Callable[[], int]] = {}


def use_count(count: Count | None) -> None:
    """Hand on what is counted from now on, or let it go again."""
    global _count  # noqa: PLW0603 - one program counts in one place
    _count = count or _count_nothing


def count(deed: Deed, kind: str, outcome: Outcome) -> None:
    """Count one command or one piece of work."""
    _count(deed, kind, outcome.value)


def register_size(name: str, size: Callable[[], int]) -> None:
    """Let how much is kept in memory under a name be asked for."""
    _sizes[name] = size


def sizes() -> dict[str, int]:
    """Return how much is kept in the memory of this process, by name."""
    return {name: size() for name, size in _sizes.items()}
