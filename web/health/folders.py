"""The data folder: that it can be written to, and that only its owner reads it."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from engine.base.text import N_
from web.base.config import Settings
from web.health.finding import Finding, bad, good, warning

SQLITE = "sqlite:///"
PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600


def close_to_others(settings: Settings) -> None:
    """Take from others what they may do with the data folder, the database and the secret, where that is ours to do."""
    for path in _private(settings):
        with suppress(PermissionError):
            path.chmod(PRIVATE_FOLDER if path.is_dir() else PRIVATE_FILE)


def check_privacy(settings: Settings) -> Iterator[Finding]:
    """Warn where somebody else may read the data folder, the database or the secret."""
    open_ones = [path for path in _private(settings) if stat.S_IMODE(path.stat().st_mode) & 0o077]
    for path in open_ones:
        yield warning(N_("Others on this machine may read %(path)s; it should be its owner's alone."), path=path)
    if not open_ones:
        yield good(N_("Only their owner may read the data."))


def check_writing(settings: Settings) -> Iterator[Finding]:
    """Write, see to the disk and remove a file where the server will write."""
    folders = [settings.data_dir, *([settings.attachments_dir] if settings.attachments_dir.is_dir() else [])]
    for folder in folders:
        try:
            _probe(folder / f".probe-{os.getpid()}")
        except OSError as error:
            told = N_("Nothing can be written to %(folder)s: %(reason)s")
            yield bad(told, folder=folder, reason=os.strerror(error.errno or 0))
        else:
            yield good(N_("%(folder)s can be written to."), folder=folder)


def _probe(path: Path) -> None:
    try:
        with path.open("xb") as file:
            file.write(b"\0" * 4096)
            file.flush()
            os.fsync(file.fileno())
    finally:
        path.unlink(missing_ok=True)


def _private(settings: Settings) -> list[Path]:
    names = [settings.data_dir / "secret"]
    if settings.database_url.startswith(SQLITE):
        database = settings.database_url.removeprefix(SQLITE)
        names += [Path(database + suffix) for suffix in ("", "-wal", "-shm")]
    return [settings.data_dir, *(path for path in names if path.is_file())]
