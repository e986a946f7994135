"""Which content a document is about: the beginning of the digest it was handed over under."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from workflows.procedures.council_session.model import AgendaItem
from workflows.registers.ballot.model import BallotContest
from workflows.registers.frozen.digest import SHORT, short
from workflows.registers.frozen.store import last_round

Voted = AgendaItem | BallotContest


def handed_told(session: Session, code: str) -> list[str]:
    """Return the sentence that names what a nomination's documents are about, if it was ever handed over."""
    found = last_round(session, code)
    return [f"Mã nội dung hồ sơ (SHA-256): {short(found.sha256)}, lần trình thứ {found.no}."] if found else []


def voted_told(items: Iterable[Voted]) -> list[str]:
    """Return the sentence that names the content of each nomination that was voted on."""
    marks = {item.nomination.partition("/")[0]: short(item.content) for item in items if item.content}
    listed = "; ".join(f"{code}: {mark}" for code, mark in sorted(marks.items()))
    return [f"Mã nội dung hồ sơ ({SHORT} ký tự đầu của SHA-256): {listed}."] if marks else []
