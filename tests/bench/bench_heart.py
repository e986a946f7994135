"""What completing a task costs beside an earlier version of the product, unpacked from the history of this checkout.

Both versions run beside each other, each in a process and on databases of its own, and take laps turn about; a lap is
measured in processor time, since nothing but the program may tell them apart. Above one is slower than before.
"""

import io
import os
import statistics
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import laps
from tests.bench.report import HOME, Report

BEFORE = os.environ.get("BENCH_BEFORE", "c9cf39b")
PLACES = ("sqlite", "postgres")
WARMING, ROUNDS = 3, 31


class Runner:
    """One version, completing laps when asked."""

    def __init__(self, tree: Path) -> None:
        command = [sys.executable, "-P", str(Path(laps.__file__).resolve())]
        told = {**os.environ, "PYTHONPATH": str(tree)}
        self._child = subprocess.Popen(
            command, cwd=tree, env=told, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._hear()

    def _hear(self) -> str:
        assert self._child.stdout is not None
        if not (line := self._child.stdout.readline()):
            msg = f"the version that is measured ended with {self._child.wait()}"
            raise RuntimeError(msg)
        return line

    def _say(self, line: str) -> None:
        assert self._child.stdin is not None
        self._child.stdin.write(line + "\n")
        self._child.stdin.flush()

    def lap(self, place: str, shape: str) -> float:
        """Return how many seconds of processor time one lap took."""
        self._say(f"{place} {shape}")
        return float(self._hear())

    def end(self) -> None:
        """Let it stop its databases and end."""
        if self._child.poll() is None:
            self._say("")
        self._child.wait(timeout=60)


@contextmanager
def unpacked(version: str) -> Iterator[Path]:
    """Yield a folder with the files of an earlier version; removed at the end."""
    packed = subprocess.run(["git", "archive", version], cwd=HOME, check=True, stdout=subprocess.PIPE)
    with tempfile.TemporaryDirectory(prefix="bangvang-before-") as folder:
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder)


def measure(report: Report) -> None:
    """Measure every shape on both databases, and record the worst of them."""
    with unpacked(BEFORE) as tree:
        before, now = Runner(tree), Runner(HOME)
        try:
            worst = [_compare(report, before, now, place, shape) for place in PLACES for shape in laps.SHAPES]
        finally:
            before.end()
            now.end()
    report.record("heart.completion.vs_before", max(worst, key=statistics.median), "×")


def _compare(report: Report, before: Runner, now: Runner, place: str, shape: str) -> list[float]:
    """Record how many times a lap of now costs one of before; the order within a round changes with each."""
    times: dict[Runner, list[float]] = {before: [], now: []}
    for turn in range(WARMING + ROUNDS):
        for runner in (before, now) if turn % 2 else (now, before):
            times[runner].append(runner.lap(place, shape))
    ours, theirs = times[now][WARMING:], times[before][WARMING:]
    report.ratio(f"heart.completion.{place}.{shape}.vs_before", ours, theirs)
    return [a / b for a, b in zip(ours, theirs, strict=True)]
