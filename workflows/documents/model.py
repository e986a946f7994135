"""The tables of documents: those that got a number, and the templates that replace the shipped ones."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Json, new_id


class Document(Base):
    """A document of a case that has a number in its body's register; its content is frozen from then on.

    `about` is the code of the nomination, session or bloc's year it is made of. `pdf_id` and `signed_id` name
    attachments, the latter what somebody signed and brought back; `seal` is what the check of its signatures found.
    """

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("body_code", "year", "symbol"),
        Index("ix_document_about", "about"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(String(80))
    body_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    year: Mapped[int]
    number: Mapped[int]
    symbol: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(300))
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    issued_on: Mapped[date] = mapped_column(Date)
    issued_at: Mapped[datetime]
    issued_by: Mapped[str] = mapped_column(String(60))
    issued_by_name: Mapped[str] = mapped_column(String(120))
    pdf_id: Mapped[UUID | None]
    signed_id: Mapped[UUID | None]
    signed_at: Mapped[datetime | None]
    signed_by_name: Mapped[str] = mapped_column(String(120), default="")
    seal: Mapped[list[dict[str, Any]] | None] = mapped_column(Json)


class DocumentTemplate(Base):
    """A DOCX template that an administrator put in the place of the shipped one, from a day on."""

    __tablename__ = "document_template"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(40), index=True)
    valid_from: Mapped[date] = mapped_column(Date)
    filename: Mapped[str] = mapped_column(String(200))
    data: Mapped[bytes] = mapped_column(LargeBinary)
    note: Mapped[str] = mapped_column(String(300), default="")
    added_at: Mapped[datetime]
    added_by_name: Mapped[str] = mapped_column(String(120))
