"""The scripts of the pages: types and style are checked, and what needs no browser has tests in web/assets/tests."""

import subprocess
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
ASSETS = HOME / "web" / "assets"
PAGES = HOME / "web" / "static" / "js"
PROGRAMS = ASSETS / "node_modules" / ".bin"
ESLINT = [str(PROGRAMS / "eslint"), "--config", str(ASSETS / "eslint.config.js"), "--max-warnings=0", "."]


@pytest.mark.parametrize(
    ("command", "folder"),
    [
        ([str(PROGRAMS / "tsc"), "--project", "tsconfig.json"], ASSETS),
        (ESLINT, ASSETS),
        (ESLINT, PAGES),
        (["node", "--test"], ASSETS),
    ],
    ids=["types", "style of the built scripts", "style of the pages' scripts", "tests"],
)
def test_the_scripts_of_the_pages_are_sound(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
