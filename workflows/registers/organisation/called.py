"""What a bloc is called in running text, by its own name: a cluster (cụm) has a cụm trưởng, a bloc a khối trưởng."""

import re
from collections.abc import Iterable

from sqlalchemy.orm import Session

from workflows.registers.organisation.store import bloc_names

YEAR_MARK = "NAM-"
_CLUSTER = "cụm"
# Not of a page called “Khối thi đua”, of a text that names both kinds, or of an amount of work (khối lượng).
_WORD = re.compile(r"(?<!“)(?<!cụm, )\b([Kk])hối\b(?! lượng|, cụm)", re.IGNORECASE)
_ENGLISH = re.compile(r"(?<!or )\b([Bb])loc\b(?! or cluster|'s or cluster)")


def is_called_cluster(name: str) -> bool:
    """Tell whether a bloc, or a case whose title begins with its name, is called a cluster."""
    return name.casefold().startswith(_CLUSTER)


def words_for(name: str, text: str) -> str:
    """Return words about blocs as they are said of the bloc of a name: `khối trưởng` of a cluster is `cụm trưởng`."""
    return of_cluster(text) if is_called_cluster(name) else text


def of_cluster(text: str) -> str:
    """Return words about blocs as they are said of clusters."""
    text = _WORD.sub(lambda found: "Cụm" if found[1] == "K" else "cụm", text)
    return _ENGLISH.sub(lambda found: "Cluster" if found[1] == "B" else "cluster", text)


def names_of_blocs(session: Session, keys: Iterable[str]) -> dict[str, str]:
    """Return the names of the blocs whose years or votes are among some keys of cases, by key, in one statement."""
    scopes = {key: key.removeprefix(YEAR_MARK) for key in keys}
    found = bloc_names(session, scopes.values())
    return {key: found[scope] for key, scope in scopes.items() if scope in found}
