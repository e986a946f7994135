"""Searching nominations by words: the rarest word is found by its index, the others are looked for in what it found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, literal, or_, select, union_all
from sqlalchemy.orm import Session

from web.layout.words import MOST_WORDS, begins_word, contains_folded
from workflows.registers.nominations.model import Nomination
from workflows.registers.nominations.words.model import NominationWord
from workflows.registers.nominations.words.triggers import LONGEST
from workflows.registers.organisation.folding import fold_text
from workflows.registers.organisation.model import Unit

FEW = 500
"""Of so many nominations a word is rare enough to begin with; databases bound what one statement may carry."""
_LAST = "\U0010ffff"


@dataclass(frozen=True)
class Places:
    """The units whose name has a word, and whether there are more of them than could be listed."""

    codes: frozenset[str]
    is_cut: bool


def mentioning(session: Session, words: str) -> list[ColumnElement[bool]]:
    """Return the conditions that a nomination's name, unit or code has each of some words, the first by an index.

    Words are matched from their beginning, so that "hanh" finds Hạnh and not Thanh; of a code any part is.
    """
    sought = [word for word in dict.fromkeys(fold_text(word) for word in words.split()[:MOST_WORDS]) if word]
    if not sought:
        return []
    places = _places(session, sought)
    rare = _rarest(session, sought, places)
    exact = [_has(word, places[word]) for word in sought]
    return exact if rare is None else [Nomination.code.in_(sorted(rare)), *exact]


def _places(session: Session, sought: list[str]) -> Mapping[str, Places]:
    found = _by_word(session, sought, lambda word: select(Unit.code).where(begins_word(Unit.search, word)))
    return {word: Places(frozenset(codes), len(codes) > FEW) for word, codes in found.items()}


def _rarest(session: Session, sought: list[str], places: Mapping[str, Places]) -> set[str] | None:
    """Return the codes of the nominations with the rarest word, or None where every word is frequent."""
    named = _by_word(session, sought, _with_word)
    few = [word for word in sought if len(named[word]) <= FEW and not places[word].is_cut]
    placed = _by_word(session, [word for word in few if places[word].codes], lambda word: _in_units(places[word]))
    sets = [set(named[word]) | set(placed.get(word, ())) for word in few]
    rarest = min(sets, key=len, default=None)
    return rarest if rarest is not None and len(rarest) <= FEW else None


def _with_word(word: str) -> Select[Any]:
    return select(NominationWord.code).where(*_begins(word[:LONGEST]))


def _begins(word: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return NominationWord.word >= word, NominationWord.word < word + _LAST


def _in_units(places: Places) -> Select[Any]:
    return select(Nomination.code).where(Nomination.unit_code.in_(sorted(places.codes)))


def _by_word(session: Session, sought: Iterable[str], query_of: Any) -> dict[str, list[str]]:
    """Ask the same of each word in one statement, of none for more than tells that they are many."""
    found: dict[str, list[str]] = {word: [] for word in sought}
    parts = [query_of(word).limit(FEW + 1).subquery() for word in found]
    asked = [select(literal(place).label("place"), part.c.code) for place, part in enumerate(parts)]
    names = list(found)
    for place, code in session.execute(union_all(*asked)) if asked else ():
        found[names[place]].append(code)
    return found


def _has(word: str, places: Places) -> ColumnElement[bool]:
    in_unit = Nomination.unit_code.in_(sorted(places.codes))
    if places.is_cut:
        in_unit = Nomination.unit_code.in_(select(Unit.code).where(begins_word(Unit.search, word)))
    return or_(in_unit, _is_found(word))


def _is_found(word: str) -> ColumnElement[bool]:
    """Return the condition that a nomination is found by a word, which may be longer than those that are kept."""
    if len(word) > LONGEST:
        return or_(begins_word(Nomination.subject_search, word), contains_folded(Nomination.code, word))
    return exists().where(NominationWord.code == Nomination.code, *_begins(word))
