"""Up to when a person has seen their notices, and how they want to be told."""

from datetime import date, datetime

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Json

WAYS = ("page", "once", "daily")


class NoticeLook(Base):
    """When a person last looked at their notices."""

    __tablename__ = "notice_look"

    person_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    at: Mapped[datetime]


class NoticeSetting(Base):
    """To which address a person wants to be told, and of what how: in the page only, at once, or in a daily digest.

    `told_until` and `digest_until` are up to when mail was written; `digest_on` is the day of the last digest.
    """

    __tablename__ = "notice_setting"

    person_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    address: Mapped[str] = mapped_column(String(200), default="")
    ways: Mapped[dict[str, str]] = mapped_column(Json)
    told_until: Mapped[datetime]
    digest_until: Mapped[datetime]
    digest_on: Mapped[date | None] = mapped_column(Date)
