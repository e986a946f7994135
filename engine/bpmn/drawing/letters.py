"""The letters of diagrams: how wide text is, where its lines break, and the outline of each letter."""

import json
import re
from functools import cache
from pathlib import Path
from unicodedata import normalize

WHOLE = 1000
"""What the widths and outlines are parts of: the height of a letter's field."""
UNKNOWN = 600
CLOSE = 0.99
"""Letters that lean towards each other stand a little closer than their widths say."""
SOFT_HYPHEN = "\u00ad"
MOST_LETTERS = 600
MOST_LINES = 40
_PARTS = re.compile(rf"(\s|-|{SOFT_HYPHEN})")
_BREAKS = re.compile(rf"{SOFT_HYPHEN}?\r?\n")


@cache
def _letters() -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = json.loads((Path(__file__).parent / "letters.json").read_text(encoding="utf-8"))
    return found


def outline(letter: str) -> str:
    """Return the path of a letter's outline; nothing for one that has none here."""
    return _letters()[letter][1] if letter in _letters() else ""


def is_known(text: str) -> bool:
    """Tell whether each letter of a text has an outline here."""
    return all(letter in _letters() for letter in text)


def advance(letter: str) -> int:
    """Return how far the next letter stands from this one."""
    return _letters()[letter][0] if letter in _letters() else UNKNOWN


def width(text: str, size: float) -> float:
    """Return how wide a line of text is; the blanks at its end do not count."""
    return sum(map(advance, text.rstrip())) * CLOSE * size / WHOLE


def lines_of(text: str, room: float, size: float) -> list[str]:
    """Break a text into lines of at most `room`, at blanks and hyphens where there are any, and within words otherwise.

    A text longer than can be read on a diagram ends in an ellipsis.
    """
    text = normalize("NFC", text)
    waiting = _BREAKS.split(text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…")[::-1]
    found: list[str] = []
    while waiting and len(found) < MOST_LINES:
        line = waiting.pop()
        fitting = _fit(line, room, size)
        found.append(fitting)
        if len(fitting) < len(line):
            waiting.append(line[len(fitting) :].strip())
    return [line.replace(SOFT_HYPHEN, "") for line in found]


def _fit(line: str, room: float, size: float) -> str:
    """Shorten a line until it fits: by the share of it that has room, which comes near at once."""
    while len(line) > 1 and (wide := width(line, size)) > room:
        line = _shorten(line, max(len(line) * room / wide, 1))
    return line


def _shorten(line: str, most: float) -> str:
    kept: list[str] = []
    length = 0
    parts = [part for part in _PARTS.split(line) if part]
    for part in parts if len(parts) > 1 else ():
        if length + len(part) >= most:
            if part in ("-", SOFT_HYPHEN) and kept:
                kept.pop()
            break
        kept.append(part)
        length += len(part)
    if kept and kept[-1] == SOFT_HYPHEN:
        kept[-1] = "-"
    return "".join(kept) or line[: max(round(most - 1), 1)]
