"""What a check found."""

from dataclasses import dataclass
from enum import StrEnum

from engine.base.text import Text


class Grade(StrEnum):
    """How a finding weighs: a bad one keeps the server from starting."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    """One thing a check looked at, how it stands, and what to do."""

    grade: Grade
    text: Text


def good(text: str, **values: object) -> Finding:
    """Return that something is as it should be."""
    return Finding(Grade.GOOD, Text(text, values))


def warning(text: str, **values: object) -> Finding:
    """Return that something may come to trouble."""
    return Finding(Grade.WARNING, Text(text, values))


def bad(text: str, **values: object) -> Finding:
    """Return that something keeps the server from its work."""
    return Finding(Grade.BAD, Text(text, values))
