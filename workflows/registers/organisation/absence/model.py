"""The table of absences."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.model.base import Base, new_id
from workflows.registers.organisation.model import Person


class Absence(Base):
    """A person's time away, both days included, and who acts for them once they accepted; a cancelled one stays."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="in_order"),
        CheckConstraint("person_id <> substitute_id", name="somebody_else"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    substitute_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    note: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(100))
    accepted_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[str | None] = mapped_column(String(100))

    @property
    def waits(self) -> bool:
        """Tell whether the substitute has still to answer."""
        return self.accepted_at is None and self.declined_at is None and self.cancelled_at is None

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="joined")
    substitute: Mapped[Person] = relationship(foreign_keys=substitute_id, lazy="joined")
