"""Whole numbers from addresses and forms, however many digits somebody sends."""

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
