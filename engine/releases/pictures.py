"""Pictures of deployed and drafted diagrams: each drawn once, and kept while there is room for it."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Lock

from engine.base.xml import XmlRefusedError
from engine.bpmn import drawing
from engine.bpmn.drawing import Box, Part, Picture, Step, draw, note_to
from engine.bpmn.read.document import read_document

__all__ = ["Box", "Part", "Picture", "Step", "digest", "edition", "note_to", "picture_of"]

ROOM = 6_000_000
"""Bytes of pictures that one process keeps."""
_EMPTY = Picture(b"", Box(0, 0, 1, 1), {}, {}, frozenset(), frozenset(), ())


class _Kept:
    """Pictures by what they show, those that were asked for last."""

    def __init__(self) -> None:
        self._found: OrderedDict[tuple[str, str], Picture] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def find(self, key: tuple[str, str]) -> Picture | None:
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
            return self._found.get(key)

    def keep(self, key: tuple[str, str], picture: Picture) -> None:
        with self._lock:
            if key not in self._found and picture.size < ROOM:
                self._found[key] = picture
                self._size += picture.size
            while self._size > ROOM:
                self._size -= self._found.popitem(last=False)[1].size


_kept = _Kept()


def picture_of(sha256: str, language: str, read: Callable[[], bytes]) -> Picture:
    """Return the picture of a file by its digest; `read` is asked for the file only when it is not drawn yet.

    A file that cannot be read as a diagram has an empty picture.
    """
    found = _kept.find((sha256, language))
    if found is None:
        found = _drawn(read(), language)
        _kept.keep((sha256, language), found)
    return found


def _drawn(data: bytes, language: str) -> Picture:
    try:
        return draw(read_document(data), language)
    except XmlRefusedError:
        return _EMPTY


def digest(data: bytes) -> str:
    """Return what a file is known by."""
    return hashlib.sha256(data).hexdigest()


@cache
def edition() -> str:
    """Return a name of how diagrams are drawn: it changes when the drawing does, and so does a picture's address."""
    folder = Path(drawing.__file__).parent
    files = sorted(file for file in folder.iterdir() if file.suffix in (".py", ".json"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:8]
