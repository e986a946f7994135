"""How long looking at one diagram may take, in this thread's own CPU time: other work on the machine does not count."""

from time import thread_time


class OutOfTimeError(Exception):
    """Looking at a diagram took longer than it may."""


class Budget:
    """Seconds of CPU time that are left for a piece of work; a part of it may have less."""

    def __init__(self, seconds: float, whole: "Budget | None" = None) -> None:
        until = thread_time() + seconds
        self._until: float = until if whole is None else min(until, whole._until)

    @property
    def is_spent(self) -> bool:
        """Tell whether nothing is left."""
        return thread_time() > self._until

    def require(self) -> None:
        """Raise OutOfTimeError where nothing is left."""
        if self.is_spent:
            raise OutOfTimeError
