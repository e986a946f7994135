"""Idempotency keys of forms: sending one twice has one effect."""

from flask import Flask, abort, request

from engine.model.base import new_id

FIELD = "_key"


def add_template_globals(app: Flask) -> None:
    """Let templates write keys into forms."""
    app.add_template_global(new_key)


def new_key() -> str:
    """Return a key for one form on one page."""
    return str(new_id())


def read_key() -> str:
    """Return the key a form was sent with; without one the request is refused."""
    key = request.form.get(FIELD, "")
    if not 8 <= len(key) <= 100:
        abort(400)
    return key
