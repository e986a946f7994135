"""The tables of a bloc's year: what its members handed in step by step, and the scores."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Numeric, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Json


class BlocPaper(Base):
    """What a member body handed in at one step of the year: a comment, a signature, a report, a vote."""

    __tablename__ = "bloc_paper"

    scope: Mapped[str] = mapped_column(ForeignKey("bloc_year.scope"), primary_key=True)
    step: Mapped[str] = mapped_column(String(60), primary_key=True)
    body_code: Mapped[str] = mapped_column(ForeignKey("unit.code"), primary_key=True)
    answers: Mapped[dict[str, Any]] = mapped_column(Json)
    by_id: Mapped[str] = mapped_column(String(60))
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]
    late: Mapped[bool] = mapped_column(
        default=False, server_default=false()
    )  # handed in after its day, or after the bloc went on


class BlocAbsence(Base):
    """A member body that a step of the year went on without, and why: what the head of the bloc decided."""

    __tablename__ = "bloc_absence"

    scope: Mapped[str] = mapped_column(ForeignKey("bloc_year.scope"), primary_key=True)
    step: Mapped[str] = mapped_column(String(60), primary_key=True)
    body_code: Mapped[str] = mapped_column(ForeignKey("unit.code"), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[str] = mapped_column(String(60))
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]


class BlocNudge(Base):
    """A day on which the head of the bloc asked a member body for what is missing at a step: once a day."""

    __tablename__ = "bloc_nudge"

    scope: Mapped[str] = mapped_column(ForeignKey("bloc_year.scope"), primary_key=True)
    step: Mapped[str] = mapped_column(String(60), primary_key=True)
    body_code: Mapped[str] = mapped_column(ForeignKey("unit.code"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    by_id: Mapped[str] = mapped_column(String(60))
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]


class BlocRemark(Base):
    """What somebody said about a bloc's year in the name of a member, or of the Central Board."""

    __tablename__ = "bloc_remark"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(ForeignKey("bloc_year.scope"), index=True)
    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[str] = mapped_column(String(60))
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]


class BlocScore(Base):
    """A member's points on one criterion: its own, the checker's, and what was agreed.

    The criterion and its most points are copied from the scale the year began with.
    """

    __tablename__ = "bloc_score"

    scope: Mapped[str] = mapped_column(ForeignKey("bloc_year.scope"), primary_key=True)
    body_code: Mapped[str] = mapped_column(ForeignKey("unit.code"), primary_key=True)
    criterion_code: Mapped[str] = mapped_column(String(40), primary_key=True)
    criterion: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(20))
    most: Mapped[Decimal] = mapped_column(Numeric(6, 1))
    self_score: Mapped[Decimal | None] = mapped_column(Numeric(6, 1))
    evidence: Mapped[str] = mapped_column(Text, default="")
    checked: Mapped[Decimal | None] = mapped_column(Numeric(6, 1))
    checker: Mapped[str | None] = mapped_column(String(80))
    difference: Mapped[str] = mapped_column(Text, default="")
    agreed: Mapped[Decimal | None] = mapped_column(Numeric(6, 1))
