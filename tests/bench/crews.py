"""Worker processes for benchmarks: each waits for its orders, does them, and says what processor time they took."""

import multiprocessing
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from engine.base import clock
from engine.commands import complete_task
from engine.jobs.worker import INSIDE, Worker
from engine.model import new_id
from engine.store import waiting
from engine.store.database import Database
from tests.bench.bench_completion import CLERK

TICKS = 100
"""Ticks of the processor clock a second (`getconf CLK_TCK`, 100 on Linux)."""
PATIENCE = 1_000
"""Rounds in which a worker may find nothing free while something is left: others hold it."""


def key() -> str:
    """Return an idempotency key that no other process gives."""
    return f"bench-{new_id()}"


@dataclass(frozen=True)
class Drain:
    """Do everything that is due at an instant, until nothing is left."""

    at: datetime

    def do(self, database: Database) -> int:
        """Return how many things were done."""
        worker, done, idle = Worker(database), 0, 0
        with clock.travel_to(self.at):
            while idle < PATIENCE:
                moved = worker.move()
                done += moved
                idle = 0 if moved else idle + 1
                if not moved and not _is_left(database):
                    return done
        msg = "what is left to do cannot be done"
        raise RuntimeError(msg)


def _is_left(database: Database) -> bool:
    with database.read() as session:
        return bool(waiting.due_kinds(session, clock.now(), list(INSIDE)))


@dataclass(frozen=True)
class Complete:
    """Complete user tasks, one after the other."""

    tasks: Sequence[Any]

    def do(self, database: Database) -> int:
        """Return how many were completed."""
        for task in self.tasks:
            database.perform(lambda s, task=task: complete_task(s, task, {"grade": 3}, by=CLERK, key=key()))  # type: ignore[misc]
        return len(self.tasks)


Order = Drain | Complete


def _serve(url: str, orders: Connection) -> None:
    database = Database(url)
    with database.read() as session:
        waiting.next_due(session)
    for order in iter(orders.recv, None):
        before = _own_seconds()
        done = order.do(database)
        orders.send((done, _own_seconds() - before))
    database.dispose()


def _own_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


@dataclass
class Crew:
    """Processes that work on one database."""

    connections: list[Connection]

    def carry_out(self, orders: Sequence[Order]) -> tuple[float, int, float]:
        """Let as many processes as there are orders begin at once; return seconds, things done, processor seconds."""
        began = time.perf_counter()
        for connection, order in zip(self.connections, orders, strict=False):
            connection.send(order)
        answers = [connection.recv() for connection in self.connections[: len(orders)]]
        seconds = time.perf_counter() - began
        return seconds, sum(done for done, _ in answers), sum(used for _, used in answers)


@contextmanager
def crew(url: str, size: int) -> Iterator[Crew]:
    """Start processes that know nothing of each other, and end them afterwards."""
    context = multiprocessing.get_context("spawn")
    pairs = [context.Pipe() for _ in range(size)]
    processes = [context.Process(target=_serve, args=(url, theirs), daemon=True) for _, theirs in pairs]
    for process in processes:
        process.start()
    try:
        yield Crew([ours for ours, _ in pairs])
    finally:
        for (ours, _), process in zip(pairs, processes, strict=True):
            ours.send(None)
            process.join(timeout=10)


def server_seconds(postmaster: int) -> float:
    """Return the processor seconds a PostgreSQL server and its backends have taken so far."""
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        total += _ticks(stat, postmaster)
    return total / TICKS


def _ticks(stat: Path, postmaster: int) -> float:
    try:
        fields = stat.read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    parent, own, ended = int(fields[1]), float(fields[11]) + float(fields[12]), float(fields[13]) + float(fields[14])
    if int(stat.parent.name) == postmaster:
        return own + ended
    return own if parent == postmaster else 0.0


def measured(postmaster: int | None, work: Callable[[], tuple[float, int, float]]) -> tuple[float, int, float, float]:
    """Do work and return what it returned, with the processor seconds that the server took beside it."""
    before = server_seconds(postmaster) if postmaster else 0.0
    found = work()
    return *found, (server_seconds(postmaster) if postmaster else 0.0) - before
