"""Bring a clone to the point where it can run or be tested: packages, browser code, translations.

Only the standard library is used, for this runs before anything is installed. Each step leaves a stamp, the hash of
what it read, and is passed over while the hash stays: a second run takes a fraction of a second.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ctypes.util import find_library
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
VENV = HOME / ".venv"
PYTHON = VENV / "bin" / "python"
ASSETS = HOME / "web" / "assets"
COMPARISON = HOME / "tests" / "feelin"
BUILT = HOME / "web" / "static" / "build"
ROOMS = ("engine", "forms", "workflows", "web", "web/cli")
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20
TEST_PROGRAMS = {"chromium": "chromium", "postgresql": "initdb", "nginx-light": "nginx"}  # package: its program
OFFICE_PROGRAMS = {"libreoffice-writer-nogui": "soffice"}
PDF_LIBRARIES = {"libpango-1.0-0": "pango-1.0", "libpangoft2-1.0-0": "pangoft2-1.0"}  # package: a library it brings


class UnmetNeedError(Exception):
    """The machine lacks something that cannot be installed from here; the message says what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prepare for `run` or for `test`, or bring what reads our papers (`office`); report what is missing in words."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("goal", choices=["run", "test", "office"])
    goal = parser.parse_args(arguments).goal
    try:
        if goal == "office":
            install_office()
            return 0
        if goal == "test":
            install_test_programs()
        install_pdf_libraries()
        make_environment()
        with ThreadPoolExecutor() as threads:  # pip and npm wait for the network and the disk, each by itself
            steps = [
                threads.submit(install_packages, "dev.lock" if goal == "test" else "run.lock"),
                threads.submit(build_assets),
                *([threads.submit(install_comparison)] if goal == "test" else []),
            ]
        for step in steps:
            step.result()
        compile_translations()
    except UnmetNeedError as error:
        print(f"\n  {error}\n", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"\n  This step failed: {' '.join(map(str, error.cmd))}\n", file=sys.stderr)
        return 1
    return 0


def make_environment() -> None:
    """Make .venv with the Python that runs this script."""
    if sys.version_info < OLDEST_PYTHON:
        msg = f"Python {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed; this is {sys.version.split()[0]}."
        raise UnmetNeedError(msg)
    if PYTHON.exists() and (VENV / "bin" / "pip").exists():
        return
    if not _can_import("ensurepip"):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        apt_install(f"python{version}-venv", why="Python was installed without the means to make an environment.")
    say("Making .venv")
    run([sys.executable, "-m", "venv", "--clear", VENV])


def install_packages(lock: str) -> None:
    """Install the locked packages, each checked against its hash, unless this lock is what is installed."""
    path = HOME / "requirements" / lock
    stamp = VENV / ".installed"
    wanted = {digest([HOME / "requirements" / "dev.lock"])}  # the larger set serves both goals
    if lock == "run.lock":
        wanted.add(digest([path]))
    if stamp.exists() and stamp.read_text() in wanted:
        return
    say(f"Installing Python packages from requirements/{lock}")
    # Python compiles what is imported, when it is: a third of pip's time goes into what nobody asks for.
    options = ["--quiet", "--disable-pip-version-check", "--no-compile", "--require-hashes"]
    run([PYTHON, "-m", "pip", "install", *options, "-r", path])
    stamp.write_text(digest([path]))


def build_assets() -> None:
    """Install the browser libraries when their lock changed; build them when a source changed."""
    lock = [ASSETS / "package.json", ASSETS / "package-lock.json"]
    sources = [path for path in sorted(ASSETS.rglob("*")) if path.is_file() and "node_modules" not in path.parts]
    built = BUILT / ".built"
    wanted = digest(sources)
    if built.exists() and built.read_text() == wanted and _has_libraries():
        return
    check_node()
    installed = ASSETS / "node_modules" / ".installed"
    if not installed.exists() or installed.read_text() != digest(lock):
        say("Installing browser libraries from web/assets/package-lock.json")
        run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=ASSETS)
        installed.write_text(digest(lock))
    say("Building scripts and styles")
    run(["npm", "run", "--silent", "build"], cwd=ASSETS)
    built.write_text(wanted)


