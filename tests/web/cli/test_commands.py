"""The list of commands is told without loading any, and is the list of those there are."""

import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from web import cli
from web.cli import main
from web.cli.commands import COMMANDS

HOME = Path(__file__).resolve().parents[3]
HEAVY = {"sqlalchemy", "pydantic", "flask", "lxml", "alembic", "engine.commands"}
MOST_MODULES = 220
"""With what the test itself asks for; of them two thirds are Python's own."""
LISTED = """
import json, sys
from click.testing import CliRunner
from web.cli import main
shown = CliRunner().invoke(main, ["--help"]).output
print(json.dumps([shown, sorted(sys.modules)]))
"""


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_command_is_where_the_list_says(name: str) -> None:
    found = main.get_command(click.Context(main), name)
    assert found is not None
    assert (found.name, found.help) == (name, COMMANDS[name].help)


def test_every_command_is_in_the_list() -> None:
    for module in pkgutil.iter_modules(cli.__path__):
        if module.name != "__main__":
            __import__(f"web.cli.{module.name}")
    assert set(main.commands) == set(COMMANDS)


def test_a_command_there_is_none_of_is_refused() -> None:
    assert main.get_command(click.Context(main), "no-such") is None


def test_help_loads_no_command() -> None:
    run = subprocess.run(
        [sys.executable, "-c", LISTED], cwd=HOME, capture_output=True, text=True, check=True, timeout=60
    )
    shown, modules = json.loads(run.stdout)
    assert all(name in shown for name in COMMANDS)
    assert not HEAVY & set(modules)
    assert len(modules) < MOST_MODULES
