"""The table of days that differ from the usual calendar."""

from datetime import date, datetime

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base


class CalendarDay(Base):
    """A day that is worked or not by a decision, whatever weekday or holiday it is."""

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    is_working: Mapped[bool]
    decision: Mapped[str] = mapped_column(String(300))
    set_at: Mapped[datetime]
    set_by: Mapped[str] = mapped_column(String(60))
    set_by_name: Mapped[str] = mapped_column(String(120))
