"""The table of awards that are to be annulled."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.model.base import Base
from workflows.registers.awards.model import TitleRecord

# Law 06/2022 Art. 93(2).
GROUNDS = ("fraud", "false_papers", "contrary", "violation")


class RevocationOutcome(StrEnum):
    """What came of a proposal to annul an award."""

    REVOKED = "revoked"
    KEPT = "kept"


class Revocation(Base):
    """A proposal to annul an award and recover object and money; `code` is the business key of its process."""

    __tablename__ = "revocation"

    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    title_id: Mapped[UUID] = mapped_column(ForeignKey("title_record.id"), index=True)
    body_code: Mapped[str] = mapped_column(ForeignKey("unit.code"), index=True)
    ground: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    decision_no: Mapped[str] = mapped_column(String(80), default="")
    decided_on: Mapped[date | None] = mapped_column(Date)
    recovered: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(60))
    closed_at: Mapped[datetime | None]

    title: Mapped[TitleRecord] = relationship(lazy="joined")
