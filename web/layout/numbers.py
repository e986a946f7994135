"""Whole numbers from addresses and forms, however many digits somebody sends."""

from flask_babel import format_decimal
from werkzeug.routing import IntegerConverter

LARGEST = 2**31 - 1
"""What every column of the tables takes."""


def read_number(text: str | None, least: int = 0, most: int = LARGEST) -> int | None:
    """Return a whole number within bounds, written in ASCII digits; None for anything else, however long."""
    plain = (text or "").strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) <= len(str(LARGEST))):
        return None
    value = int(plain)
    return value if least <= value <= most else None


class NumberConverter(IntegerConverter):
    """`<int:...>` in an address: a number that every column takes; anything longer is no such page."""

    regex = r"[0-9]{1,9}"


def counted(count: int, most: int) -> str:
    """Return a count as people read it; one that ended at its bound says that there may be more: 1.000+."""
    return f"{format_decimal(count)}+" if count >= most else str(format_decimal(count))
