"""Text as it may stand here: composed, without signs nobody sees, with one kind of space.

Whatever people type, paste, upload or send comes through one of these, so that what looks the same is the same.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

# Control and format signs, halves of pairs, fillers and selectors: nobody sees them, everything that compares does.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_SPACE = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]")
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def plain_text(given: str) -> str:
    """Return a text in NFC, without signs that are not seen, its spaces plain and its lines broken by one sign."""
    if given.isascii() and given.isprintable():
        return given
    seen = _UNSEEN.sub("", _BREAK.sub("\n", given))
    return unicodedata.normalize("NFC", _SPACE.sub(" ", seen))


def plain_line(given: str) -> str:
    """Return a text as `plain_text` does, in one line with single spaces and none around it."""
    return " ".join(plain_text(given).split())


def plain_values(given: Any) -> Any:
    """Return data with every text in it as `plain_text` has it; whatever is no text stays as it is."""
    if isinstance(given, str):
        return plain_text(given)
    if isinstance(given, Mapping):
        return {name: plain_values(value) for name, value in given.items()}
    return [plain_values(value) for value in given] if isinstance(given, list) else given
