"""All queries on the calendar."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.registers.calendar.model import CalendarDay


def decided_days(session: Session) -> dict[date, bool]:
    """Return every day that differs, and whether it is worked."""
    return {row.day: row.is_working for row in session.scalars(select(CalendarDay))}


def days_of_year(session: Session, year: int) -> list[CalendarDay]:
    """Return the days of a year that differ, in order."""
    query = select(CalendarDay).where(CalendarDay.day >= date(year, 1, 1), CalendarDay.day <= date(year, 12, 31))
    return list(session.scalars(query.order_by(CalendarDay.day)))


def find_day(session: Session, day: date) -> CalendarDay | None:
    """Return what was decided on a day, if anything was."""
    return session.get(CalendarDay, day)
