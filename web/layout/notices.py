"""Short messages shown once, after a redirect."""

from typing import Literal

from flask import flash

Tone = Literal["done", "info", "warning", "refused"]


def notify(message: str, tone: Tone = "done") -> None:
    """Show a message on the next page."""
    flash(message, tone)
