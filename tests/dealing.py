"""In which order a run's tests are dealt out to its workers.

`--dist worksteal` gives each worker one part of the list, all as long, and lets who is done take from another's end.
"""

import os
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import pytest

HERE = Path(__file__).parent
WORKERS = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
JOURNEYS, OTHERS = ("journeys",), ("upgrades", "faults", "authority", "golden")
"""Folders of long tests: those that share browsers and servers within a worker, and those that need none."""


def deal(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Return the tests so that each worker's part begins with some of the long ones, whole modules of them.

    Whoever is free at the end then takes short ones, and all workers end together. One begins with journeys, for which
    the example is loaded; the rest come to theirs when it is there.
    """
    journeys, others = (_hands([one for one in items if _folder(one) in long]) for long in (JOURNEYS, OTHERS))
    short = [one for one in items if _folder(one) not in JOURNEYS + OTHERS]
    dealt: list[pytest.Item] = []
    for worker in range(WORKERS):
        first = journeys[worker] + others[worker] if worker == 0 else others[worker] + journeys[worker]
        size = (len(items) - len(dealt)) // (WORKERS - worker)  # as worksteal cuts the list
        more = max(0, size - len(first))
        dealt += first + short[:more]
        del short[:more]
    return dealt + short


def _hands(items: Sequence[pytest.Item]) -> list[list[pytest.Item]]:
    """Return the tests of each worker: modules go to them in turn."""
    hands: list[list[pytest.Item]] = [[] for _ in range(WORKERS)]
    for turn, (_, module) in enumerate(groupby(items, key=lambda one: one.path)):
        hands[turn % WORKERS] += module
    return hands


def _folder(item: pytest.Item) -> str:
    return item.path.relative_to(HERE).parts[0]
