"""What FEEL refuses, and where in the source."""

from engine.base.errors import BangVangError
from engine.base.text import N_, Text


class FeelError(BangVangError):
    """An expression is wrong at `position` (counted from 0)."""

    def __init__(self, text: Text, position: int = 0) -> None:
        super().__init__(text)
        self.position = position


class FeelSyntaxError(FeelError):
    """An expression cannot be read: something else was expected at `position`."""

    def __init__(self, position: int, expected: Text | str, found: Text | str) -> None:
        params = {"position": position + 1, "expected": expected, "found": found}
        super().__init__(
            Text(N_("At character %(position)s: expected %(expected)s, found %(found)s."), params), position
        )
        self.expected = expected
        self.found = found


class FeelLimitError(FeelError):
    """An expression is longer, deeper or costlier than allowed."""


class FeelNullError(FeelError):
    """A value cannot be computed; inside FEEL this becomes null and a warning (DMN 1.5 section 10.3.2.13)."""
