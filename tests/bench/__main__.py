"""Measure speed: `make bench`, or `make bench ARGS="NAME ..."` for some of its parts; docs/bench.md explains the keys.

A part is a module `bench_NAME.py` in this folder with a function `measure(report)`; the first line of its docstring
says what it measures. It prints ratios of what was measured turn about in this one run; absolute times stand beside
them for orientation. Nothing here passes or fails: at the end stands what moved against the stored baseline.
"""

import argparse
import ast
import importlib
import signal
import sys
import time
from pathlib import Path

from tests.bench import changes
from tests.bench.report import PAGE, Report

PARTS = {path.stem.removeprefix("bench_"): path for path in sorted(Path(__file__).parent.glob("bench_*.py"))}


def about(part: str) -> str:
    """Return the first line of what a part says of itself, without loading it."""
    said = ast.get_docstring(ast.parse(PARTS[part].read_text(encoding="utf-8"))) or ""
    return said.partition("\n")[0]


def main(arguments: list[str]) -> int:
    """Run the parts named, or all."""
    asked = _asked(arguments)
    report = Report()
    for name in asked.parts or PARTS:
        print(f"\n{name}: {about(name)}", flush=True)
        began = time.perf_counter()
        importlib.import_module(f"tests.bench.bench_{name}").measure(report)
        report.record(f"bench.{name}.seconds", [time.perf_counter() - began], "s")
    report.write()
    print("\nAgainst the baseline: before, now", *changes.table(report.figures), sep="\n")
    if asked.keep:
        changes.keep(report.figures)
    print(f"\nWritten to {PAGE.relative_to(PAGE.parent.parent)}.")
    return 0


def _asked(arguments: list[str]) -> argparse.Namespace:
    listed = "\n".join(f"  {name:<12} {about(name)}" for name in PARTS)
    parser = argparse.ArgumentParser(
        prog="make bench", formatter_class=argparse.RawDescriptionHelpFormatter, description=f"Parts:\n{listed}"
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help="which parts to run; all unless named")
    parser.add_argument("--keep", action="store_true", help="store what is found as the baseline")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    return asked


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was begun is stopped and removed on the way out
    sys.exit(main(sys.argv[1:]))
