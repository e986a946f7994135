"""A scratch copy of the project, and one of each thing that docs/how-to-develop.md tells how to add.

`BEGUN` is the first step of each: what is written, but not yet listed where the page says. `FINISHED` lists it there.
Each edit is a file with a text to be replaced ("" for a new file) and the text in its place.
"""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.sources import HOME, committed_files

BUILT = ("web/static/build", "*/translations/vi/LC_MESSAGES/*.mo", "web/cli/translations/vi/LC_MESSAGES/*.mo")
"""What a checkout makes for itself and git does not keep."""


@dataclass(frozen=True)
class Edit:
    """A change of a file: `new` in the place of `old`, or behind all there is where `old` is empty."""

    path: str
    new: str
    old: str = ""


@dataclass(frozen=True)
class Addition:
    """Something added by a section of the page; `told_by` are the tests that tell what is missing."""

    section: str
    begun: tuple[Edit, ...]
    finished: tuple[Edit, ...]
    told_by: tuple[str, ...]


def copy_project(to: Path) -> None:
    """Copy what git keeps, and what was built, into a folder that git knows nothing else of."""
    built = {path.relative_to(HOME) for pattern in BUILT for path in HOME.glob(pattern)}
    for path in (*committed_files(), *built):
        if (HOME / path).is_dir():
            shutil.copytree(HOME / path, to / path)
        elif not (HOME / path).is_symlink():
            (to / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(HOME / path, to / path)
    subprocess.run(["git", "init", "-q"], cwd=to, check=True)


def write(scratch: Path, edits: tuple[Edit, ...]) -> None:
    """Make edits in a scratch copy."""
    for edit in edits:
        file = scratch / edit.path
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_text("utf-8") if file.exists() else ""
        assert edit.old in before, f"{edit.path} has no {edit.old!r} any more: mend this test"
        file.write_text(before.replace(edit.old, edit.new, 1) if edit.old else before + edit.new, "utf-8")
