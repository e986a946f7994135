"""Names of files, safe in a header, a page and every file system."""

import re
import unicodedata

MAX_NAME = 150
_RESERVED = re.compile(r'[<>:"|?*]+')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def safe_name(given: str) -> str:
    """Return a file's name without its path, without signs that hide or redirect, at most 150 characters long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    visible = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")  # control, bidi, private
    plain = " ".join(_RESERVED.sub("-", visible).split()).strip(". ")
    if not plain or _DEVICES.fullmatch(plain):
        plain = f"tep-{plain}".rstrip("-")
    stem, dot, ending = plain.rpartition(".")
    return plain if len(plain) <= MAX_NAME else stem[: MAX_NAME - len(ending) - 1].rstrip() + dot + ending[:10]


def ending_of(name: str) -> str:
    """Return the ending of a name in small letters, without the dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""
