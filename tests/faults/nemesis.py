"""Clients and workers at work while something goes wrong again and again, and the check of what came of it."""

import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from engine.base import clock
from engine.jobs import worker
from engine.store.database import Database
from tests.faults.children import SERVER
from tests.faults.clients import repeat_unknown, run_client, run_worker
from tests.faults.history import Checker, read_history
from tests.faults.oracles import violations

AFTER_LEASES = timedelta(minutes=5)


@dataclass
class Report:
    """What a run came to."""

    operations: int = 0
    answered: int = 0
    kills: int = 0
    restarts: int = 0
    violations: list[str] = field(default_factory=list)


@dataclass
class Crew:
    """The processes of a run: clients that ask for a number of operations each, and workers."""

    database: Database
    folder: Path
    clients: int
    operations: int
    workers: int
    seed: int
    running: dict[str, Any] = field(default_factory=dict)
    lives: dict[str, int] = field(default_factory=dict)

    def start(self) -> None:
        """Let everybody begin."""
        for number in range(self.clients):
            self.begin(f"client{number}")
        for number in range(self.workers):
            self.begin(f"worker{number}")

    def begin(self, name: str) -> None:
        """Start one process, or start it again where it was killed; a client goes on about where it was."""
        life = self.lives[name] = self.lives.get(name, -1) + 1
        url = self.database.url
        if name.startswith("worker"):
            process = SERVER.Process(target=run_worker, args=(url, str(self.folder)), daemon=True)
        else:
            asked = self.asked(name)
            left = max(0, self.operations - asked)
            given = (url, str(self.folder), f"{name}.{self.seed}.{life}", asked, left, self.clients)
            process = SERVER.Process(target=run_client, args=given, daemon=True)
        process.start()
        self.running[name] = process

    def asked(self, name: str = "client*") -> int:
        """Return how many operations one client, or all of them, have asked for: each leaves two lines."""
        return sum(len(p.read_bytes().splitlines()) for p in self.folder.glob(f"{name}.*.jsonl")) // 2

    def kill(self, name: str) -> None:
        """End one process at once, as a power cut would."""
        process = self.running[name]
        process.kill()
        process.join()

    def asking(self) -> list[str]:
        """Return the clients that are not done; raises where one failed by itself."""
        for name, process in self.running.items():
            if process.exitcode not in (None, 0, -signal.SIGKILL):
                msg = f"{name} ended with {process.exitcode}"
                raise RuntimeError(msg)
        return [n for n, p in self.running.items() if n.startswith("client") and p.exitcode is None]

    def finish(self) -> Report:
        """Stop the workers, repeat what got no answer, let a last worker end everything, and look at it all."""
        for name in [n for n in self.running if n.startswith("worker")]:
            self.kill(name)
        self.database.dispose()  # connections that a restart ended are nobody's now
        history = read_history(self.folder)
        unknown = [operation for operation in history.values() if operation.outcome == "unknown"]
        repeat_unknown(self.database, unknown, self.folder)
        with clock.travel_to(datetime.now(UTC) + AFTER_LEASES):
            worker.run_until_idle(self.database)
        found = violations(self.database)
        history = read_history(self.folder)
        found += Checker(self.database, history.values()).check()
        return Report(len(history), sum(o.outcome == "done" for o in history.values()), violations=found)


def under_kills(crew: Crew, every: int, *, most: int | None = None) -> Report:
    """Let the crew work while one of it after the other is killed and started again, once in about `every` operations.

    Kills follow the work done and not the clock, so a fast machine sees as many as a slow one.
    """
    chance, kills = random.Random(crew.seed), 0
    crew.start()
    due = _next(chance, every)
    while asking := crew.asking():
        time.sleep(chance.uniform(0.0, 0.02))
        if crew.asked() < due or (most is not None and kills >= most):
            continue
        due += _next(chance, every)
        name = chance.choice([*asking, *(n for n in crew.running if n.startswith("worker"))])
        crew.kill(name)
        crew.begin(name)
        kills += 1
    report = crew.finish()
    report.kills = kills
    return report


def _next(chance: random.Random, every: int) -> float:
    return chance.uniform(0.2, 1.8) * every


def under_restarts(crew: Crew, restart: Callable[[], None], pause: float, *, most: int | None = None) -> Report:
    """Let the crew work while the database ends at once and comes again."""
    chance, restarts = random.Random(crew.seed), 0
    crew.start()
    while crew.asking():
        time.sleep(chance.uniform(0.5, 1.5) * pause)
        if most is None or restarts < most:
            restart()
            restarts += 1
    report = crew.finish()
    report.restarts = restarts
    return report


def undisturbed(crew: Crew) -> Report:
    """Let the crew work in peace; many clients at few instances are trouble enough."""
    crew.start()
    while crew.asking():
        time.sleep(0.2)
    return crew.finish()
