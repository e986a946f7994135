"""Contents on disk under their sha256: `ab/cdef…`, written whole or not at all."""

import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from engine.base.text import N_, Text
from workflows.registers.attachments.errors import FolderGoneError, UnsafeContentError

MAX_BYTES = 25 * 1024 * 1024
CHUNK = 256 * 1024
INCOMING = "incoming"


class Readable(Protocol):
    """Whatever gives bytes piece by piece."""

    def read(self, size: int, /) -> bytes:
        """Return at most so many bytes, none at the end."""


@dataclass(frozen=True)
class Draft:
    """A content written aside, not yet in its place."""

    path: Path
    sha256: str
    size: int


class FileStore:
    """A folder of contents; several servers may share it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def receive(self, stream: Readable) -> Iterator[Draft]:
        """Write a stream aside; what is not adopted by the end is thrown away.

        Raises UnsafeContentError for an empty stream and for one longer than 25 MiB, as soon as it is, and
        FolderGoneError where the folder itself is not there: it is never made anew, for it may be a disk not mounted.
        """
        if not self.root.is_dir():
            raise FolderGoneError
        folder = self.root / INCOMING
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / secrets.token_hex(16)
        try:
            yield _write(stream, path)
        finally:
            path.unlink(missing_ok=True)

    def adopt(self, draft: Draft) -> Path:
        """Put a draft in its place for good, or drop it where the same content already is."""
        place = self.place(draft.sha256)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        if place.exists():
            os.utime(place)  # young again, so that no sweep takes it before this upload commits
            return place
        draft.path.replace(place)
        _flush_folder(place.parent)
        return place

    def place(self, sha256: str) -> Path:
        """Return where a content lies, whether it is there or not."""
        return self.root / sha256[:2] / sha256[2:]

    def open(self, sha256: str) -> BinaryIO | None:
        """Open a content for reading after reading it once whole; None when it is missing or changed."""
        try:
            stream = self.place(sha256).open("rb")
        except FileNotFoundError:
            return None
        if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
            stream.close()
            return None
        stream.seek(0)
        return stream

    def old_contents(self, seconds: float) -> Iterator[str]:
        """Yield the sha256 of contents untouched for so long."""
        limit = time.time() - seconds
        for path in self.root.glob("[0-9a-f][0-9a-f]/*"):
            if path.stat().st_mtime < limit:
                yield path.parent.name + path.name

    def sweep_incoming(self, seconds: float) -> int:
        """Delete what was written aside and left there, as by a server that was killed; return how many."""
        limit, count = time.time() - seconds, 0
        for path in (self.root / INCOMING).glob("*"):
            if path.stat().st_mtime < limit:
                path.unlink(missing_ok=True)
                count += 1
        return count

    def remove(self, sha256: str) -> None:
        """Delete a content."""
        self.place(sha256).unlink(missing_ok=True)


def _write(stream: Readable, path: Path) -> Draft:
    digest, size = hashlib.sha256(), 0
    with path.open("xb") as file:
        while piece := stream.read(CHUNK):
            size += len(piece)
            if size > MAX_BYTES:
                raise UnsafeContentError(Text(N_("it is larger than %(limit)s MB."), {"limit": MAX_BYTES >> 20}))
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    if size == 0:
        raise UnsafeContentError(Text(N_("it is empty.")))
    return Draft(path, digest.hexdigest(), size)


def _flush_folder(folder: Path) -> None:
    """Make a renamed file survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
