"""The tables of attached files."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.model.base import Base, new_id

UPLOADED, KEPT = "uploaded", "kept"


@dataclass(frozen=True)
class Upload:
    """Where a file comes from: its name and what it is attached to."""

    filename: str
    business_key: str = ""
    task_id: UUID | None = None
    field: str = ""
    root_id: UUID | None = None


class Blob(Base):
    """A content on disk, named by its sha256 and kept once however often it is attached."""

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(100))
    stored_at: Mapped[datetime]


class Attachment(Base):
    """A file somebody attached to an answer of a task.

    It is `uploaded` until the answer it belongs to is taken, then `kept`; an upload nobody keeps is swept.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        CheckConstraint("state IN ('uploaded', 'kept')", name="state_known"),
        Index("ix_attachment_business_key_uploaded_at", "business_key", "uploaded_at"),
        Index("ix_attachment_state_uploaded_at", "state", "uploaded_at"),
        Index("ix_attachment_uploaded_by_uploaded_at", "uploaded_by", "uploaded_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    root_id: Mapped[UUID | None] = mapped_column(index=True)
    business_key: Mapped[str] = mapped_column(String(200), default="")
    task_id: Mapped[UUID | None] = mapped_column(index=True)
    field: Mapped[str] = mapped_column(String(200), default="")
    filename: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"), index=True)
    state: Mapped[str] = mapped_column(String(20), default=UPLOADED)
    uploaded_by: Mapped[str] = mapped_column(String(100))
    uploaded_by_name: Mapped[str] = mapped_column(String(200))
    uploaded_at: Mapped[datetime]
    removal_at: Mapped[datetime | None]

    blob: Mapped[Blob] = relationship(lazy="joined")

    @property
    def name(self) -> str:
        """Return the name to show."""
        return self.filename

    @property
    def size(self) -> int:
        """Return the number of bytes."""
        return self.blob.size

    @property
    def media_type(self) -> str:
        """Return the media type found in the content, never the one a browser claimed."""
        return self.blob.media_type
