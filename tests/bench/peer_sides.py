"""Our side of the comparison with other engines: the same orders as `tests/bench/peers/src/bench/Peer.java` takes."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from engine.base import clock
from engine.base.actor import Actor
from engine.model import UserTask
from tests.bench import bench_completion, bench_jobs, shapes
from tests.bench.bench_jobs import DAWN
from tests.bench.crews import Drain
from tests.bench.crowd import CENTRAL, Crowd, fill
from tests.bench.peer_crowd import CENTRAL_GROUP, OFFICES, PAGES
from tests.bench.places import Place
from web.base.config import Settings
from web.inbox.asked import Asked
from web.inbox.listing import list_tasks
from web.shell.app import create_app

OPEN = UserTask.state == "open"
STEPS = shapes.SMALL_STEPS - 1


class Waiting(Crowd):
    """Tasks that wait, and none that were done."""

    @property
    def done_tasks(self) -> int:
        """Return that nothing was done."""
        return 0


class Ours(AbstractContextManager["Ours"]):
    """The product on its own database, told what to do a line at a time."""

    def __init__(self, place: Place) -> None:
        self.database = place.open()
        bench_jobs.deploy_all(self.database)
        many = shapes.many(1_000)
        self._runs = {
            name: bench_completion.Ours(self.database, shape.ours.replace(b'"p"', f'"{name}"'.encode()), shape, name)
            for name, shape in {"small": shapes.small(), "loop": shapes.loop(), "many": many}.items()
        }
        settings = Settings(data_dir=place.folder, secret_key="bench", testing=True, database_url=place.url)
        self._app = create_app(settings, self.database)
        self._crowd = Waiting(OFFICES)
        self._started: list[UUID] = []
        self._votes: Iterator[UUID] = iter(())
        self._due = DAWN
        self._orders: Mapping[tuple[str, str], Callable[[str], int]] = {
            ("make", "small"): self._make_small,
            ("make", "loop"): self._make_loop,
            ("make", "many"): self._make_many,
            ("make", "waits"): self._make_waits,
            ("lap", "completion"): self._lap_completion,
            ("lap", "start"): self._make_small,
            ("lap", "loop"): self._lap_loop,
            ("lap", "many"): self._lap_many,
            ("lap", "timers"): self._lap_timers,
            ("lap", "page"): self._lap_page,
        }

    def __exit__(self, *_error: object) -> None:
        self.database.dispose()

    def used(self) -> float:
        """Return the processor seconds this process has taken so far."""
        return time.process_time()

    def fill(self) -> None:
        """Let 200,000 tasks wait."""
        fill(self.database, self._crowd)

    def say(self, line: str) -> int:
        """Do what a line tells; return how much was done."""
        verb, kind, told = line.split()
        return self._orders[verb, kind](told)

    def _open_task(self, instance: UUID) -> UUID:
        with self.database.read() as session:
            return session.scalars(select(UserTask.id).where(UserTask.instance_id == instance, OPEN)).one()

    def _make_small(self, told: str) -> int:
        self._started = [self._runs["small"].start() for _ in range(int(told))]
        return len(self._started)

    def _lap_completion(self, _told: str) -> int:
        for instance in self._started:
            for _ in range(STEPS):
                self._runs["small"].complete(self._open_task(instance))
        return len(self._started) * STEPS

    def _make_loop(self, told: str) -> int:
        self._started = [self._runs["loop"].start()]
        return self._lap_loop(told)

    def _lap_loop(self, told: str) -> int:
        loop = self._runs["loop"]
        for _ in range(int(told)):
            loop.complete(self._open_task(self._started[0]))
        return int(told)

    def _make_many(self, _told: str) -> int:
        many = self._runs["many"]
        self._votes = iter(many.ready(many.start()))
        return 1

    def _lap_many(self, told: str) -> int:
        for _ in range(int(told)):
            self._runs["many"].complete(next(self._votes))
        return int(told)

    def _make_waits(self, told: str) -> int:
        self._due += timedelta(days=1)
        with clock.travel_to(DAWN):
            bench_jobs.begin(self.database, "waits", [{"due": self._due}] * int(told))
        return int(told)

    def _lap_timers(self, _told: str) -> int:
        return Drain(self._due).do(self.database)

    def _lap_page(self, told: str) -> int:
        role = CENTRAL if told == CENTRAL_GROUP else "emulation_dept@B1"
        actor = Actor(str(UUID(int=1)), "Cán bộ 1", frozenset({role}))
        with self._app.test_request_context():
            for _ in range(PAGES):
                with self.database.read() as session:
                    list_tasks(session, actor, Asked())
        return PAGES
