"""Plants faults one at a time where a wrong line would decide wrongly, and names those that the tests let live.

`make mutation` takes all; `ARGS="ballot --most 20"` takes rooms by name, and a sample of so many of each module.
Every mutant is tried in a process forked before the module was read, so that nothing of the true one is left in it.
"""

import argparse
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import random
import signal
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.mutation.operators import Mutant, mutants

HOME = Path(__file__).resolve().parents[2]
REPORT = HOME / "build" / "mutation.json"
WANTED = 0.9
LONGEST_SECONDS = 300
LIBRARIES = ("SpiffWorkflow.bpmn", "alembic", "flask", "lxml.etree", "psycopg", "sqlalchemy.orm")
SQLITE = "not postgresql"
ROOMS: dict[str, tuple[list[str], list[str]]] = {
    "ballot": (
        [
            "workflows.registers.decisions.threshold",
            "workflows.registers.decisions.counting",
            "workflows.registers.ballot.tally",
            "workflows.registers.ballot.roll",
        ],
        [
            "tests/workflows/registers/decisions",
            "tests/workflows/registers/ballot",
            "tests/workflows/procedures/council_session",
            "tests/workflows/procedures/bloc_vote",
        ],
    ),
    "chain": (["engine.history.chain"], ["tests/engine/history", "tests/golden/test_stories.py", "tests/web/records"]),
    "timers": (
        ["engine.feel.workdays", "engine.bpmn.read.times", "engine.bpmn.read.cycles"],
        [
            "tests/engine/feel/test_workdays.py",
            "tests/engine/bpmn/read/test_timing.py",
            "tests/workflows/registers/calendar",
        ],
    ),
    "access": (["web.signin.access"], ["tests/web/test_access.py", "tests/web/account"]),
    "separation": (
        ["engine.bpmn.check.decisive.guard"],
        [
            "tests/engine/bpmn/check/test_apart.py",
            "tests/engine/commands/test_apart.py",
            "tests/workflows/test_decisive_steps.py",
        ],
    ),
}


class Planted(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module the source of a mutant when it is first imported."""

    def __init__(self, name: str, mutant: Mutant) -> None:
        self.name = name
        self.mutant = mutant

    def find_spec(self, name: str, path: Any, target: ModuleType | None = None) -> Any:
        """Claim the one module."""
        return importlib.machinery.ModuleSpec(name, self, origin=self.name) if name == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        """Run the mutant in place of the module."""
        exec(compile(self.mutant.source, self.name, "exec"), module.__dict__)  # noqa: S102 - the project's own source


def _read_libraries() -> None:
    """Import what is not ours and takes long, once for all children."""
    for name in LIBRARIES:
        importlib.import_module(name)


def main() -> int:
    """Try the mutants, write the report, and tell by the exit code whether enough were killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rooms", nargs="*", default=list(ROOMS), choices=[[], *ROOMS])
    parser.add_argument("--most", type=int, default=0, help="a sample of so many mutants of each module")
    given = parser.parse_args()
    _read_libraries()
    report: dict[str, Any] = {}
    for room in given.rooms or list(ROOMS):
        modules, tests = ROOMS[room]
        for name in modules:
            report[name] = _try(name, tests, given.most)
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    shares = [one["killed"] / one["tried"] for one in report.values() if one["tried"]]
    return 0 if shares and min(shares) >= WANTED else 1


def _try(name: str, tests: list[str], most: int) -> dict[str, Any]:
    source = (HOME / f"{name.replace('.', '/')}.py").read_text(encoding="utf-8")
    if _is_killed(name, Mutant(0, "", source), tests):
        raise SystemExit(f"the tests of {name} fail without any fault: {' '.join(tests)}")
    found = list(mutants(source))
    chosen = random.Random(0).sample(found, most) if 0 < most < len(found) else found  # the same sample each time
    survivors = [one for one in sorted(chosen, key=lambda one: one.line) if not _is_killed(name, one, tests)]
    named = [f"{one.line}: {one.change}" for one in survivors]
    lines = [f"{name}: {len(chosen) - len(survivors)} of {len(chosen)} killed", *[f"  line {one}" for one in named]]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
    return {"tried": len(chosen), "killed": len(chosen) - len(survivors), "survivors": named}


def _is_killed(name: str, mutant: Mutant, tests: list[str]) -> bool:
    child = os.fork()
    if child == 0:
        os._exit(_run(name, mutant, tests))
    _pid, status = os.waitpid(child, 0)
    return status != 0


def _run(name: str, mutant: Mutant, tests: list[str]) -> int:
    signal.alarm(LONGEST_SECONDS)  # a mutant that never ends is killed too
    sys.meta_path.insert(0, Planted(name, mutant))
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):  # noqa: PTH123
        return int(pytest.main(["-q", "-x", "-n", "0", "-p", "no:cacheprovider", "-k", SQLITE, *tests]))


if __name__ == "__main__":
    sys.exit(main())
