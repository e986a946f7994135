"""How much a process may do by itself in one command, and hold at once."""

from engine.base.errors import BangVangError
from engine.base.text import N_, Text

MAX_STEPS = 20_000
"""Tokens made by one command: a loop that never ends becomes an incident within seconds."""
MAX_TOKENS = 100_000
"""Tokens held at once by one instance."""


class TooManyTasksError(BangVangError):
    """A process ran on and on by itself, or split without end."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            Text(N_("The process made more than %(limit)s steps by itself. Does a loop never end?"), {"limit": limit})
        )
