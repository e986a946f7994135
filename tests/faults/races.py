"""Two moves on one instance at the same instant: one after the other in some order, never both where one can be."""

import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import combinations_with_replacement
from threading import Barrier
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import commands
from engine.base import clock
from engine.base.errors import BangVangError
from engine.base.failpoints import armed
from engine.commands.messages import deliver_message
from engine.commands.timers import fire_timer
from engine.model import Event, Job, Message
from engine.store.leases import LeaseLostError
from tests.engine.play import CLERK, HEAD, Play, approved, key
from tests.engine.shapes.walk import take
from tests.faults.commands import ADMIN, COMMANDS
from tests.faults.kills import FaultError
from tests.faults.oracles import violations

KINDS = {
    "complete": "task_completed",
    "claim": "task_claimed",
    "cancel": "instance_cancelled",
    "suspend": "instance_suspended",
    "migrate": "instance_migrated",
    "timer": "timer_fired",
    "message": "message_received",
}
"""Each move, and the event it leaves behind."""
EXCLUSIVE = ("complete", "timer", "message")
"""Of these at most one can happen: each takes the token away from the others."""
PAIRS = list(combinations_with_replacement(KINDS, 2))


class Race:
    """One instance at which everything can happen: a task is open, a timer is due, a message has been sent."""

    def __init__(self, play: Play, number: str) -> None:
        self.play = play
        self.id, self.release = COMMANDS["migrate_instance"].prepare(play, number)
        self.task = play.open(self.id)[0].id
        play.database.perform(lambda s: commands.correlate_message(s, "tell", number, {}, by=CLERK, key=key()))
        with play.database.read() as session:
            self.job = session.scalars(select(Job.id).where(Job.instance_id == self.id)).one()
            self.message = session.scalars(select(Message.id).where(Message.correlation_key == number)).one()

    def move(self, kind: str, *, first: bool) -> Callable[[], Any]:
        """Return a move, ready to be made by one of two people."""
        by = CLERK if first else HEAD
        asked: dict[str, Callable[[Session], Any]] = {
            "complete": lambda s: commands.complete_task(s, self.task, {}, by=by, key=key()),
            "claim": lambda s: commands.claim_task(s, self.task, by=by, key=key()),
            "cancel": lambda s: commands.cancel_instance(
                s, self.id, "thôi", by=approved("cancel_instance", by), key=key()
            ),
            "suspend": lambda s: commands.suspend_instance(s, self.id, "chờ", by=ADMIN, key=key()),
            "migrate": lambda s: commands.migrate_instance(
                s, self.id, self.release, {}, "chuyển", by=approved("migrate_instance"), key=key()
            ),
        }
        if kind in asked:
            return lambda: self.play.database.perform(asked[kind]) is not None
        return lambda: self._work(kind)

    def _work(self, kind: str) -> bool:
        """Do what a worker does: take it, then do it."""
        table, row, work = (Job, self.job, fire_timer) if kind == "timer" else (Message, self.message, deliver_message)
        lease = self.play.database.perform(lambda s: take(s, table, row))
        return self.play.database.perform(lambda s: work(s, lease))

    def run(self, pair: tuple[str, str]) -> list[str]:
        """Make two moves at once; return the kinds that were acknowledged. Raises FaultError."""
        results = together(self.move(pair[0], first=True), self.move(pair[1], first=False))
        done = [kind for kind, result in zip(pair, results, strict=True) if result is True]
        self._check(pair, done, results)
        return done

    def _check(self, pair: tuple[str, str], done: list[str], results: list[Any]) -> None:
        told = self._told(self.id)
        found = violations(self.play.database, [self.id])
        if not done:
            found.append("neither was done")
        if sum(told[KINDS[kind]] for kind in EXCLUSIVE) > 1:
            found.append("two moves took the same token")
        for kind in set(pair):
            if told[KINDS[kind]] != done.count(kind):
                found.append(f"O1 {kind}: acknowledged {done.count(kind)} times, told {told[KINDS[kind]]} times")
        if found:
            msg = f"{pair} on {self.play.database.engine.name} gave {results!r}: {found}"
            raise FaultError(msg)

    def _told(self, instance_id: UUID) -> Counter[str]:
        with self.play.database.read() as session:
            return Counter(session.scalars(select(Event.kind).where(Event.instance_id == instance_id)))


def together(*moves: Callable[[], Any]) -> list[Any]:
    """Let all moves begin at once; return what each returned, or how it was refused."""
    barrier = Barrier(len(moves))

    def run(move: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return move()
        except (BangVangError, LeaseLostError) as refused:
            return refused

    with ThreadPoolExecutor(len(moves)) as pool:
        return list(pool.map(run, moves))


def race(play: Play, pair: tuple[str, str], rounds: int, seed: int) -> Counter[tuple[str, ...]]:
    """Run rounds of one pair, each point on the way held up at random; return how often each outcome came."""
    chance = random.Random(f"{seed}/{pair}")
    outcomes: Counter[tuple[str, ...]] = Counter()

    def dawdle(_point: str) -> None:
        if chance.random() < 0.2:
            time.sleep(chance.random() * 0.002)

    races = [Race(play, f"{'-'.join(pair)}-{seed}-{n}") for n in range(rounds)]
    clock.advance(timedelta(days=1, seconds=1))
    with armed(dawdle):
        for one in races:
            outcomes[tuple(one.run(pair))] += 1
    return outcomes