def install_comparison() -> None:
    """Install the FEEL interpreter our own is compared with, when its lock changed."""
    check_node()
    lock = [COMPARISON / "package.json", COMPARISON / "package-lock.json"]
    installed = COMPARISON / "node_modules" / ".installed"
    if not installed.exists() or installed.read_text() != digest(lock):
        say("Installing feelin from tests/feelin/package-lock.json")
        run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=COMPARISON)
        installed.write_text(digest(lock))


def _has_libraries() -> bool:
    return (ASSETS / "node_modules" / ".installed").exists()


def check_node() -> None:
    """Refuse to go on without Node.js and npm."""
    needed = f"Node.js {OLDEST_NODE} or newer, with npm, is needed to build the pages' scripts."
    if not shutil.which("node") or not shutil.which("npm"):
        raise UnmetNeedError(needed)
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if int(version.lstrip("v").split(".")[0]) < OLDEST_NODE:
        msg = f"{needed} This is {version}."
        raise UnmetNeedError(msg)


def compile_translations() -> None:
    """Compile every message catalogue that is newer than its compiled form."""
    catalogues = [path for room in ROOMS for path in (HOME / room / "translations").glob("*/LC_MESSAGES/*.po")]
    stale = [path for path in catalogues if not _is_newer(path.with_suffix(".mo"), path)]
    if stale:
        say("Compiling translations")
        run([PYTHON, HOME / "scripts" / "translations.py", "compile", *stale])


def install_test_programs() -> None:
    """Install Chromium and the servers that the tests drive, when they are missing."""
    missing = [package for package, program in TEST_PROGRAMS.items() if not _has_program(program)]
    if missing:
        apt_install(*missing, why="The tests drive a browser, a PostgreSQL server and a reverse proxy.")


def install_office() -> None:
    """Install the writer of LibreOffice, without windows, when it is missing."""
    missing = [package for package, program in OFFICE_PROGRAMS.items() if not _has_program(program)]
    if missing:
        apt_install(*missing, why="Another program reads our Word documents.")


def install_pdf_libraries() -> None:
    """Install Pango, with which documents are laid out, when it is missing."""
    missing = [package for package, library in PDF_LIBRARIES.items() if find_library(library) is None]
    if missing:
        apt_install(*missing, why="Documents are laid out as PDF by Pango.")


def apt_install(*packages: str, why: str) -> None:
    """Install Debian packages when we may; otherwise say which command to give."""
    wanted = " ".join(packages)
    if not shutil.which("apt-get") or not (os.geteuid() == 0 or _has_sudo()):
        msg = f"{why} Please install: {wanted}   (Debian, Ubuntu: sudo apt-get install {wanted})"
        raise UnmetNeedError(msg)
    say(f"Installing {wanted}")
    prefix = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    run([*prefix, "apt-get", "update", "-qq"], **quiet)
    run([*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], **quiet)


def digest(paths: Iterable[Path]) -> str:
    """Return one hash of files' names and contents."""
    total = hashlib.sha256()
    for path in paths:
        total.update(str(path.relative_to(HOME)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def run(command: Sequence[object], **options: object) -> None:
    """Run a command and stop at its failure."""
    subprocess.run([str(part) for part in command], check=True, **options)  # type: ignore[call-overload]


def say(step: str) -> None:
    """Tell what takes the time."""
    print(f"· {step} …", flush=True)


def _is_newer(made: Path, source: Path) -> bool:
    return made.exists() and made.stat().st_mtime >= source.stat().st_mtime


def _can_import(module: str) -> bool:
    return subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0


def _has_program(name: str) -> bool:
    elsewhere = (*Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), Path("/usr/sbin") / name)
    return shutil.which(name) is not None or any(path.exists() for path in elsewhere)


def _has_sudo() -> bool:
    if not shutil.which("sudo"):
        return False
    return subprocess.run(["sudo", "--non-interactive", "true"], capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
