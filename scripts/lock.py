"""Choose the packages of requirements/*.lock again: the newest that pyproject.toml allows, each with its hashes.

Arguments go to `uv pip compile`, such as `--upgrade` or `--upgrade-package flask`.
"""

import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
UV = "uv==0.13.9"
COMPILE = ["-m", "uv", "pip", "compile", "pyproject.toml", "--universal", "--generate-hashes"]
PLAIN = ["--no-emit-index-url", "--no-header", "--quiet", "--python-version", "3.11"]


def main(arguments: list[str]) -> None:
    """Write dev.lock, then run.lock so that it holds the same versions."""
    python = [sys.executable]
    subprocess.run([*python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV], check=True)
    compile_lock = [*python, *COMPILE, *PLAIN]
    subprocess.run([*compile_lock, "--extra", "dev", "-o", "requirements/dev.lock", *arguments], cwd=HOME, check=True)
    held = ["-c", "requirements/dev.lock"]
    subprocess.run([*compile_lock, *held, "-o", "requirements/run.lock", *arguments], cwd=HOME, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
