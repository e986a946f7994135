"""The table of what was raised against a nomination."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.model.base import Base
from workflows.registers.nominations.model import Nomination

KINDS = ("complaint", "denunciation", "discipline", "investigation")


class ComplaintOutcome(StrEnum):
    """What came of a complaint."""

    NOT_ACCEPTED = "not_accepted"
    UNFOUNDED = "unfounded"
    FOUNDED = "founded"


class Complaint(Base):
    """A complaint, a denunciation, a disciplinary matter or an investigation about a nomination's subject.

    `code` is the business key of its process. Who sent it stands here only, never in the process or its history;
    `sender_id` where it is somebody known here, who then has no part in the case.
    """

    __tablename__ = "complaint"

    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    nomination_code: Mapped[str] = mapped_column(ForeignKey("nomination.code"), index=True)
    body_code: Mapped[str] = mapped_column(ForeignKey("unit.code"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    sender: Mapped[str] = mapped_column(Text, default="")
    sender_id: Mapped[UUID | None]
    content: Mapped[str] = mapped_column(Text)
    received_on: Mapped[date] = mapped_column(Date)
    holds: Mapped[bool] = mapped_column(default=False)
    outcome: Mapped[str | None] = mapped_column(String(20))
    conclusion: Mapped[str] = mapped_column(Text, default="")
    document_no: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(60))
    closed_at: Mapped[datetime | None]

    nomination: Mapped[Nomination] = relationship(lazy="joined")
