"""Completes tasks of the tree it is run in, lap by lap, and says what each costs the processor: run by `bench_heart`.

A program of its own, run with `PYTHONPATH` at the tree that is measured, so that it meets only what earlier trees had
too: `Ours`, `shapes`, `places`. It reads `PLACE SHAPE` lines and answers each with the seconds of processor time of
one lap; a line that is empty ends it.
"""

import gc
import sys
import time
from collections.abc import Callable, Iterator
from uuid import UUID

from tests.bench import shapes
from tests.bench.bench_completion import Ours
from tests.bench.places import Place, places

INSTANCES_A_LAP = 3
TASKS_A_LAP = 40
MANY = 1_000


def small(ours: Ours) -> Iterator[Callable[[], None]]:
    """Yield laps of instances taken from their first task to the last but one."""

    def lap(started: list[UUID]) -> None:
        for instance in started:
            for _ in range(shapes.SMALL_STEPS - 1):
                ours.complete(ours.ready(instance)[0])

    while True:
        started = [ours.start() for _ in range(INSTANCES_A_LAP)]
        yield lambda started=started: lap(started)  # type: ignore[misc]


def loop(ours: Ours) -> Iterator[Callable[[], None]]:
    """Yield laps of one instance that comes back to its task for ever."""
    instance = ours.start()

    def lap() -> None:
        for _ in range(TASKS_A_LAP):
            ours.complete(ours.ready(instance)[0])

    while True:
        yield lap


def many(ours: Ours) -> Iterator[Callable[[], None]]:
    """Yield laps of the votes of instances with a thousand of them."""

    def lap(votes: list[UUID]) -> None:
        for vote in votes:
            ours.complete(vote)

    while True:
        votes = ours.ready(ours.start())
        for begin in range(0, MANY // 2, TASKS_A_LAP):
            yield lambda some=votes[begin : begin + TASKS_A_LAP]: lap(some)  # type: ignore[misc]


SHAPES: dict[str, tuple[Callable[[], shapes.Shape], Callable[[Ours], Iterator[Callable[[], None]]]]] = {
    "small": (shapes.small, small),
    "loop": (shapes.loop, loop),
    "mi1000": (lambda: shapes.many(MANY), many),
}


def begin(place: Place, name: str) -> Iterator[Callable[[], None]]:
    """Deploy a shape on a database and return its laps; what is started is always the shape deployed last."""
    shape_of, laps = SHAPES[name]
    shape = shape_of()
    return laps(Ours(place.open(), shape.ours, shape))


def main() -> None:
    """Answer lap for lap until told to end; one shape after another."""
    running: dict[tuple[str, str], Iterator[Callable[[], None]]] = {}
    with places() as found:
        print("ready", flush=True)
        for line in sys.stdin:
            if not line.strip():
                return
            place, name = line.split()
            if (place, name) not in running:
                running[place, name] = begin(next(p for p in found if p.name == place), name)
            lap = next(running[place, name])
            gc.collect()
            began = time.process_time()
            lap()
            print(time.process_time() - began, flush=True)


if __name__ == "__main__":
    main()
