"""Vietnamese text folded for searching, and names keyed for sorting."""

import unicodedata
from functools import lru_cache

from engine.base.plaintext import plain_text

# The Vietnamese alphabet, with the four Latin letters it lacks in their usual places.
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# The order of tones in Vietnamese dictionaries: level, huyền, hỏi, ngã, sắc, nặng.
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_LETTER_CODE = {letter: f"{place:02d}" for place, letter in enumerate(ALPHABET, start=10)}
_TONE_CODE = {mark: str(place) for place, mark in enumerate(TONES) if mark}
_MEANT = str.maketrans("ðɖ", "đđ")
_CROSSED = str.maketrans("đðɖ", "ddd")
_OTHER_LETTER = "99"
_END_OF_WORD = "00"


@lru_cache(4096)  # a file says the same words thousands of times
def fold_text(text: str) -> str:
    """Return text without marks, capitals or unseen signs: "Đặng Văn Đức" becomes "dang van duc".

    The Icelandic Ð and the African Ɖ, which keyboards give for Đ, are folded like it.
    """
    decomposed = unicodedata.normalize("NFD", plain_text(text).casefold().translate(_CROSSED))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.split())


def bare_name(full_name: str) -> str:
    """Return a name without a remark in brackets behind it: "Trần Văn An (B)" is called "Trần Văn An"."""
    return full_name.split("(", maxsplit=1)[0].strip()


def name_sort_key(full_name: str) -> str:
    """Return digits that sort people by given name, then family name, then middle names.

    Letters follow the Vietnamese alphabet and tones decide within a syllable. Digits only, so that every database
    collation gives the same order.
    """
    words = bare_name(full_name).split()
    if not words:
        return ""
    *others, given = words
    return "".join(_syllable_key(word) for word in (given, *others))


@lru_cache(4096)
def _syllable_key(word: str) -> str:
    letters: list[str] = []
    tone = "0"
    for letter in unicodedata.normalize("NFC", word.casefold().translate(_MEANT)):
        base, mark = _split_tone(letter)
        tone = _TONE_CODE.get(mark, tone)
        letters.append(_LETTER_CODE.get(base, _OTHER_LETTER))
    return "".join(letters) + _END_OF_WORD + tone


def _split_tone(letter: str) -> tuple[str, str]:
    """Part a letter from its tone: "ậ" is "â" and the dot below."""
    marks = unicodedata.normalize("NFD", letter)
    tone = next((m for m in marks if m in _TONE_CODE), "")
    return unicodedata.normalize("NFC", marks.replace(tone, "") if tone else marks), tone
