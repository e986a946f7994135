"""The worker: takes what is due or deliverable under a lease, and does each piece in a transaction of its own.

Any number of workers may run, in any number of processes and machines: they share nothing but the database.
"""

import os
import secrets
import socket
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from threading import Event, Lock, Thread
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.errors import BangVangError
from engine.base.failpoints import reach
from engine.base.logs import get_logger
from engine.base.text import N_, Text
from engine.commands.failures import note_failure
from engine.commands.mail import deliver_mail
from engine.commands.messages import deliver_message
from engine.commands.outside import perform_action
from engine.commands.signals import deliver_signal
from engine.commands.starts import begin_by_signal, begin_on_time
from engine.commands.timers import fire_timer
from engine.jobs import groups
from engine.jobs.recurring import perform_periodic, plan_periodic
from engine.ports.mail import current_sender
from engine.ports.meter import Outcome, count
from engine.store import leases, waiting
from engine.store.database import Database
from engine.store.leases import Lease, LeaseLostError, Taking
from engine.store.rounds import note_round
from engine.store.troubles import tell_failure

log = get_logger()
BATCH = 3 * groups.LARGEST
PAUSE = 0.4
MAX_ROUNDS = 10_000
LEASE = timedelta(seconds=60)
HEARTBEAT = 15.0
ROUNDS_TOLD = 15.0
"""Seconds after which a worker tells again that it goes its rounds."""
BREATH = 0.02
"""Seconds that a worker leaves SQLite's one writer to others after a group: they look again for it now and then."""
HANDS = 2
"""How many calls of the outside world one worker makes at once."""

Work = Callable[[Database, Lease], bool]
"""Does one leased piece of work; returns whether anything was done. Raises LeaseLostError, or what went wrong."""


class WorkerLostError(BangVangError):
    """The workers that tried this ended before they were done."""

    def __init__(self) -> None:
        super().__init__(Text(N_("The workers that tried this ended in the middle of it.")))


def _alone(work: groups.Work) -> Work:
    return lambda database, lease: database.perform(lambda session: work(session, lease))


INSIDE: Mapping[str, groups.Work] = {
    "timer": fire_timer,
    "signal": deliver_signal,
    "message": deliver_message,
    "start": begin_by_signal,
    "schedule": begin_on_time,
}
"""What moves an instance under its lock and touches nothing else: several may share a transaction."""
OUTSIDE: Mapping[str, Work] = {"action": perform_action, "mail": deliver_mail, "periodic": perform_periodic}
"""What may take long and holds no lock meanwhile."""


