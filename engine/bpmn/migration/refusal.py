"""Why an instance cannot go over."""

from collections.abc import Sequence

from engine.base.errors import BangVangError
from engine.base.text import N_, Text


class MigrationRefusedError(BangVangError):
    """An instance would lose something on its way to another release; `problems` name each."""

    def __init__(self, problems: Sequence[Text]) -> None:
        super().__init__(
            Text(N_("This process cannot go over to the other version: %(first)s"), {"first": problems[0]})
        )
        self.problems = list(problems)
