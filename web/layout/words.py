"""Searching by words: Vietnamese folded, each word from its beginning."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, literal, or_
from sqlalchemy.orm import InstrumentedAttribute

from workflows.organisation.folding import fold_text

MOST_WORDS = 8
Column = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]


def mentions(words: str, folded: Sequence[Column], plain: Sequence[Column]) -> list[ColumnElement[bool]]:
    """Return one condition per word: some folded column has a word that begins so, or a plain one contains it.

    Words are matched from their beginning, so that "hanh" finds Hạnh and not Thanh.
    """
    return [_one(word, folded, plain) for word in words.split()[:MOST_WORDS]]


def _one(word: str, folded: Sequence[Column], plain: Sequence[Column]) -> ColumnElement[bool]:
    beginning = f" {fold_text(word)}"
    starts = [(literal(" ") + column).contains(beginning, autoescape=True) for column in folded]
    return or_(*starts, *[column.icontains(word, autoescape=True) for column in plain])
