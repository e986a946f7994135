"""The tables of exemplary models."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, new_id


class ModelState(StrEnum):
    """How far a model has come: recorded, checked by a second person or sent back by them, then published."""

    FOUND = "found"
    RETURNED = "returned"
    CHECKED = "checked"
    PUBLISHED = "published"


class ModelKind(StrEnum):
    """Who is exemplary."""

    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"


class NoteKind(StrEnum):
    """What became of a published model: others visited it, took it over, or it was proposed for the congress."""

    VISIT = "visit"
    REPLICATION = "replication"
    CONGRESS = "congress"


class ExemplaryModel(Base):
    """A person or a collective whose way of working others may follow, and how far its record has come.

    `unit_code` is the unit it was found in; `found_by`, `checked_by` and `published_by` are ids of people.
    """

    __tablename__ = "exemplary_model"
    __table_args__ = (Index("ix_exemplary_model_unit_code_state", "unit_code", "state"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    search: Mapped[str] = mapped_column(String(300), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    year: Mapped[int] = mapped_column(index=True)
    summary: Mapped[str] = mapped_column(Text)
    results: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(20), default=ModelState.FOUND)
    reason: Mapped[str] = mapped_column(Text, default="")
    found_at: Mapped[datetime]
    found_by: Mapped[str] = mapped_column(String(60))
    found_by_name: Mapped[str] = mapped_column(String(120))
    checked_at: Mapped[datetime | None]
    checked_by: Mapped[str] = mapped_column(String(60), default="")
    checked_by_name: Mapped[str] = mapped_column(String(120), default="")
    published_at: Mapped[datetime | None]
    published_by: Mapped[str] = mapped_column(String(60), default="")
    published_by_name: Mapped[str] = mapped_column(String(120), default="")

    @property
    def file_key(self) -> str:
        """Return the key under which its pictures are attached."""
        return f"model:{self.id}"


class ModelNote(Base):
    """A visit to a model, its replication or its proposal for the congress: by which unit, since when, who said so."""

    __tablename__ = "model_note"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    model_id: Mapped[UUID] = mapped_column(ForeignKey("exemplary_model.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    since: Mapped[date] = mapped_column(Date)
    text: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[str] = mapped_column(String(60))
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]
