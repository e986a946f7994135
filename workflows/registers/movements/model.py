"""The tables of emulation movements."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, new_id


class MovementState(StrEnum):
    """How far a movement has come: written, checked by a second person or sent back, launched, reviewed, closed."""

    DRAFT = "draft"
    RETURNED = "returned"
    CHECKED = "checked"
    LAUNCHED = "launched"
    MID_REVIEWED = "mid_reviewed"
    FINAL_REVIEWED = "final_reviewed"
    CLOSED = "closed"


class ReviewKind(StrEnum):
    """Which review of a movement: at mid-term (sơ kết) or at its end (tổng kết)."""

    MID = "mid"
    FINAL = "final"


RUNNING = (MovementState.LAUNCHED, MovementState.MID_REVIEWED)
"""Units may join and report."""
COMMENDED = (*RUNNING, MovementState.FINAL_REVIEWED)
"""Somebody may be proposed for what they did in it."""
PUBLIC = (*COMMENDED, MovementState.CLOSED)
"""Everybody who may sign in reads it."""


class Movement(Base):
    """An emulation movement of a unit, and how far it has come (Law 06/2022/QH15 Art. 17 names what it says).

    `unit_code` is the body, the part of one or the Central Board that launches it; `for_all` opens it to every unit
    rather than to those under that one, `bloc_scope` to the members of a bloc or cluster in a year, and all under them.
    `mid_due` is empty where no mid-term review is planned. `drafted_by`, `checked_by` and `launched_by` are ids of
    people.
    """

    __tablename__ = "movement"
    __table_args__ = (Index("ix_movement_unit_code_state", "unit_code", "state"),)

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    search: Mapped[str] = mapped_column(String(300), index=True)
    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    for_all: Mapped[bool] = mapped_column(default=False)
    bloc_scope: Mapped[str | None] = mapped_column(String(50), index=True)
    goals: Mapped[str] = mapped_column(Text)
    criteria: Mapped[str] = mapped_column(Text)
    subjects: Mapped[str] = mapped_column(Text)
    begins_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    mid_due: Mapped[date | None] = mapped_column(Date)
    final_due: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(20), default=MovementState.DRAFT)
    reason: Mapped[str] = mapped_column(Text, default="")
    drafted_at: Mapped[datetime]
    drafted_by: Mapped[str] = mapped_column(String(60))
    drafted_by_name: Mapped[str] = mapped_column(String(120))
    checked_at: Mapped[datetime | None]
    checked_by: Mapped[str] = mapped_column(String(60), default="")
    checked_by_name: Mapped[str] = mapped_column(String(120), default="")
    launched_at: Mapped[datetime | None]
    launched_by: Mapped[str] = mapped_column(String(60), default="")
    launched_by_name: Mapped[str] = mapped_column(String(120), default="")
    mid_held_on: Mapped[date | None] = mapped_column(Date)
    mid_results: Mapped[str] = mapped_column(Text, default="")
    final_held_on: Mapped[date | None] = mapped_column(Date)
    final_results: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None]

    @property
    def next_review(self) -> tuple[ReviewKind, date] | None:
        """Return which review comes next and by which day; none where it does not run."""
        if self.state not in RUNNING:
            return None
        if self.state == MovementState.LAUNCHED and self.mid_due is not None:
            return ReviewKind.MID, self.mid_due
        return ReviewKind.FINAL, self.final_due


class MovementMember(Base):
    """A unit that takes part in a movement: since when, with which targets, who said so."""

    __tablename__ = "movement_member"
    __table_args__ = (UniqueConstraint("movement_code", "unit_code"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    movement_code: Mapped[str] = mapped_column(ForeignKey("movement.code"))
    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    targets: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[str] = mapped_column(String(60))
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]


class MovementReport(Base):
    """What a unit that takes part reports of its results, and who reported it when."""

    __tablename__ = "movement_report"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    movement_code: Mapped[str] = mapped_column(ForeignKey("movement.code"), index=True)
    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[str] = mapped_column(String(60))
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]
