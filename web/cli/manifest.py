"""What a backup holds, written last: a folder without its manifest, or unlike it, is no backup."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from web.cli.language import _

NAME = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """When a backup was made and of what: `files` maps each path to its size in bytes and its sha256."""

    made_at: str
    schema: str
    histories: int
    files: dict[str, tuple[int, str]]


def write_manifest(folder: Path, made_at: str, schema: str, histories: int) -> Manifest:
    """Write down every file of a folder, and see it all to the disk."""
    made = Manifest(made_at, schema, histories, {name: _measure(path) for name, path in _files(folder)})
    path = folder / NAME
    path.write_text(json.dumps(asdict(made), indent=1), encoding="utf-8")
    _sync(path)
    return made


def checked_manifest(folder: Path) -> Manifest:
    """Return the manifest of a backup whose every file is as it was written.

    Raises click.ClickException, which names the first file that is missing, changed or not of the backup.
    """
    made = _read(folder / NAME)
    found = dict(_files(folder))
    for name, known in made.files.items():
        if name not in found:
            raise click.ClickException(_("The backup is not whole: %(file)s is missing.") % {"file": name})
        if _measure(found[name]) != tuple(known):
            raise click.ClickException(_("The backup was changed: %(file)s is not as it was written.") % {"file": name})
    strange = sorted(set(found) - set(made.files))
    if strange:
        raise click.ClickException(_("The backup was changed: %(file)s does not belong to it.") % {"file": strange[0]})
    return made


def _read(path: Path) -> Manifest:
    try:
        said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Manifest(**said)
    except FileNotFoundError:
        text = _("This is no whole backup: it has no %(file)s. It was perhaps cut off while it was made.")
        raise click.ClickException(text % {"file": NAME}) from None
    except (ValueError, TypeError):
        raise click.ClickException(_("The backup was changed: %(file)s cannot be read.") % {"file": NAME}) from None


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path != folder / NAME:
            yield path.relative_to(folder).as_posix(), path


def _measure(path: Path) -> tuple[int, str]:
    """Return a file's size and sha256, having seen it to the disk."""
    _sync(path)
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
