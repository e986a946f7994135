"""The loop that waits for connections: what is idle costs nothing, however many are held."""

import select
from typing import Any

from waitress import wasyncore

from web.intake.connections import Connection

READ, WRITE = select.EPOLLIN | select.EPOLLPRI, select.EPOLLOUT


class Held(dict[int, Any]):
    """What is held, by file descriptor; it tells the kernel what to wait for.

    Waitress asks each connection before it waits. Here only those are asked that something has happened to, until
    nothing is left to do for them but to wait for the client.
    """

    def __init__(self) -> None:
        super().__init__()
        self._kernel = select.epoll()
        self._asked: dict[int, int] = {}
        self._restless: set[int] = set()

    def __setitem__(self, number: int, one: Any) -> None:
        """Begin to hold a connection, a door or a trigger."""
        super().__setitem__(number, one)
        self._restless.add(number)

    def __delitem__(self, number: int) -> None:
        """Hold it no longer; its file is still open."""
        super().__delitem__(number)
        self._restless.discard(number)
        if self._asked.pop(number, 0):
            self._kernel.unregister(number)

    def turn(self, seconds: float) -> None:
        """Wait for something to happen, and see to it."""
        for number in list(self._restless):
            self._settle(number)
        for number, happened in self._kernel.poll(seconds):
            one = self.get(number)
            if one is not None:
                self._restless.add(number)
                wasyncore.readwrite(one, happened)

    def close(self) -> None:
        """Let go of the kernel's list."""
        self._kernel.close()

    def _settle(self, number: int) -> None:
        one = self[number]
        wanted = (READ if one.readable() else 0) | (WRITE if one.writable() and not one.accepting else 0)
        asked = self._asked.get(number, 0)
        if wanted and asked and wanted != asked:
            self._kernel.modify(number, wanted)
        elif wanted and not asked:
            self._kernel.register(number, wanted)
        elif asked and not wanted:
            self._kernel.unregister(number)
        self._asked[number] = wanted
        if wanted == READ and isinstance(one, Connection) and one.is_waiting:
            self._restless.discard(number)
