"""What others say of a nomination under review: opinions of bodies asked, comments on what is published."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, new_id


class Opinion(Base):
    """What a body that was asked said of a nomination; a later answer to the same nomination replaces the earlier."""

    __tablename__ = "opinion"

    nomination: Mapped[str] = mapped_column(ForeignKey("nomination.code"), primary_key=True)
    body_code: Mapped[str] = mapped_column(ForeignKey("unit.code"), primary_key=True)
    answer: Mapped[str] = mapped_column(String(20))
    comment: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]
    by_name: Mapped[str] = mapped_column(String(200))


class PublicComment(Base):
    """What somebody said of a nomination while it was published."""

    __tablename__ = "public_comment"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    nomination: Mapped[str] = mapped_column(ForeignKey("nomination.code"), index=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    by_id: Mapped[str] = mapped_column(String(60))
    by_name: Mapped[str] = mapped_column(String(200))
