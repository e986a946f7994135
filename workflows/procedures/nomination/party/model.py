"""The table of opinions of party committees."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, new_id


class PartyOpinion(Base):
    """What a party committee said of a nomination: which one, in which paper, for or against; the last one counts."""

    __tablename__ = "party_opinion"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    nomination: Mapped[str] = mapped_column(ForeignKey("nomination.code"), index=True)
    committee: Mapped[str] = mapped_column(String(200))
    paper_no: Mapped[str] = mapped_column(String(60))
    paper_on: Mapped[date] = mapped_column(Date)
    agrees: Mapped[bool]
    note: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[str] = mapped_column(String(60))
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]
