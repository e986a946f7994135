"""The table of what people watch."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base


class Watch(Base):
    """A nomination that a person watches."""

    __tablename__ = "watch"

    person_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    nomination: Mapped[str] = mapped_column(ForeignKey("nomination.code"), primary_key=True)
    since: Mapped[datetime]