class Worker:
    """One worker: its name, and what it holds at the moment."""

    def __init__(self, database: Database, stop: Event | None = None) -> None:
        self.database = database
        self.stop = stop or Event()
        self.owner = f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._held: dict[UUID, Lease] = {}
        self._lock = Lock()
        self._told_at = -ROUNDS_TOLD

    def run_once(self) -> int:
        """Take what is due and deliverable and do it; return how many things were done."""
        return self.move() + self.reach_out()

    def move(self) -> int:
        """Fire timers, hand out signals, deliver messages: one batch of each."""
        done = 0
        for kind in self._due(list(INSIDE)):
            done += self._move(self._take(kind, BATCH), INSIDE[kind])
        return done

    def reach_out(self) -> int:
        """Call the outside world, send mail, do periodic work: one piece of each."""
        can_send = current_sender() is not None
        done = 0
        for kind in self._due([kind for kind in OUTSIDE if kind != "mail" or can_send]):
            done += sum(self._do(lease, OUTSIDE[kind]) for lease in self._take(kind, 1))
        return done

    def _due(self, kinds: list[str]) -> list[str]:
        with self.database.read() as session:
            return waiting.due_kinds(session, clock.now(), kinds)

    def _move(self, taken: list[Lease], work: groups.Work) -> int:
        """Do what was taken, several pieces a transaction; of a group that came to nothing each is done alone."""
        done, left = 0, taken
        while left:
            group = groups.fit_together(left)
            results = self._together(group, work) if len(group) > 1 else {}
            done += sum(results.values())
            if not results:
                group = group or left[:1]
                done += sum(self._do(lease, _alone(work)) for lease in group)
            settled = results.keys() or {lease.id for lease in group}
            left = [lease for lease in left if lease.id not in settled]
        return done

    def _together(self, group: list[Lease], work: groups.Work) -> groups.Results:
        """Do pieces in one transaction; return what those came to that were done: none where one of them failed."""
        if self.stop.is_set():
            return {}
        try:
            results = groups.do_together(self.database, group, work)
        except Exception as error:  # noqa: BLE001 - each is done alone, and tells of its own
            log.info("group undone", kind=group[0].kind, pieces=len(group), error=type(error).__name__)
            return {}
        reach("worker.done")
        if self.database.is_sqlite:
            self.stop.wait(BREATH)
        with self._lock:
            for one in results:
                del self._held[one]
        for _ in results:
            count("work", group[0].kind, Outcome.DONE)
        return results

    def _take(self, kind: str, limit: int) -> list[Lease]:
        now = clock.now()
        taking = Taking(self.owner, now, now + LEASE, limit)

        def take(session: Session) -> list[Lease]:
            if kind == "message":
                return leases.take_messages(session, waiting.is_deliverable(now), taking)
            return leases.take_jobs(session, kind, taking)

        taken = self._keep(self.database.perform(take))
        reach("worker.taken")
        return taken

    def _keep(self, taken: Iterable[Lease]) -> list[Lease]:
        with self._lock:
            self._held.update({lease.id: lease for lease in taken})
        return list(taken)

    def _do(self, lease: Lease, work: Work) -> int:
        """Do one piece of work, and note a failure; whatever happens, it is no longer held afterwards."""
        try:
            if self.stop.is_set():
                self.database.perform(lambda session: leases.give_back(session, lease, clock.now()))
                return 0
            if lease.attempts >= lease.max_attempts:
                raise WorkerLostError
            done = int(work(self.database, lease))
            reach("worker.done")
            count("work", lease.kind, Outcome.DONE)
            return done
        except LeaseLostError:
            log.info("lease lost", kind=lease.kind, item=str(lease.id))
            count("work", lease.kind, Outcome.CONFLICT)
        except Exception as error:  # noqa: BLE001 - it is told of
            tell_failure(error, "work failed", kind=lease.kind, item=str(lease.id), attempt=lease.attempts + 1)
            count("work", lease.kind, Outcome.FAILED)
            self._fail(lease, error)
        finally:
            with self._lock:
                self._held.pop(lease.id, None)
        return 0

    def _fail(self, lease: Lease, error: Exception) -> None:
        """Let a failed piece of work be tried later, or give it up; where even that fails, its lease ends by itself."""
        try:
            self.database.perform(lambda session: note_failure(session, lease, error))
        except LeaseLostError:
            log.info("lease lost", kind=lease.kind, item=str(lease.id))
        except Exception as again:  # noqa: BLE001 - it is told of
            tell_failure(again, "the failure could not be noted", kind=lease.kind, item=str(lease.id))

    def beat(self) -> None:
        """Let the leases of what is still being done end later."""
        with self._lock:
            held = list(self._held.values())
        if held:
            self.database.perform(lambda session: leases.extend(session, held, clock.now() + LEASE))

    def serve(self) -> None:
        """Work until told to stop: one thread moves instances, some reach out, one keeps the leases."""
        self._guarded(lambda: self.database.perform(plan_periodic))
        others = [Thread(target=self._beat_on, name="heartbeat", daemon=True)]
        others += [
            Thread(target=self._go_on, args=(self.reach_out,), name="outside", daemon=True) for _ in range(HANDS)
        ]
        for thread in others:
            thread.start()
        self._go_on(self._go_round)
        for thread in others:
            thread.join()

    def _go_round(self) -> int:
        """Move what is due, and tell now and then that there is somebody who does."""
        done, now = self.move(), time.monotonic()
        if now - self._told_at >= ROUNDS_TOLD:
            self.database.perform(note_round)
            self._told_at = now
        return done

    def _go_on(self, move: Callable[[], int]) -> None:
        while not self.stop.is_set():
            if not self._guarded(move):
                self.stop.wait(PAUSE)

    def _beat_on(self) -> None:
        while not self.stop.wait(HEARTBEAT):
            self._guarded(self.beat)

    def _guarded(self, move: Callable[[], int | None]) -> int:
        """Do a move; a database that cannot be reached is tried again later."""
        try:
            return move() or 0
        except Exception as error:  # noqa: BLE001 - it is told of
            tell_failure(error, "the worker could not go on")
            return 0


def run_once(database: Database) -> int:
    """Do one batch of what is due and deliverable; return how many things were done."""
    return Worker(database).run_once()


def run_until_idle(database: Database) -> int:
    """Run until nothing more is due or deliverable at this instant; return how many things were done."""
    worker, total = Worker(database), 0
    for _ in range(MAX_ROUNDS):
        done = worker.run_once()
        if not done:
            return total
        total += done
    msg = "the worker found no end of work at one instant"
    raise RuntimeError(msg)


def serve(database: Database, stop: Event) -> None:
    """Run one worker until told to stop."""
    Worker(database, stop).serve()
