"""The table of signers' certificates."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.model.base import Base, new_id
from workflows.registers.organisation.model import Person

STANDING = text("withdrawn_at IS NULL")


class SignerCertificate(Base):
    """That a certificate, by its SHA-256 fingerprint, is a person's to sign with; withdrawn, it vouches for nobody."""

    __tablename__ = "signer_certificate"
    __table_args__ = (
        Index(
            "uq_signer_certificate_standing",
            "fingerprint",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(300), default="")
    added_at: Mapped[datetime]
    added_by: Mapped[str] = mapped_column(String(400))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str] = mapped_column(String(400), default="")

    person: Mapped[Person] = relationship(lazy="joined")
