"""How many limited processes one server runs at once, for whom, and which work is not worth starting again."""

import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from engine.base.errors import BangVangError
from engine.base.text import N_, Text

MOST_REMEMBERED = 2_000


class TooManyError(BangVangError):
    """Too much of the same kind is under way at this moment; it may be asked for again."""

    def __init__(self) -> None:
        super().__init__(Text(N_("Many files are being looked into right now. Please try again in a moment.")))


class Children:
    """Places for children: some at once, few of them for one person, and a short queue.

    Whoever has as many children as one person may waits behind their own; others pass them. So one person's hostile
    files hold up that person.
    """

    def __init__(self, *, at_once: int, each: int, waiting: int, seconds: float) -> None:
        self._at_once, self._each, self._most_waiting, self._seconds = at_once, each, waiting, seconds
        self._free = threading.Condition()
        self._running: Counter[str] = Counter()
        self._waiting = 0
        self._hopeless: OrderedDict[str, None] = OrderedDict()

    @contextmanager
    def place(self, whose: str) -> Iterator[None]:
        """Hold a place for a child of a person; raises TooManyError where none comes free in time."""
        self._take(whose)
        try:
            yield
        finally:
            with self._free:
                self._running[whose] -= 1
                self._running += Counter()  # forgets those who have none
                self._free.notify_all()

    def _take(self, whose: str) -> None:
        until = time.monotonic() + self._seconds
        with self._free:
            if self._waiting >= self._most_waiting:
                raise TooManyError
            self._waiting += 1
            try:
                while not self._has_place(whose):
                    if not self._free.wait(until - time.monotonic()):
                        raise TooManyError
            finally:
                self._waiting -= 1
            self._running[whose] += 1

    def _has_place(self, whose: str) -> bool:
        return self._running.total() < self._at_once and self._running[whose] < self._each

    def give_up(self, mark: str) -> None:
        """Remember that some work used up its time: it is not started again by this server."""
        with self._free:
            self._hopeless[mark] = None
            while len(self._hopeless) > MOST_REMEMBERED:
                self._hopeless.popitem(last=False)

    def is_hopeless(self, mark: str) -> bool:
        """Tell whether some work used up its time before."""
        with self._free:
            return mark in self._hopeless
