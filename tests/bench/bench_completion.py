"""What completing a task costs: against the usual design, against the bare driver, and as instances grow.

Each figure is a median of several rounds; within a round the things compared are measured turn about, so that what
else the machine does falls on all of them.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from typing import Any
from uuid import UUID

from engine.base.actor import SYSTEM, Actor
from engine.bpmn.keep import cache
from engine.commands import complete_task, deploy, start_instance
from engine.model import ElementInstance
from engine.store import instances, tasks
from engine.store.database import Database
from tests.bench import shapes
from tests.bench.floor import Double, Recorder, Started
from tests.bench.places import Place, places
from tests.bench.report import Report
from tests.bench.shapes import Shape
from tests.bench.stock import Stock

CLERK = Actor("clerk", "Lê Thị Thư ký", frozenset({"clerk@A", "member@A", "unit_head@A"}))
ROUNDS = 9
LONG, SHORT = 3_000, 10
LOOP_BEFORE = 470  # the stock engine stops at iteration 500
MANY = 1_000
_keys = count()


def key() -> str:
    """Return an idempotency key."""
    return f"bench-{next(_keys)}"


class Ours:
    """One process run by the product, through its commands."""

    def __init__(self, database: Database, diagram: bytes, shape: Shape, process: str = "p") -> None:
        self.database = database
        self.shape = shape
        self.process = process
        files = {"p.bpmn": diagram}
        work: Callable[[Any], Any] = lambda s: deploy(  # noqa: E731
            s, files, procedure="bench", author=SYSTEM, approver=None, key=key()
        )
        database.perform(work)

    def start(self) -> UUID:
        """Start an instance of what was deployed last."""
        work: Callable[[Any], Any] = lambda s: start_instance(  # noqa: E731
            s, self.process, self.shape.variables, by=CLERK, key=key()
        )
        return self.database.perform(work).id  # type: ignore[no-any-return]

    def ready(self, instance: UUID) -> list[UUID]:
        """Return the ids of an instance's open tasks."""
        with self.database.read() as session:
            return [task.id for task in tasks.tasks_of_instance(session, instance)]

    def complete(self, task_id: UUID) -> None:
        """Complete one task: the whole command in its transaction, as below a web page."""
        chosen, answers = key(), self.shape.answers()
        self.database.perform(lambda s: complete_task(s, task_id, answers, by=CLERK, key=chosen))

    def rows(self, instance: UUID) -> int:
        """Return how many state rows an instance has."""
        with self.database.read() as session:
            return session.query(ElementInstance).filter_by(instance_id=instance).count()


def timed(work: Callable[..., object], *arguments: Any) -> float:
    """Return how many milliseconds something takes."""
    began = time.perf_counter()
    work(*arguments)
    return (time.perf_counter() - began) * 1000


def measure(report: Report) -> None:
    """Measure on both databases."""
    growth: dict[str, list[list[float]]] = {}
    with places() as found:
        for place in found:
            database = place.open()
            for name, ratios in _measure(report, place, database).items():
                growth.setdefault(name, []).append(ratios)
            database.dispose()
    for name, both in growth.items():
        report.record(name, max(both, key=statistics.median), "×")  # the database that does worse


def _measure(report: Report, place: Place, database: Database) -> dict[str, list[float]]:
    against_small(report, place, database)
    against_loop(report, place, database)
    against_many(report, place, database)
    return {
        **loop_growth(database),
        "completion.mi.growth": many_growth(database),
        "completion.cold_vs_hot": cold(database),
        "parallel_blocks.growth": blocks(report, place, database),
    }


def _compare(report: Report, name: str, times: dict[str, list[float]]) -> None:
    for kind, found in times.items():
        report.record(f"completion.{name}.{kind}_ms", found, "ms")
    report.ratio(f"completion.{name}.vs_stock", times["stock"], times["ours"])
    report.ratio(f"completion.{name}.vs_bare", times["bare"], times["ours"])


