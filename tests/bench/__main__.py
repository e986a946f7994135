"""Measure speed: `make bench`, or `python -m tests.bench NAME...` for some of the benchmarks.

A benchmark is a module `bench_*.py` in this folder with a function `measure(report)`. Each prints ratios of what was
measured turn about in this one run; absolute times stand beside them for orientation. Nothing here passes or fails.
"""

import importlib
import signal
import sys
import time
from pathlib import Path

from tests.bench.report import PAGE, Report

NAMES = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))


def main(wanted: list[str]) -> int:
    """Run the benchmarks named, or all."""
    unknown = set(wanted) - set(NAMES)
    if unknown:
        print(f"There is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    report = Report()
    for name in wanted or NAMES:
        print(f"\n{name}", flush=True)
        began = time.perf_counter()
        importlib.import_module(f"tests.bench.bench_{name}").measure(report)
        print(f"  ({time.perf_counter() - began:.0f} s)", flush=True)
    report.write()
    print(f"\nWritten to {PAGE.relative_to(PAGE.parent.parent)}.")
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was begun is stopped and removed on the way out
    sys.exit(main(sys.argv[1:]))
