import hashlib
import io
import os
import time
from pathlib import Path

import pytest

from workflows.registers.attachments.errors import FolderGoneError, UnsafeContentError
from workflows.registers.attachments.files import MAX_BYTES, FileStore


class Endless:
    """Gives bytes for ever and counts them."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int) -> bytes:
        self.given += size
        return b"0" * size


def keep(store: FileStore, data: bytes) -> str:
    with store.receive(io.BytesIO(data)) as draft:
        store.adopt(draft)
    return draft.sha256


def leftovers(store: FileStore) -> list[Path]:
    return list((store.root / "incoming").iterdir())


def test_a_content_lies_under_its_hash_and_is_read_back(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "files")
    with pytest.raises(FolderGoneError):
        keep(store, b"Thi dua")
    store.root.mkdir()
    sha256 = keep(store, b"Thi dua")
    assert sha256 == hashlib.sha256(b"Thi dua").hexdigest()
    assert (tmp_path / "files" / sha256[:2] / sha256[2:]).read_bytes() == b"Thi dua"
    with store.open(sha256) as stream:  # type: ignore[union-attr]
        assert stream.read() == b"Thi dua"
    assert leftovers(store) == []


def test_what_a_killed_server_left_aside_is_swept(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    keep(store, b"Thi dua")
    for name, age in (("old", 7_200), ("new", 0)):
        (tmp_path / "incoming" / name).write_bytes(b"%PDF")
        os.utime(tmp_path / "incoming" / name, (time.time() - age,) * 2)
    assert store.sweep_incoming(3_600) == 1
    assert [path.name for path in leftovers(store)] == ["new"]


def test_the_same_content_is_kept_once_and_made_young_again(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    path = store.place(keep(store, b"x"))
    os.utime(path, (1, 1))
    inode = path.stat().st_ino
    keep(store, b"x")
    assert path.stat().st_ino == inode
    assert path.stat().st_mtime > 1_000_000


def test_what_is_not_adopted_is_thrown_away(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    with pytest.raises(ZeroDivisionError), store.receive(io.BytesIO(b"x")):
        raise ZeroDivisionError
    assert leftovers(store) == []


def test_an_endless_stream_is_cut_off_at_the_limit(tmp_path: Path) -> None:
    store, stream = FileStore(tmp_path), Endless()
    with pytest.raises(UnsafeContentError, match="larger than 25 MB"), store.receive(stream):
        pass
    assert stream.given <= MAX_BYTES + 1024 * 1024
    assert leftovers(store) == []


def test_an_empty_stream_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsafeContentError, match="it is empty"), FileStore(tmp_path).receive(io.BytesIO()):
        pass


def test_a_changed_or_missing_content_is_not_opened(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    sha256 = keep(store, b"right")
    store.place(sha256).write_bytes(b"wrong")
    assert store.open(sha256) is None
    store.remove(sha256)
    assert store.open(sha256) is None
