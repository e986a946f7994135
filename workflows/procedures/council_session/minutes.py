"""All that the minutes of a session say, as plain data: for the page, and for the documents made of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from workflows.procedures.council_session.model import AgendaItem, CouncilSession, SessionRecusal, Teller
from workflows.registers.ballot.aside import WORDS
from workflows.registers.ballot.model import Attendance
from workflows.registers.ballot.roll import Roll, rolls_of
from workflows.registers.ballot.store import ballots_of
from workflows.registers.organisation.store import find_council


@dataclass(frozen=True)
class MinuteMember:
    """A seat: how it attended, and whether its vote came in (in the newest round)."""

    seat_no: int
    name: str
    role: str
    attendance: str | None
    has_voted: bool
    teller: str = Teller.NONE


@dataclass(frozen=True)
class MinuteRecusal:
    """Who stood aside from which case, on which ground and why, who proposed and who confirmed it."""

    member: str
    case: str
    ground: str
    reason: str
    proposed: str
    confirmed: str


@dataclass(frozen=True)
class Minutes:
    """The minutes of a session; `items` are the agenda with each result."""

    code: str
    council: str
    council_code: str
    kind: str
    state: str
    held_at: datetime | None
    closes_at: datetime | None
    place: str
    presided_by: str
    document_no: str
    signed_on: date | None
    proceedings: str
    members: list[MinuteMember]
    items: list[AgendaItem]
    recusals: list[MinuteRecusal]
    rolls: list[Roll]

    @property
    def tellers(self) -> list[MinuteMember]:
        """Return who counts the votes, who leads them first."""
        chosen = [member for member in self.members if member.teller]
        return sorted(chosen, key=lambda member: member.teller != Teller.LEADER)

    @property
    def present(self) -> int:
        """Return how many attended."""
        return sum(member.attendance == Attendance.PRESENT for member in self.members)

    @property
    def opening(self) -> Roll | None:
        """Return a vote that was held openly though its rule asks for a secret one, with who decided so and why."""
        return next((roll for roll in self.rolls if roll.opening_reason), None)

    @property
    def passed(self) -> int:
        """Return how many cases passed."""
        return sum(item.passed is True for item in self.items)


def minutes_of(session: Session, sitting: CouncilSession) -> Minutes:
    """Return what the minutes of a session say; before its end, as far as it has come."""
    council = find_council(session, sitting.council_code)
    ballots = ballots_of(session, sitting.code)
    voted = {s.seat_no for s in ballots[0].seats if s.participated_at is not None} if ballots else set()
    names = {member.seat_no: member.name for member in sitting.members}
    labels = {item.no: item.label for item in sitting.items}
    return Minutes(
        code=sitting.code,
        council=council.name if council else sitting.council_code,
        council_code=sitting.council_code,
        kind=sitting.kind,
        state=sitting.state,
        held_at=sitting.held_at,
        closes_at=sitting.closes_at,
        place=sitting.place,
        presided_by=sitting.presided_by,
        document_no=sitting.document_no,
        signed_on=sitting.signed_on,
        proceedings=sitting.proceedings,
        members=[
            MinuteMember(m.seat_no, m.name, m.role, m.attendance, m.seat_no in voted, m.teller) for m in sitting.members
        ],
        items=list(sitting.items),
        recusals=[_recusal(one, names, labels) for one in sitting.recusals],
        rolls=rolls_of(session, sitting.code),
    )


def _recusal(one: SessionRecusal, names: Mapping[int, str], labels: Mapping[int, str]) -> MinuteRecusal:
    return MinuteRecusal(
        member=names[one.seat_no],
        case=labels[one.item_no],
        ground=WORDS[one.ground],
        reason=one.reason,
        proposed=one.proposed_name,
        confirmed=one.confirmed_name,
    )
