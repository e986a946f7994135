"""The councils a person serves, with what waits for them."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from workflows.procedures.council_session.commands import CALLERS
from workflows.procedures.council_session.model import CouncilSession
from workflows.procedures.council_session.store import councils_of, sessions_of, waiting_for_council
from workflows.registers.organisation.store import all_councils, find_council


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
    codes = [c.code for c in all_councils(session)] if actor.holds("auditor") else councils_of(actor)
    found = [council for code in codes if (council := find_council(session, code)) is not None]
    return [
        ShownCouncil(
            code=council.code,
            name=council.name,
            waiting=len(waiting_for_council(session, council.code)),
            may_call=any(actor.holds(role, council.code) for role in CALLERS),
            sessions=sessions_of(session, [council.code]),
        )
        for council in found
    ]
