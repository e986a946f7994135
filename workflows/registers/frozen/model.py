"""The table of what was handed over."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base


class ContentRound(Base):
    """One time a nomination's content was handed over, and the digest it stands under since; who did it, and when."""

    __tablename__ = "content_round"

    nomination: Mapped[str] = mapped_column(ForeignKey("nomination.code"), primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    by_id: Mapped[str] = mapped_column(String(60))
    by_name: Mapped[str] = mapped_column(String(200))
