"""A file that a page looked at and carries along until it is taken."""

import base64
import binascii

from flask import request

from engine.sheets import Book, read_book
from web.signin.access import current_actor


def sent_file() -> tuple[bytes, str]:
    """Return the content and the name of the file chosen, else of the one that the preview carried along."""
    chosen = request.files.get("file")
    if chosen is not None and chosen.filename:
        return chosen.read(), chosen.filename
    try:
        return base64.b64decode(request.form.get("carried", ""), validate=True), request.form.get("name", "")[:200]
    except binascii.Error:
        return b"", ""


def read_sent(data: bytes, name: str) -> Book:
    """Return what a file holds, read for who is signed in, before any transaction begins."""
    return read_book(data, name, current_actor().id)
