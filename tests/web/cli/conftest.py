"""The command line on a data folder of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from web.cli import main

HOME = Path(__file__).resolve().parents[3]
Run = Callable[..., Result]
Spawn = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def bangvang(tmp_path: Path) -> Run:
    """Return a function that runs one command within this process; `env` adds to its environment."""

    def run(*arguments: object, env: dict[str, str] | None = None) -> Result:
        environ = {"BANGVANG_DATA_DIR": str(tmp_path / "data"), "BANGVANG_DATABASE_URL": None}
        return CliRunner(env=environ | (env or {})).invoke(main, [*map(str, arguments)])

    return run


@pytest.fixture(scope="session")
def new_installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder that `bangvang init` makes, for copies: making one takes seconds."""
    folder = tmp_path_factory.mktemp("installation") / "data"
    environ = {"BANGVANG_DATA_DIR": str(folder), "BANGVANG_DATABASE_URL": None}
    done = CliRunner(env=environ).invoke(main, ["init"])
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def data(new_installation: Path, tmp_path: Path) -> Path:
    """Return the data folder of a new installation, the one that `bangvang` works on."""
    return shutil.copytree(new_installation, tmp_path / "data")


@pytest.fixture
def spawn(tmp_path: Path) -> Spawn:
    """Return a function that runs one command as a process of its own."""

    def run(*arguments: object, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        environ = {"PATH": os.environ["PATH"], "BANGVANG_DATA_DIR": str(tmp_path / "data")}
        command = [sys.executable, "-m", "web.cli", *map(str, arguments)]
        return subprocess.run(
            command, cwd=HOME, env=environ | (env or {}), capture_output=True, text=True, check=False, timeout=60
        )

    return run
