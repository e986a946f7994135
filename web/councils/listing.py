"""The councils a person serves, with what waits for them."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from workflows.procedures.council_session.commands import CALLERS
from workflows.procedures.council_session.model import CouncilSession
from workflows.procedures.council_session.store import councils_of, count_waiting, newest_sessions
from workflows.registers.organisation.store import all_councils


@dataclass(frozen=True)
class ShownCouncil:
    """A council: how many nominations wait for its next session, and its sessions."""

    code: str
    name: str
    waiting: int
    may_call: bool
    sessions: list[CouncilSession]


def list_councils(session: Session, actor: Actor) -> list[ShownCouncil]:
    """Return the councils an actor serves (an auditor sees all), each with its newest sessions."""
    served = None if actor.holds("auditor") else councils_of(actor)
    found = [one for one in all_councils(session) if served is None or one.code in served]
    codes = [one.code for one in found]
    waiting, sessions = count_waiting(session, codes), newest_sessions(session, codes)
    return [
        ShownCouncil(
            code=council.code,
            name=council.name,
            waiting=waiting.get(council.code, 0),
            may_call=any(actor.holds(role, council.code) for role in CALLERS),
            sessions=sessions.get(council.code, []),
        )
        for council in found
    ]
