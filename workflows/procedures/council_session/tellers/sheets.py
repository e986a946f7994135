"""Entering how many paper sheets of a session's vote were invalid."""

from typing import Any

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import NotAllowedError
from engine.base.text import N_, Text
from engine.commands.once import once
from engine.history.administration import Act, record_act
from engine.history.fact import fact
from workflows.procedures.council_session.agenda import SessionRefusedError
from workflows.procedures.council_session.commands import CALLERS
from workflows.procedures.council_session.minutes import minutes_of
from workflows.procedures.council_session.model import SessionState
from workflows.procedures.council_session.store import lock_session, visible_session
from workflows.registers.ballot.sheets import keep_count_of

VOTE = "session"
MOST_NOTE = 500


@fact("invalid_sheets_entered")
class InvalidSheetsEntered(Act):
    """Somebody entered how many paper sheets of a vote were invalid, and why."""

    vote: str
    invalid: int
    note: str


def enter_invalid_sheets(  # noqa: PLR0913 - a command's whole address
    session: Session, code: str, invalid: int, note: str, *, by: Actor, key: str
) -> None:
    """Enter how many paper sheets of a session were invalid, once its vote is closed and until it is announced.

    The caller owns the transaction. Raises NotFoundError, NotAllowedError, SessionRefusedError.
    """
    seen = visible_session(session, code, by)
    if not any(by.holds(role, seen.council_code) for role in CALLERS):
        raise NotAllowedError
    why = " ".join(note.split())[:MOST_NOTE]

    def work() -> dict[str, Any]:
        sitting = lock_session(session, code)
        if sitting.state != SessionState.CLOSED:
            raise SessionRefusedError(
                Text(N_("Invalid sheets are entered between the end of the vote and its result."))
            )
        silent = sum(not member.has_voted for member in minutes_of(session, sitting).members)
        if not 0 <= invalid <= silent or (invalid and not why):
            text = N_("At most %(most)s sheets can be invalid: one of each member with no vote recorded. Say why.")
            raise SessionRefusedError(Text(text, {"most": silent}))
        keep_count_of(session, code, VOTE, tellers=[], invalid=invalid, note=why, by=by)
        record_act(session, InvalidSheetsEntered(VOTE, invalid, why), by=by, subject=code)
        return {}

    request = {"session": code, "invalid": invalid, "note": why}
    once(session, "enter_invalid_sheets", request, work, by=by, key=key)
