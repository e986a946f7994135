"""What was found of the paper sheets of a vote: who counted them, how many were invalid and why."""

from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from workflows.registers.ballot.model import VoteCount


def count_of(session: Session, about: str, vote: str) -> VoteCount | None:
    """Return what was found of the sheets of a vote, where it was entered."""
    return session.get(VoteCount, (about, vote))


def keep_count_of(  # noqa: PLR0913 - what a count says
    session: Session, about: str, vote: str, *, tellers: list[dict[str, Any]], invalid: int, note: str, by: Actor
) -> None:
    """Keep what was found of the sheets of a vote, in the place of what was entered before."""
    found = count_of(session, about, vote) or VoteCount(about=about, vote=vote)
    found.tellers, found.invalid, found.note = tellers, invalid, note
    found.by_id, found.by_name, found.at = by.id, by.name, clock.now()
    session.add(found)
    session.flush()


def sheets_told(issued: int, valid: int, found: VoteCount | None) -> str:
    """Return the sentence of a record of the count on its sheets: those given out, returned, valid and invalid."""
    invalid = found.invalid if found else 0
    why = f" ({found.note})" if found and found.note else ""
    return (
        f"Số phiếu phát ra: {max(issued, valid + invalid)}. Số phiếu thu về: {valid + invalid}. "
        f"Số phiếu hợp lệ: {valid}. Số phiếu không hợp lệ: {invalid}{why}."
    )
