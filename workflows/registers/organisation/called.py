"""What a bloc is called in running text, by its own name: a cluster (cụm) has a cụm trưởng, a bloc a khối trưởng."""

import re
from collections.abc import Iterable

from sqlalchemy.orm import Session

from workflows.registers.organisation.store import bloc_names

YEAR_MARK = "NAM-"
_CLUSTER = "cụm"
_POSTS = re.compile(r"(?<![Cc]ụm, )([Kk])hối (trưởng|phó|thi đua)")
_WORDS = (
    (re.compile(r"(?<=[Cc]ủa )khối\b|(?<=[Tt]rong )khối\b|(?<=[Tt]oàn )khối\b"), "cụm"),
    (re.compile(r"\bKhối (?=đã|đi tiếp)"), "Cụm "),
    (re.compile(r"\bkhối (?=đã|đi tiếp|đóng bầu)"), "cụm "),
)
_ENGLISH = re.compile(r"\b(the |a |of |The |A )bloc('s)?\b")


def is_called_cluster(name: str) -> bool:
    """Tell whether a bloc, or a case whose title begins with its name, is called a cluster."""
    return name.casefold().startswith(_CLUSTER)


def words_for(name: str, text: str) -> str:
    """Return words about blocs as they are said of the bloc of a name: `khối trưởng` of a cluster is `cụm trưởng`."""
    return of_cluster(text) if is_called_cluster(name) else text


def of_cluster(text: str) -> str:
    """Return words about blocs as they are said of clusters."""
    text = _POSTS.sub(lambda found: f"{'C' if found[1] == 'K' else 'c'}ụm {found[2]}", text)
    for pattern, word in _WORDS:
        text = pattern.sub(word, text)
    return _ENGLISH.sub(r"\1cluster\2", text)


def names_of_blocs(session: Session, keys: Iterable[str]) -> dict[str, str]:
    """Return the names of the blocs whose years or votes are among some keys of cases, by key, in one statement."""
    scopes = {key: key.removeprefix(YEAR_MARK) for key in keys}
    found = bloc_names(session, scopes.values())
    return {key: found[scope] for key, scope in scopes.items() if scope in found}
