"""Sending a file to be kept: every download goes through here, whatever letters its name has."""

import unicodedata
from io import BytesIO
from typing import IO

from flask import Response, send_file

from web.layout.security_log import tell

LONGEST = 150
_FORBIDDEN = frozenset('/\\:*?"<>|')


def send_download(data: bytes | str | IO[bytes], mimetype: str, name: str, *, is_shown: bool = False) -> Response:
    """Send a file under a name, to be kept or (`is_shown`) to be opened by whatever program asked.

    The name is written as RFC 6266 asks: in ASCII as far as it goes, and whole in UTF-8 (RFC 8187).
    """
    tell("export", kind=mimetype)
    stream = BytesIO(data.encode() if isinstance(data, str) else data) if isinstance(data, bytes | str) else data
    return send_file(stream, mimetype=mimetype, as_attachment=not is_shown, download_name=file_name(name), max_age=0)


def file_name(name: str) -> str:
    """Return a name as every file system takes it: no separators, no control characters, not too long."""
    plain = unicodedata.normalize("NFC", name)
    kept = "".join("-" if one in _FORBIDDEN or not one.isprintable() else one for one in plain)
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[: LONGEST - len(ending)]}{dot}{ending}".strip(". ") or "tep"
