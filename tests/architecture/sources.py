"""The project's own Python, for tests on how it is written."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
ROOMS = ("engine", "forms", "web", "workflows")


@cache
def committed_files() -> tuple[Path, ...]:
    """Return every file that git keeps or would keep, by its path in the project."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return tuple(Path(name) for name in sorted(listed.split("\0")) if name and (HOME / name).is_file())


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """Yield the rooms' modules, parsed; the generated migrations are not counted among them."""
    for path in committed_files():
        if path.suffix == ".py" and path.parts[0] in ROOMS and path.parts[:2] != ("web", "migrations"):
            yield path, ast.parse((HOME / path).read_text(encoding="utf-8"), str(path))
