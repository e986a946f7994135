"""Which content a document is about: the beginning of the digest it was handed over under, told by its record."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from workflows.procedures.council_session.model import AgendaItem
from workflows.registers.ballot.model import BallotContest
from workflows.registers.frozen.digest import short
from workflows.registers.frozen.store import last_round

Voted = AgendaItem | BallotContest


def handed_over(session: Session, code: str) -> list[str]:
    """Return a nomination and the mark of what was last handed over for it (`code: mark`), if it ever was."""
    found = last_round(session, code)
    return [f"{code}: {short(found.sha256)}"] if found else []


def voted_on(items: Iterable[Voted]) -> list[str]:
    """Return each nomination that was voted on with the mark of its content (`code: mark`)."""
    return sorted({f"{item.nomination.partition('/')[0]}: {short(item.content)}" for item in items if item.content})
