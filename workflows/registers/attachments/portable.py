"""A look inside PDF files: no scripts, no programs started, nothing that cannot be looked into (ISO 32000-1)."""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from engine.base.text import N_, Text
from workflows.registers.attachments.errors import UnsafeContentError

MAX_UNPACKED = 64 * 1024 * 1024
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAME_END = rb"(?![A-Za-z0-9])"
_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|XFA|RichMedia)" + _NAME_END)
_ENCRYPTED = re.compile(rb"/Encrypt" + _NAME_END)
_OBJECTS = re.compile(rb"/ObjStm" + _NAME_END)
_FLATE = re.compile(rb"/Filter\s*\[?\s*/(FlateDecode|Fl)" + _NAME_END + rb"\s*(\]|/(?!A85|ASCII|LZW|Run|Crypt)|>>)")
_PLAIN = re.compile(rb"/Filter" + _NAME_END)


def inspect_pdf(path: Path) -> None:
    """Refuse a PDF with scripts or started programs, and one whose objects cannot be read to tell.

    Raises UnsafeContentError.
    """
    data = path.read_bytes()
    if b"%%EOF" not in data[-4096:]:
        raise UnsafeContentError(Text(N_("it is damaged or not a complete PDF file.")))
    budget = MAX_UNPACKED
    for outside, body in _segments(data):
        _refuse_active(outside)
        if _OBJECTS.search(_last_dictionary(outside)):
            objects = _unpack(_last_dictionary(outside), body, budget)
            budget -= len(objects)
            _refuse_active(objects)


def _segments(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield what lies outside streams, each with the stream that follows."""
    at = 0
    while found := _STREAM.search(data, at):
        end = data.find(b"endstream", found.end())
        end = len(data) if end < 0 else end
        yield data[at : found.start()], data[found.end() : end]
        at = end
    yield data[at:], b""


def _last_dictionary(outside: bytes) -> bytes:
    start = outside.rfind(b" obj")
    return _plain_names(outside[start if start >= 0 else -2048 :])


def _plain_names(data: bytes) -> bytes:
    """Return the data with `/J#53` written `/JS` (ISO 32000-1 section 7.3.5)."""
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), data)


def _refuse_active(objects: bytes) -> None:
    plain = _plain_names(objects)
    if _ENCRYPTED.search(plain):
        raise UnsafeContentError(Text(N_("it is protected by a password.")))
    if _ACTIVE.search(plain):
        raise UnsafeContentError(Text(N_("it contains scripts or starts programs.")))


def _unpack(dictionary: bytes, body: bytes, budget: int) -> bytes:
    if not _PLAIN.search(dictionary):
        return body
    if not _FLATE.search(dictionary):
        raise UnsafeContentError(Text(N_("it is packed in a way that cannot be checked.")))
    unpacker = zlib.decompressobj()
    try:
        objects = unpacker.decompress(body, max(budget, 1))
    except zlib.error:
        raise UnsafeContentError(Text(N_("it is damaged or not a complete PDF file."))) from None
    if unpacker.unconsumed_tail:
        raise UnsafeContentError(Text(N_("it unpacks to more than is allowed.")))
    return objects
