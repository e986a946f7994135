"""The language of the command line: Vietnamese, or English when it is asked for."""

import gettext
import os
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from engine.base.text import Text

HOME = Path(__file__).resolve().parent.parent.parent
ROOMS = ("web/cli", "engine", "forms", "workflows", "web")


def choose_language(arguments: Sequence[str], environ: Mapping[str, str]) -> str:
    """Return `en` when `--lang en` or an English locale asks for it, else `vi`."""
    for position, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang":
            return "".join(arguments[position + 1 : position + 2])
    locale = environ.get("LC_ALL") or environ.get("LANG") or ""
    return "en" if locale.startswith("en") else "vi"


@cache
def load_translations(language: str) -> gettext.NullTranslations:
    """Return the messages of all rooms in a language; English is what the code says itself."""
    catalogues = gettext.NullTranslations()
    for room in ROOMS if language == "vi" else ():
        found = gettext.translation("messages", HOME / room / "translations", [language], fallback=True)
        found.add_fallback(catalogues)
        catalogues = found
    return catalogues


# Help texts are fixed when the commands are defined, so the language is chosen as this module loads.
language = choose_language(sys.argv, os.environ)
_ = load_translations(language).gettext


def in_both(text: Text | None) -> dict[str, str] | None:
    """Return a message in Vietnamese and in English."""
    if text is None:
        return None
    return {code: text.translated(load_translations(code).gettext) for code in ("vi", "en")}


def show(text: Text) -> str:
    """Return a message of any room in the chosen language."""
    return text.translated(_)
