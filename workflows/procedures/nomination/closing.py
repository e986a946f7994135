"""What hangs on a nomination closes with it, for all to see: open votes, agendas, and who has a part in them."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from engine.store.tasks import tasks_of
from workflows.procedures.nomination.store import add_notice
from workflows.registers.ballot.commands import strike_contests

STRUCK = "struck_off"
Striker = Callable[[Session, str], list[str]]
_strikers: list[Striker] = []


def when_closed(striker: Striker) -> None:
    """Let somebody strike a nomination off where it hangs; they return the business keys it hung on."""
    _strikers.append(striker)


def close_around(session: Session, code: str, reason: str) -> None:
    """Strike a nomination that was withdrawn or stopped off open votes and agendas, and tell who has tasks there."""
    keys = {ballot.subject_key for ballot in strike_contests(session, code, reason or "–")}
    keys |= {key for striker in _strikers for key in striker(session, code)}
    for recipient in sorted({one for key in keys for one in _holders(session, key)}):
        add_notice(session, code, recipient, STRUCK, "")


def _holders(session: Session, key: str) -> set[str]:
    """Return who has, or may take, an open task of a session or a vote."""
    found = tasks_of(session, key, open_only=True)
    owners = {f"person:{task.owner_id}" for task in found if task.owner_id}
    return owners | {candidate.principal for task in found if not task.owner_id for candidate in task.candidates}
