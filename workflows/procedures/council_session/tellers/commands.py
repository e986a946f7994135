"""Choosing who counts the votes of a session (tổ kiểm phiếu): members of the council, one of whom leads."""

from dataclasses import dataclass
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
from workflows.procedures.council_session.model import CouncilSession, SessionState, Teller
from workflows.procedures.council_session.store import lock_session, visible_session

CHOOSABLE = (SessionState.CONVENED, SessionState.VOTING, SessionState.CLOSED)
LEAST = 2


@fact("council_tellers_chosen")
class TellersChosen(Act):
    """Secretary or chair chose who counts the votes of a session: who leads, and the others."""

    leader: str
    members: str


def may_choose(actor: Actor, sitting: CouncilSession) -> bool:
    """Tell whether an actor may choose who counts the votes of a session now."""
    return sitting.state in CHOOSABLE and any(actor.holds(role, sitting.council_code) for role in CALLERS)


@dataclass(frozen=True)
class Team:
    """Who counts: the seats of at least two members, and which of them leads."""

    seats: frozenset[int]
    leader: int


def choose_tellers(session: Session, code: str, team: Team, *, by: Actor, key: str) -> None:
    """Let some members of a council count the votes of a session, in the place of those chosen before.

    Chosen from the convening until the results are announced. The caller owns the transaction. Raises NotFoundError,
    NotAllowedError, SessionRefusedError.
    """
    found = visible_session(session, code, by)
    if not any(by.holds(role, found.council_code) for role in CALLERS):
        raise NotAllowedError(Text(N_("Only the secretary or the chair of the council chooses who counts the votes.")))

    def work() -> dict[str, Any]:
        sitting = lock_session(session, code)
        _require(sitting, team)
        for member in sitting.members:
            member.teller = _part(member.seat_no, team)
        session.flush()
        names = {member.seat_no: member.name for member in sitting.members if member.teller}
        others = "; ".join(name for seat, name in names.items() if seat != team.leader)
        record_act(session, TellersChosen(names[team.leader], others), by=by, subject=code)
        return {"tellers": len(names)}

    request = {"session": code, "seats": sorted(team.seats), "leader": team.leader}
    once(session, "choose_tellers", request, work, by=by, key=key)


def _require(sitting: CouncilSession, team: Team) -> None:
    if sitting.state not in CHOOSABLE:
        said = N_("Who counts is chosen from the convening to the announcement of the results.")
        raise SessionRefusedError(Text(said))
    known = {member.seat_no for member in sitting.members}
    if len(team.seats) < LEAST or team.leader not in team.seats or not known.issuperset(team.seats):
        raise SessionRefusedError(Text(N_("Choose at least two members of the council, and who of them leads.")))


def _part(seat: int, team: Team) -> Teller:
    if seat == team.leader:
        return Teller.LEADER
    return Teller.MEMBER if seat in team.seats else Teller.NONE
