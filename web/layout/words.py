"""Searching by words: Vietnamese folded, each word from its beginning."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, literal, or_
from sqlalchemy.orm import InstrumentedAttribute

from workflows.registers.organisation.folding import fold_text
from workflows.registers.organisation.matching import folded

MOST_WORDS = 8
Column = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]


def mentions(words: str, known: Sequence[Column], plain: Sequence[Column]) -> list[ColumnElement[bool]]:
    """Return one condition per word: some column kept folded has a word that begins so, or a plain one contains it.

    Words are matched from their beginning, so that "hanh" finds Hạnh and not Thanh.
    """
    return [_one(fold_text(word), known, plain) for word in words.split()[:MOST_WORDS]]


def _one(word: str, known: Sequence[Column], plain: Sequence[Column]) -> ColumnElement[bool]:
    starts = [begins_word(column, word) for column in known]
    return or_(*starts, *[contains_folded(column, word) for column in plain])


def begins_word(column: Column, word: str) -> ColumnElement[bool]:
    """Return the condition that a column kept folded has a word that begins as a folded one."""
    return (literal(" ") + column).contains(f" {word}", autoescape=True)


def contains_folded(column: Column, word: str) -> ColumnElement[bool]:
    """Return the condition that a plain column has a folded word somewhere in it."""
    return folded(column).contains(word, autoescape=True)