def against_small(report: Report, place: Place, database: Database) -> None:
    """Compare completions of the small process: ours, the usual design, and the bare driver."""
    shape = shapes.small()
    ours, stocks = Ours(database, shape.ours, shape), _stocks(place, shape)
    floor, recorder = place.connect(), Recorder(place)
    recorded = Ours(recorder.database, shape.ours, shape)
    times: dict[str, list[float]] = {name: [] for name in ("ours", *stocks, "floor")}
    for turn in range(ROUNDS + 1):
        double = Double(place, floor, _begin_double(recorder, recorded))
        medians = _small_round(ours, stocks, double, recorder, recorded)
        if turn:  # the first warms everything up
            for name, value in medians.items():
                times[name].append(value)
    _compare(report, f"{place.name}.small", times)
    report.ratio(f"completion.{place.name}.small.vs_floor", times["ours"], times["floor"])
    recorder.database.dispose()
    for closing in (*stocks.values(), floor):
        closing.close()


def _stocks(place: Place, shape: Shape) -> dict[str, Stock]:
    """Return the usual design as it is usually written, and with every statement written by hand."""
    return {"stock": Stock(place, shape), "bare": Stock(place, shape, is_bare=True)}


def _begin_double(recorder: Recorder, recorded: Ours) -> Started:
    """Start an instance to be doubled; return it, its release, and what was sent for it."""
    recorder.take()
    source = recorded.start()
    sent = recorder.take()
    with recorder.database.read() as session:
        return Started(source, instances.find_instance(session, source).release_id, sent)


def _small_round(
    ours: Ours, stocks: dict[str, Stock], double: Double, recorder: Recorder, recorded: Ours
) -> dict[str, float]:
    """Take one instance of each from its first task to its last but one; return the medians."""
    mine, theirs = ours.start(), {name: stock.start() for name, stock in stocks.items()}
    double.begin()
    times: dict[str, list[float]] = {name: [] for name in ("ours", *stocks, "floor")}
    for _ in range(shapes.SMALL_STEPS - 1):
        times["ours"].append(timed(ours.complete, ours.ready(mine)[0]))
        for name, stock in stocks.items():
            times[name].append(timed(_complete_stock, stock, stock.ready(theirs[name])[0]))
        again = double.exchange(*_recorded_completion(recorder, recorded, double.started.source))
        times["floor"].append(timed(double.send, again))
    return {name: statistics.median(values) for name, values in times.items()}


def _recorded_completion(recorder: Recorder, recorded: Ours, instance: UUID) -> tuple[list[Any], str]:
    task = recorded.ready(instance)[0]
    recorder.take()
    recorded.complete(task)
    return recorder.take(), f"bench-{next(_keys) - 1}"


def _turn_about(
    ours: Ours, mine: Iterator[UUID], stocks: dict[str, Stock], theirs: dict[str, Iterator[UUID]]
) -> dict[str, float]:
    """Complete three times each; the first, in which each meets its own caches again, does not count."""
    designs = {"ours": (mine, ours.complete)}
    for name, stock in stocks.items():
        designs[name] = (theirs[name], partial(_complete_stock, stock))
    times: dict[str, float] = {}
    for name, (coming, complete) in designs.items():
        _, *counted = [timed(complete, next(coming)) for _ in range(3)]
        times[name] = statistics.median(counted)
    return times


def _complete_stock(stock: Stock, task: UUID) -> None:
    stock.complete(task, stock.shape.answers(), "clerk", key())


def _coming(ready: Callable[[Any], list[Any]], instance: Any) -> Iterator[Any]:
    while True:
        yield ready(instance)[0]


def against_loop(report: Report, place: Place, database: Database) -> None:
    """Compare completions of a loop that has made about a thousand tasks."""
    shape = shapes.loop()
    ours, stocks = Ours(database, shape.ours, shape), _stocks(place, shape)
    mine = ours.start()
    theirs = {name: _coming(stock.ready, stock.start(LOOP_BEFORE)) for name, stock in stocks.items()}
    for _ in range(LOOP_BEFORE):
        ours.complete(ours.ready(mine)[0])
    _against(report, f"{place.name}.loop1000", ours, _coming(ours.ready, mine), stocks, theirs)


