"""The rooms' import rules: all of them are contracts, and a planted violation is caught and named."""

import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
ROOMS = ("engine", "forms", "web", "workflows")

ENGINE = "The engine knows nothing of awards, forms or pages"
PROCEDURES = "Procedures never import pages or forms"
FORMS = "Forms know only FEEL, errors, texts and the clock of the engine"
SPIFF = "Only engine.bpmn imports SpiffWorkflow"
PAGES = "Pages reach the engine through commands and reads, never through its BPMN room"

ORDER = "The rooms of the engine stand on each other in one order"
HEART = "Diagrams are read, built, run and kept; checks stand beside"
DOOR = "What is fast in the store has one door"
BELOW = "Procedures stand on registers, and what looks across all of them above"
APART = "No arrow leads from one room of pages to another"
ROUND = "No two neighbours import each other"

PLANTED = [
    ("engine/planted.py", "import workflows", ENGINE),
    ("engine/planted.py", "import forms", ENGINE),
    ("engine/planted.py", "import web", ENGINE),
    ("engine/planted.py", "import flask", ENGINE),
    ("workflows/planted.py", "import web", PROCEDURES),
    ("workflows/planted.py", "import forms", PROCEDURES),
    ("workflows/planted.py", "import flask", PROCEDURES),
    ("forms/planted.py", "import engine.store.database", FORMS),
    ("forms/planted.py", "import workflows", FORMS),
    ("forms/planted.py", "import web", FORMS),
    ("forms/planted.py", "import engine.commands", FORMS),
    ("engine/planted.py", "import SpiffWorkflow", SPIFF),
    ("engine/store/planted.py", "import SpiffWorkflow", SPIFF),
    ("forms/planted.py", "import SpiffWorkflow", SPIFF),
    ("web/planted.py", "import SpiffWorkflow", SPIFF),
    ("workflows/planted.py", "import SpiffWorkflow", SPIFF),
    ("web/planted.py", "import engine.bpmn", PAGES),
    ("workflows/planted.py", "import engine.bpmn", PAGES),
    ("engine/base/planted.py", "import engine.feel", ORDER),
    ("engine/store/planted.py", "import engine.bpmn.read", ORDER),
    ("engine/commands/planted.py", "import engine.jobs", ORDER),
    ("engine/bpmn/read/planted.py", "import engine.bpmn.build", HEART),
    ("engine/bpmn/run/planted.py", "import engine.bpmn.keep", HEART),
    ("engine/bpmn/run/planted.py", "import engine.bpmn.check", HEART),
    ("engine/bpmn/keep/planted.py", "import engine.bpmn.migration", HEART),
    ("engine/store/planted.py", "import engine.store.fast.batch", DOOR),
    ("web/planted.py", "import engine.store.fast.locked", DOOR),
    ("workflows/registers/planted.py", "import workflows.procedures", BELOW),
    ("workflows/procedures/planted.py", "import workflows.across", BELOW),
    ("web/inbox/planted.py", "import web.cases", APART),
    ("web/layout/planted.py", "import web.signin", APART),
    ("web/inbox/planted.py", "import web.shell", APART),
    ("engine/feel/temporal/planted.py", "import engine.feel.parser", ROUND),
    ("engine/feel/parser/planted.py", "import engine.feel.temporal", ROUND),
]
WITHOUT_A_ROOM = {
    "engine/planted.py": ORDER,
    "engine/bpmn/planted.py": HEART,
    "workflows/planted.py": BELOW,
    "web/planted.py": APART,
}


@pytest.fixture(scope="module")
def skeleton(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the rooms' packages with every module empty: what is planted is then the only import there is."""
    root = tmp_path_factory.mktemp("rooms")
    shutil.copy(HOME / "pyproject.toml", root)
    for room in ROOMS:
        for path in (HOME / room).rglob("*.py"):
            if "node_modules" not in path.parts:
                copy = root / path.relative_to(HOME)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.touch()
    return root


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter in a folder, on that folder's packages."""
    program = Path(sys.executable).parent / "lint-imports"
    environ = {"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin", "PYTHONSAFEPATH": "1"}
    command = [program, "--no-cache", "--config", "pyproject.toml"]
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)


def test_rooms_keep_every_import_rule() -> None:
    done = lint_imports(HOME)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_every_import_rule_of_the_design_is_a_contract() -> None:
    contracts = tomllib.loads((HOME / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert {contract["name"] for contract in contracts} == {contract for _path, _line, contract in PLANTED}


def test_rooms_without_imports_break_no_rule(skeleton: Path) -> None:
    assert lint_imports(skeleton).returncode == 0


@contextmanager
def planting(skeleton: Path, lines: Iterable[tuple[str, str]]) -> Iterator[None]:
    """Plant imports in the skeleton and take them out again."""
    files: dict[Path, list[str]] = defaultdict(list)
    for path, line in lines:
        files[skeleton / path].append(line)
    for file, said in files.items():
        file.write_text("\n".join(said))
    try:
        yield
    finally:
        for file in files:
            file.unlink()


@pytest.mark.parametrize("contract", sorted({contract for _path, _line, contract in PLANTED} - {ROUND}))
def test_each_planted_import_is_caught_under_its_rule(skeleton: Path, contract: str) -> None:
    planted = [(path, line) for path, line, rule in PLANTED if rule == contract]
    with planting(skeleton, planted):
        done = lint_imports(skeleton)
    assert done.returncode == 1
    assert f"{contract} BROKEN" in done.stdout
    for path, line in planted:  # the report names both ends of each
        importer = path.removesuffix(".py").replace("/", ".")
        assert f"{importer} -> {line.removeprefix('import ')}" in done.stdout


def test_neighbours_that_import_each_other_and_modules_without_a_room_are_caught(skeleton: Path) -> None:
    planted = [(path, line) for path, line, rule in PLANTED if rule == ROUND]
    with planting(skeleton, [*planted, *((path, "") for path in WITHOUT_A_ROOM)]):
        done = lint_imports(skeleton)
    assert all(f"{rule} BROKEN" in done.stdout for rule in (ROUND, *WITHOUT_A_ROOM.values()))
    assert ".temporal -> .parser" in done.stdout
