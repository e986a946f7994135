"""Processes of their own that come to a point and are killed there, as by a power cut of one program."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy.orm import configure_mappers

from engine.base import clock
from engine.base.failpoints import armed
from engine.store.database import Database
from tests.faults.commands import COMMANDS, WORK

SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["tests.faults.children"])
configure_mappers()  # once in the server, not in every child
LONGEST = 60.0


class Child:
    """Gives one command in a new process, which kills itself when it has come to the nth point (from 0)."""

    def __init__(self, url: str, name: str, given: Any, key: str, nth: int) -> None:
        self.process = SERVER.Process(target=_die, args=(url, name, given, key, nth, clock.now()))
        self.process.start()

    def is_killed(self) -> bool:
        """Wait for the end; tell whether it died at its point, rather than coming through. Raises RuntimeError."""
        self.process.join(LONGEST)
        if self.process.exitcode not in (0, -signal.SIGKILL):
            msg = f"the child ended with {self.process.exitcode}"
            raise RuntimeError(msg)
        return self.process.exitcode != 0


def _die(url: str, name: str, given: Any, key: str, nth: int, now: datetime) -> None:
    with clock.travel_to(now), armed(kill_at(nth)):
        (COMMANDS | WORK)[name].run(Database(url), given, key)


def kill_at(nth: int) -> Callable[[str], None]:
    """Return a hook that kills this process at the nth point it comes to."""
    passed = count()

    def hook(_point: str) -> None:
        if next(passed) == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    return hook