def against_many(report: Report, place: Place, database: Database) -> None:
    """Compare completions of one of a thousand votes."""
    shape = shapes.many(MANY)
    ours, stocks = Ours(database, shape.ours, shape), _stocks(place, shape)
    theirs = {name: iter(stock.ready(stock.start(MANY // 2))) for name, stock in stocks.items()}
    votes = ours.ready(ours.start())
    for task in votes[: MANY // 2]:
        ours.complete(task)
    _against(report, f"{place.name}.mi1000", ours, iter(votes[MANY // 2 :]), stocks, theirs)


def _against(
    report: Report,
    name: str,
    ours: Ours,
    mine: Iterator[UUID],
    stocks: dict[str, Stock],
    theirs: dict[str, Iterator[UUID]],
) -> None:
    rounds = [_turn_about(ours, mine, stocks, theirs) for _ in range(ROUNDS)]
    _compare(report, name, {kind: [found[kind] for found in rounds] for kind in rounds[0]})
    for stock in stocks.values():
        stock.close()


def loop_growth(database: Database) -> dict[str, list[float]]:
    """Return, per round, how many times a completion at iteration 3,000 costs one at iteration 10, hot and cold."""
    shape = shapes.loop()
    ours = Ours(database, shape.ours, shape)
    long = ours.start()
    for _ in range(LONG):
        ours.complete(ours.ready(long)[0])
    return {
        "completion.loop.growth": [_loop_round(ours, long, is_cold=False) for _ in range(ROUNDS)],
        "completion.loop.cold_growth": [_loop_round(ours, long, is_cold=True) for _ in range(ROUNDS)],
    }


def _loop_round(ours: Ours, long: UUID, *, is_cold: bool) -> float:
    short = ours.start()
    for _ in range(SHORT):
        ours.complete(ours.ready(short)[0])
    late, early = [], []
    for _ in range(7):
        for instance, times in ((long, late), (short, early)):
            if is_cold:
                cache.clear()
            times.append(timed(ours.complete, ours.ready(instance)[0]))
    return statistics.median(late) / statistics.median(early)


def many_growth(database: Database) -> list[float]:
    """Return, per round, how many times a vote of a thousand costs a vote of nine."""
    big = Ours(database, shapes.many(MANY).ours, shapes.many(MANY))
    votes = iter(big.ready(big.start()))
    small = Ours(database, shapes.many(9).ours, shapes.many(9))
    ratios = []
    for _ in range(ROUNDS):
        few = small.ready(small.start())
        pairs = [(timed(big.complete, next(votes)), timed(small.complete, t)) for t in few[:7]]
        ratios.append(statistics.median(a for a, _ in pairs) / statistics.median(b for _, b in pairs))
    return ratios


def cold(database: Database) -> list[float]:
    """Return, per round, how many times a completion of the small process costs when its instance must be loaded."""
    shape = shapes.small()
    ours = Ours(database, shape.ours, shape)
    return [_cold_round(ours) for _ in range(ROUNDS)]


def _cold_round(ours: Ours) -> float:
    hot, loaded = ours.start(), ours.start()
    for _ in range(8):
        ours.complete(ours.ready(hot)[0])
        ours.complete(ours.ready(loaded)[0])
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(5):
        cache.clear()
        times[0].append(timed(ours.complete, ours.ready(loaded)[0]))
        ours.complete(ours.ready(hot)[0])
        times[1].append(timed(ours.complete, ours.ready(hot)[0]))
    return statistics.median(times[0]) / statistics.median(times[1])


def blocks(report: Report, place: Place, database: Database) -> list[float]:
    """Count the rows of twenty parallel blocks in a row; return, per round, how starting them compares with one."""
    shape = Shape(b"", b"", shapes.VARIABLES)
    one, twenty = (Ours(database, shapes.blocks(n, f"blocks{n}"), shape, f"blocks{n}") for n in (1, 20))
    rows = twenty.rows(twenty.start())
    one.start()
    report.record(f"parallel_blocks.{place.name}.rows", [rows], "rows")
    report.record("parallel_blocks.rows", [rows], "rows")
    return [timed(twenty.start) / timed(one.start) for _ in range(ROUNDS)]
