"""SIGKILL at every point of every command, one after the other: before, nothing happened; after, everything did."""

import time
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import select

from engine.base import clock
from engine.base.failpoints import armed
from engine.model import Instance
from engine.store.database import Database
from tests.engine.play import Play
from tests.faults.children import Child
from tests.faults.commands import COMMANDS, LEASE_ENDS, WORK
from tests.faults.oracles import violations

LOOKS = 100  # of a worker, 50 ms apart, until the database has let go of what a killed one held


class FaultError(AssertionError):
    """An oracle was violated."""


class Killing:
    """Kills one command at each of its points."""

    def __init__(self, play: Play, name: str) -> None:
        self.play = play
        self.name = name
        self.case: Any = (COMMANDS | WORK)[name]
        self.kills = 0

    def record(self) -> list[str]:
        """Return the points of one run that nobody kills."""
        subject = f"{self.name}-recorded"
        given = self.case.prepare(self.play, subject)
        passed: list[str] = []
        with armed(passed.append):
            self.case.run(self.play.database, given, subject)
        return passed

    def kill_everywhere(self, first: int = 0, step: int = 1) -> int:
        """Kill at the first point, then at the next, until it comes through; return how many points there are."""
        for nth in count(first, step):
            if not self.kill(nth):
                return nth
            self.kills += 1
        raise AssertionError

    def kill(self, nth: int) -> bool:
        """Kill at one point, look, come again as a client or another worker does, and look; tell whether it died."""
        subject = f"{self.name}-{nth}"
        given = self.case.prepare(self.play, subject)
        is_killed = Child(self.play.database.url, self.name, given, f"key-{subject}", nth).is_killed()
        self._look(subject, f"after a kill at point {nth}")
        self._require(self._effects(given) in ((0, 1) if is_killed else (1,)), subject, "the effect is there in part")
        if self.case.is_work:
            clock.advance(LEASE_ENDS)
        answer = self._repeat(given, subject)
        self._look(subject, f"after a repetition at point {nth}")
        self._require(self._effects(given) == 1, subject, f"the effect is there {self._effects(given)} times")
        if self.case.is_work:
            self._require_one_key(given, subject)
        else:
            again = self.case.run(self.play.database, given, f"key-{subject}")
            self._require(again == answer, subject, "the same key got another answer")
        return is_killed

    def _repeat(self, given: Any, subject: str) -> Any:
        """Give the command again; a worker looks again until the database has noticed that the killed one is gone."""
        answer = self.case.run(self.play.database, given, f"key-{subject}")
        for _ in range(LOOKS if self.case.is_work else 0):
            if self._effects(given):
                break
            time.sleep(0.05)
            answer = self.case.run(self.play.database, given, f"key-{subject}")
        return answer

    def _effects(self, given: Any) -> int:
        with self.play.database.read() as session:
            found: int = self.case.effects(session, given)
            return found

    def _look(self, subject: str, when: str) -> None:
        found = violations(self.play.database, instances_of(self.play.database, subject))
        self._require(not found, subject, f"{when}: {found}")

    def _require_one_key(self, given: Any, subject: str) -> None:
        """Of what reached outside, all calls bear one key, so that the receiver can tell a repetition."""
        if isinstance(given, tuple):
            lines = Path(given[1]).read_text().split()
            self._require(len(set(lines)) == 1, subject, f"the outside world was called under the keys {lines}")

    def _require(self, holds: bool, subject: str, text: str) -> None:
        if not holds:
            msg = f"{subject} on {self.play.database.engine.name}: {text}"
            raise FaultError(msg)


def instances_of(database: Database, business_key: str) -> list[Any]:
    """Return the ids of the instances of a business key."""
    with database.read() as session:
        return list(session.scalars(select(Instance.id).where(Instance.business_key == business_key)))
