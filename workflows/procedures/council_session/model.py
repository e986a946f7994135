"""The tables of a council's sessions: who sits, what is on the agenda, who stands aside, and what came of it."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Date, ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.model.base import Base


class SittingKind(StrEnum):
    """How a council decides: together in a room, or by written opinions."""

    MEETING = "meeting"
    CIRCULATION = "circulation"


KINDS = tuple(SittingKind)


class SessionState(StrEnum):
    """How far a session of a council has come."""

    PLANNED = "planned"
    CONVENED = "convened"
    VOTING = "voting"
    CLOSED = "closed"
    ANNOUNCED = "announced"
    ENDED = "ended"


class Teller(StrEnum):
    """What a member does in the counting team (tổ kiểm phiếu) of a session."""

    NONE = ""
    LEADER = "leader"
    MEMBER = "member"


LIVE = (SessionState.PLANNED, SessionState.CONVENED, SessionState.VOTING, SessionState.CLOSED)


class CouncilSession(Base):
    """A session of a council: a meeting, or a circulation of papers with the chair's consent.

    `code` is the business key of its process.
    """

    __tablename__ = "council_session"

    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    council_code: Mapped[str] = mapped_column(ForeignKey("council.code"), index=True)
    kind: Mapped[str] = mapped_column(String(20), default="meeting")
    state: Mapped[str] = mapped_column(String(20), default=SessionState.PLANNED, index=True)
    held_at: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(String(200), default="")
    closes_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(Text, default="")
    # Not read since the rule itself names its base; kept for the sessions held before.
    counts_recused: Mapped[bool] = mapped_column(default=False)
    presided_by: Mapped[str] = mapped_column(String(200), default="")
    document_no: Mapped[str] = mapped_column(String(80), default="")
    signed_on: Mapped[date | None] = mapped_column(Date)
    proceedings: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(60))

    members: Mapped[list["SessionMember"]] = relationship(order_by="SessionMember.seat_no", lazy="selectin")
    items: Mapped[list["AgendaItem"]] = relationship(order_by="AgendaItem.no")
    recusals: Mapped[list["SessionRecusal"]] = relationship(order_by="SessionRecusal.item_no", lazy="selectin")


class SessionCounter(Base):
    """The last number given to a session of a council in a year."""

    __tablename__ = "council_session_counter"

    council_code: Mapped[str] = mapped_column(String(40), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class SessionMember(Base):
    """A voting seat of the council as it sat that day."""

    __tablename__ = "council_seat"

    session_code: Mapped[str] = mapped_column(ForeignKey("council_session.code"), primary_key=True)
    seat_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(20))
    attendance: Mapped[str | None] = mapped_column(String(10))
    # Whether the member counts the votes, and leads those who do.
    teller: Mapped[str] = mapped_column(String(10), default=Teller.NONE, server_default="")


class AgendaItem(Base):
    """One case on the agenda, and how the council decided it.

    A submission letter for many has an item for each of its entries; `key` names the case among all.
    """

    __tablename__ = "council_agenda_item"
    __table_args__ = (
        UniqueConstraint("session_code", "key"),
        Index("ix_council_agenda_item_nomination", "nomination"),
    )

    session_code: Mapped[str] = mapped_column(ForeignKey("council_session.code"), primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(80))
    nomination: Mapped[str] = mapped_column(String(40))
    entry_no: Mapped[int | None]
    label: Mapped[str] = mapped_column(String(300))
    unit_code: Mapped[str] = mapped_column(String(80))
    award_code: Mapped[str] = mapped_column(String(20))
    regime: Mapped[str] = mapped_column(String(20))
    is_preferred: Mapped[bool] = mapped_column(default=False)
    quota: Mapped[int | None]
    round_no: Mapped[int] = mapped_column(default=0)
    passed: Mapped[bool | None]
    yes: Mapped[int] = mapped_column(default=0)
    against: Mapped[int] = mapped_column("no_votes", default=0)
    blank: Mapped[int] = mapped_column(default=0)
    not_returned: Mapped[int] = mapped_column(default=0)
    recused: Mapped[int] = mapped_column(default=0)
    base: Mapped[int] = mapped_column(default=0)
    needed: Mapped[int] = mapped_column(default=0)
    rule: Mapped[str] = mapped_column(String(120), default="")
    source: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(String(20), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    lower_award: Mapped[str | None] = mapped_column(String(20))
    # Too few were left who may vote on it: it goes on waiting, for another session or another council.
    is_put_off: Mapped[bool] = mapped_column(default=False, server_default=false())
    # The digest under which its content was handed over; empty where it never was.
    content: Mapped[str] = mapped_column(String(64), default="", server_default="")


class SessionRecusal(Base):
    """A member who stands aside from one item, on which ground, proposed and confirmed by whom.

    It stands in the minutes. What follows from the records (`is_automatic`) needs no proposer and cannot be dropped.
    """

    __tablename__ = "council_recusal"
    __table_args__ = (
        ForeignKeyConstraint(["session_code", "seat_no"], ["council_seat.session_code", "council_seat.seat_no"]),
        ForeignKeyConstraint(
            ["session_code", "item_no"], ["council_agenda_item.session_code", "council_agenda_item.no"]
        ),
    )

    session_code: Mapped[str] = mapped_column(ForeignKey("council_session.code"), primary_key=True)
    seat_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ground: Mapped[str] = mapped_column(String(20), default="other", server_default="other")
    reason: Mapped[str] = mapped_column(String(300), default="")
    is_automatic: Mapped[bool] = mapped_column(default=False, server_default=false())
    proposed_by: Mapped[str] = mapped_column(String(60), default="", server_default="")
    proposed_name: Mapped[str] = mapped_column(String(200), default="", server_default="")
    confirmed_by: Mapped[str] = mapped_column(String(60), default="", server_default="")
    confirmed_name: Mapped[str] = mapped_column(String(200), default="", server_default="")
    confirmed_at: Mapped[datetime | None]
