"""The tables of documents: those that got a number, and the templates that replace the shipped ones."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Json, new_id

_LIVE = text("voided_at IS NULL")
# How good a signed copy is: kept under earlier checks; unaltered, but its signer or certificate is not vouched for;
# unaltered, and signed with a trusted certificate in the name of who is to sign.
UNKNOWN, UNALTERED, VOUCHED = 0, 1, 2


class Document(Base):
    """A document of a case that has a number in its body's register; its content is frozen from then on.

    `about` is the code of the nomination, session or bloc's year it is made of. Of each kind one document about a case
    is live; a new one voids it, with a reason, and it stays in the register. `pdf_id` and `signed_id` name attachments,
    the latter the best of the copies that were signed and brought back; `seal` is what the check of it found, and
    `signed_grade` how good it is (see SignedCopy).
    """

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("body_code", "year", "symbol"),
        Index("ix_document_about", "about"),
        Index("uq_document_live", "kind", "about", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
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
    signed_grade: Mapped[int] = mapped_column(default=UNKNOWN, server_default=text("0"))
    voided_at: Mapped[datetime | None]
    voided_by_name: Mapped[str] = mapped_column(String(120), default="", server_default=text("''"))
    void_reason: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    replaced_by: Mapped[UUID | None]


class SignedCopy(Base):
    """A signed copy of a document as it was brought, with what the check of it found; none is ever replaced."""

    __tablename__ = "signed_copy"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), index=True)
    attachment_id: Mapped[UUID]
    sha256: Mapped[str] = mapped_column(String(64))
    grade: Mapped[int]
    seal: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    brought_at: Mapped[datetime]
    brought_by_name: Mapped[str] = mapped_column(String(120))


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
