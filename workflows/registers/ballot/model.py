"""The tables of ballots; choices are kept here and never in process variables."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.base.text import N_, Text
from engine.model.base import Base, Json, new_id

CHOICES = ("yes", "no", "blank")
STRUCK = N_("%(label)s – withdrawn or stopped, not counted")


class BallotState(StrEnum):
    """Whether votes may still be cast."""

    OPEN = "open"
    CLOSED = "closed"


class Ballot(Base):
    """One vote of a bloc or a council on one or more nominations, with the rule it is counted by."""

    __tablename__ = "ballot"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    scope: Mapped[str] = mapped_column(String(50), index=True)
    subject_key: Mapped[str] = mapped_column(String(80), index=True)
    mode: Mapped[str] = mapped_column(String(20))
    award_code: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10), default=BallotState.OPEN)
    quota: Mapped[int] = mapped_column(default=1)
    numerator: Mapped[int]
    denominator: Mapped[int]
    comparator: Mapped[str] = mapped_column(String(2))
    base: Mapped[str] = mapped_column(String(10))
    quorum_numerator: Mapped[int]
    quorum_denominator: Mapped[int]
    # The share of all seats that must be left to vote when some stand aside; none: as many as a quorum.
    floor_numerator: Mapped[int | None]
    floor_denominator: Mapped[int | None]
    source: Mapped[str] = mapped_column(LongText, default="")
    status: Mapped[str] = mapped_column(String(20), default="unverified")
    opened_at: Mapped[datetime]
    opened_by: Mapped[str] = mapped_column(String(60))
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(String(60))
    # Not read since the rule itself names its base; kept for the ballots counted before.
    counts_recused: Mapped[bool] = mapped_column(default=False)
    # Where the rule asks for a secret ballot: who decided to vote openly, when, and why.
    opening_by: Mapped[str | None] = mapped_column(String(60))
    opening_name: Mapped[str | None] = mapped_column(String(200))
    opening_at: Mapped[datetime | None]
    opening_reason: Mapped[str | None] = mapped_column(LongText)

    contests: Mapped[list["BallotContest"]] = relationship(order_by="BallotContest.no", lazy="selectin")
    seats: Mapped[list["BallotSeat"]] = relationship(order_by="BallotSeat.seat_no", lazy="selectin")
    recusals: Mapped[list["BallotRecusal"]] = relationship(lazy="selectin")

    @property
    def is_open(self) -> bool:
        """Tell whether votes may still be cast."""
        return self.state == BallotState.OPEN

    def close(self, at: datetime, by_id: str) -> None:
        """Let no more votes be cast."""
        self.state, self.closed_at, self.closed_by = BallotState.CLOSED, at, by_id


class BallotContest(Base):
    """One nomination voted on; where one agenda mixes awards, each carries its own rule and quota."""

    __tablename__ = "ballot_contest"
    __table_args__ = (UniqueConstraint("ballot_id", "nomination"),)

    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    nomination: Mapped[str] = mapped_column(String(80), index=True)
    label: Mapped[str] = mapped_column(String(300))
    award_code: Mapped[str] = mapped_column(String(20), default="")
    quota: Mapped[int | None]
    # At equal votes women, and collectives with at least 70 % women, come first (Decree 98/2023 Art. 4).
    is_preferred: Mapped[bool] = mapped_column(default=False)
    numerator: Mapped[int | None]
    denominator: Mapped[int | None]
    comparator: Mapped[str | None] = mapped_column(String(2))
    base: Mapped[str | None] = mapped_column(String(10))
    quorum_numerator: Mapped[int | None]
    quorum_denominator: Mapped[int | None]
    floor_numerator: Mapped[int | None]
    floor_denominator: Mapped[int | None]
    source: Mapped[str] = mapped_column(LongText, default="")
    status: Mapped[str] = mapped_column(String(20), default="")
    # The digest under which the content voted on was handed over; empty where it never was.
    content: Mapped[str] = mapped_column(String(64), default="", server_default="")
    # Why it is no longer voted on: it was withdrawn or stopped while the vote was open; empty where it stands.
    struck: Mapped[str] = mapped_column(LongText, default="", server_default="")

    @property
    def title(self) -> Text:
        """Return the label, and that it is not counted where it was struck off, for a page."""
        return Text(STRUCK if self.struck else "%(label)s", {"label": self.label})


class Attendance(StrEnum):
    """Whether a member came to a meeting."""

    PRESENT = "present"
    ABSENT = "absent"


class BallotSeat(Base):
    """Who may vote once: a member body or a member of a council.

    `attendance` is `present` or `absent` where a meeting was held (an absent member is asked in writing), else null.
    """

    __tablename__ = "ballot_seat"

    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    seat_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    holder: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(200))
    principal: Mapped[str] = mapped_column(String(120))
    participated_at: Mapped[datetime | None]
    participated_by: Mapped[str | None] = mapped_column(String(60))
    participated_name: Mapped[str | None] = mapped_column(String(120))
    attendance: Mapped[str | None] = mapped_column(String(10))


class BallotRecusal(Base):
    """A member who stands aside from one nomination, and why."""

    __tablename__ = "ballot_recusal"
    __table_args__ = (
        ForeignKeyConstraint(["ballot_id", "seat_no"], ["ballot_seat.ballot_id", "ballot_seat.seat_no"]),
        ForeignKeyConstraint(["ballot_id", "contest_no"], ["ballot_contest.ballot_id", "ballot_contest.no"]),
    )

    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    seat_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    contest_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ground: Mapped[str] = mapped_column(String(20), default="other", server_default="other")
    reason: Mapped[str] = mapped_column(String(300), default="")
    # Whose word it is; both empty where it follows from the records.
    proposed_name: Mapped[str] = mapped_column(String(200), default="", server_default="")
    confirmed_name: Mapped[str] = mapped_column(String(200), default="", server_default="")


class ProposedRecusal(Base):
    """A seat that somebody proposes to stand aside from a nomination in one run of a voting procedure, and on what
    ground; no vote opens before a second person has confirmed it.
    """

    __tablename__ = "ballot_proposed_recusal"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    holder: Mapped[str] = mapped_column(String(80), primary_key=True)
    nomination: Mapped[str] = mapped_column(String(80), primary_key=True)
    subject_key: Mapped[str] = mapped_column(String(80), index=True)
    ground: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(300))
    proposed_by: Mapped[str] = mapped_column(String(100))
    proposed_name: Mapped[str] = mapped_column(String(200))
    proposed_at: Mapped[datetime]
    confirmed_by: Mapped[str] = mapped_column(String(100), default="")
    confirmed_name: Mapped[str] = mapped_column(String(200), default="")
    confirmed_at: Mapped[datetime | None]


class OpeningDecision(Base):
    """That a vote whose rule asks for a secret ballot is held openly all the same: who decided so, and why.

    One for each run of a voting procedure; a later decision takes the place of an earlier one.
    """

    __tablename__ = "ballot_opening"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    subject_key: Mapped[str] = mapped_column(String(80), index=True)
    decided_by: Mapped[str] = mapped_column(String(60))
    decided_name: Mapped[str] = mapped_column(String(200))
    decided_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(LongText)


class RollCallVote(Base):
    """How a seat voted on a nomination, in the open."""

    __tablename__ = "ballot_vote"
    __table_args__ = (
        ForeignKeyConstraint(["ballot_id", "seat_no"], ["ballot_seat.ballot_id", "ballot_seat.seat_no"]),
        ForeignKeyConstraint(["ballot_id", "contest_no"], ["ballot_contest.ballot_id", "ballot_contest.no"]),
    )

    ballot_id: Mapped[UUID] = mapped_column(primary_key=True)
    seat_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    contest_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    choice: Mapped[str] = mapped_column(String(10))


class VoteCount(Base):
    """The count of a vote: of a session, a bloc's vote or its election (`about`, `vote`).

    `tellers` are `{body, name}`, who leads them first; of a session they are its seats. An invalid sheet is one of a
    member whose vote is not recorded: it counts for nothing.
    """

    __tablename__ = "vote_count"

    about: Mapped[str] = mapped_column(String(80), primary_key=True)
    vote: Mapped[str] = mapped_column(String(20), primary_key=True)
    tellers: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    invalid: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(LongText, default="")
    by_id: Mapped[str] = mapped_column(String(60))
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]
