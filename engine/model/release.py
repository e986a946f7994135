"""What is deployed: releases, their files, the processes in them, and drafts on the way there."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Json, new_id


class Release(Base):
    """Diagrams, tables, forms and action names that went live together; addressed by its content and never edited."""

    __tablename__ = "release"
    __table_args__ = (
        UniqueConstraint("procedure", "number"),
        # Four eyes: nobody approves their own work. The system deploys what ships with the product.
        CheckConstraint("author_id <> approver_id OR author_id = 'system'", name="four_eyes"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    procedure: Mapped[str] = mapped_column(String(100))
    number: Mapped[int]
    author_id: Mapped[str] = mapped_column(String(100))
    author_name: Mapped[str] = mapped_column(String(200))
    approver_id: Mapped[str] = mapped_column(String(100))
    approver_name: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    # What it takes away from the safeguards of the version before, as its approver was told and took note of.
    weakened: Mapped[list[dict[str, str]] | None] = mapped_column(Json)
    # Where its approval set a later day than the approval's own: until then new instances follow the one before.
    effective_at: Mapped[datetime | None]

    @property
    def in_force_since(self) -> datetime:
        """Return when new instances begin to follow it."""
        return self.effective_at or self.created_at


class Content(Base):
    """The bytes of a deployed file, stored once whatever the number of releases."""

    __tablename__ = "content"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class ReleaseFile(Base):
    """A file of a release, by path."""

    __tablename__ = "release_file"

    release_id: Mapped[UUID] = mapped_column(ForeignKey("release.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(300), primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("content.sha256"))


class ProcessVersion(Base):
    """A process of a release; the newest one is what a new instance runs."""

    __tablename__ = "process_version"
    __table_args__ = (Index("ix_process_version_newest", "process_id", "number"),)

    release_id: Mapped[UUID] = mapped_column(ForeignKey("release.id"), primary_key=True)
    process_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(500))
    path: Mapped[str] = mapped_column(String(300))
    start_message: Mapped[str | None] = mapped_column(String(200), index=True)


class ProcessStart(Base):
    """A message or signal that starts a process of a release, and the element where it then begins."""

    __tablename__ = "process_start"
    __table_args__ = (Index("ix_process_start_name", "kind", "name"),)

    release_id: Mapped[UUID] = mapped_column(ForeignKey("release.id"), primary_key=True)
    process_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    element_id: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))


class DraftState(StrEnum):
    """How far files have come on their way to a release."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"


class Draft(Base):
    """Files on their way to a release: saved, submitted, then approved (and deployed) or rejected."""

    __tablename__ = "draft"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    procedure: Mapped[str] = mapped_column(String(100), index=True)
    base_release_id: Mapped[UUID | None] = mapped_column(ForeignKey("release.id"))
    files: Mapped[dict[str, str]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(20), default=DraftState.DRAFT)
    note: Mapped[str] = mapped_column(Text, default="")
    author_id: Mapped[str] = mapped_column(String(100))
    author_name: Mapped[str] = mapped_column(String(200))
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(String(100))
    decided_by_name: Mapped[str | None] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text, default="")
    release_id: Mapped[UUID | None] = mapped_column(ForeignKey("release.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name
