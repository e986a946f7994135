"""The tables of inspections."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, new_id


class VisitState(StrEnum):
    """How far a visit has come: planned, its findings recorded, sent back or checked by a second person."""

    PLANNED = "planned"
    FOUND = "found"
    RETURNED = "returned"
    CHECKED = "checked"


class RemedyState(StrEnum):
    """How far a remedy has come: asked for, reported as done by its owner, found done by who inspected."""

    OPEN = "open"
    REPORTED = "reported"
    DONE = "done"


class InspectionPlan(Base):
    """What a body, a part of one, or the Central Board inspects in a year.

    It is that of a bloc where `bloc_scope` names its year.
    """

    __tablename__ = "inspection_plan"
    __table_args__ = (Index("ix_inspection_plan_unit_code_year", "unit_code", "year"),)

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    search: Mapped[str] = mapped_column(String(300), index=True)
    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    bloc_scope: Mapped[str | None] = mapped_column(ForeignKey("bloc_year.scope"))
    year: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    by_id: Mapped[str] = mapped_column(String(60))
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]


class InspectionVisit(Base):
    """A visit of a plan to a unit: the day planned, the team, what was found when, and who checked that.

    `found_by` and `checked_by` are ids of people.
    """

    __tablename__ = "inspection_visit"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    plan_code: Mapped[str] = mapped_column(ForeignKey("inspection_plan.code"), index=True)
    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"), index=True)
    planned_on: Mapped[date] = mapped_column(Date)
    team: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20), default=VisitState.PLANNED)
    held_on: Mapped[date | None] = mapped_column(Date)
    findings: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    found_at: Mapped[datetime | None]
    found_by: Mapped[str] = mapped_column(String(60), default="")
    found_by_name: Mapped[str] = mapped_column(String(120), default="")
    checked_at: Mapped[datetime | None]
    checked_by: Mapped[str] = mapped_column(String(60), default="")
    checked_by_name: Mapped[str] = mapped_column(String(120), default="")


class InspectionRemedy(Base):
    """What a unit is to put right after a visit, by which day; what it reported, and who found it done."""

    __tablename__ = "inspection_remedy"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("inspection_visit.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"), index=True)
    due_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(20), default=RemedyState.OPEN)
    report: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    reported_at: Mapped[datetime | None]
    reported_by: Mapped[str] = mapped_column(String(60), default="")
    reported_by_name: Mapped[str] = mapped_column(String(120), default="")
    done_at: Mapped[datetime | None]
    done_by_name: Mapped[str] = mapped_column(String(120), default="")

    def is_late(self, today: date) -> bool:
        """Tell whether its day is over and nobody has found it done."""
        return self.state != RemedyState.DONE and self.due_on < today
