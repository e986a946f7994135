"""Text that looks right and is not: letters of other scripts, Ð for Đ, text of old fonts. It is told, never changed."""

import re
import unicodedata
from collections.abc import Iterator

from engine.base.text import N_, Text

MOST = 3
LONGEST = 20_000
_WORD = re.compile(r"\S+")
_CROSSED = re.compile("[ÐðƉɖ]")
# Greek, Cyrillic, Armenian, Cherokee and Lisu letters, and Latin ones of full width: what a word may be faked with.
_OTHER = "\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u13a0-\u13ff\ua4d0-\ua4ff\uff21-\uff3a\uff41-\uff5a"
_STRANGE = re.compile(f"[{_OTHER}]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
_TWINS = frozenset("АВЕЅІЈКМНОРСТУХҮаеѕіјорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο")
# TCVN3 shows as signs and capitals inside of words (NguyÔn V¨n, ®Æng), VNI as two vowels where one has a mark (Vaên).
_TCVN3 = re.compile(
    r"(?<=[^\W\d_])[¨©ª«¬®µ¶·¸¹»¼½¾×÷](?=[^\W\d_])|(?<=[a-z])[À-ÖØ-Þ]|(?<=[A-Za-z])µ\b|\b[®§](?=[^\W\d_])|(?<!\w)[®§](?=[^\W\d_])"
)
_VNI = re.compile(r"[aeouyöôAEOUYÖÔ][ùøûõïÙØÛÕÏ]|[aA][êâáàåãäéèúüëÊÂÁÀÅÃÄ]|[eE][âáàåãäÂÁÀÅÃÄ]|[oO][âåäÂÅÄ]")


def doubts_about(text: str) -> list[Text]:
    """Return what looks like something else in a text, some words of it at most."""
    if text.isascii():
        return []
    found: list[Text] = []
    for word in _WORD.findall(text[:LONGEST]):
        if not word.isascii():
            found += _doubts(word)
        if len(found) >= MOST:
            break
    return found[:MOST]


def _doubts(word: str) -> Iterator[Text]:
    said: dict[str, object] = {"word": word[:40]}
    crossed = _CROSSED.search(word)
    if crossed:
        said["letter"] = _named(crossed[0])
        yield Text(N_("“%(word)s” has %(letter)s, which looks like the Vietnamese Đ and is another letter."), said)
        return
    strange = _STRANGE.search(word)
    letters = [letter for letter in word if letter.isalpha()]
    if strange and (_LATIN.search(word) or all(letter in _TWINS for letter in letters)):
        said["letter"] = _named(strange[0])
        yield Text(N_("“%(word)s” has %(letter)s, which looks like a Latin letter and is of another script."), said)
    elif _TCVN3.search(word) or _VNI.search(word):
        yield Text(N_("“%(word)s” looks like text of an old font (TCVN3, VNI): type it in Unicode."), said)


def _named(letter: str) -> str:
    return f"{letter} (U+{ord(letter):04X} {unicodedata.name(letter, '')})"
