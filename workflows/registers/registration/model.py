"""The tables of what is registered for a year: awards aimed at, targets with numbers, and the rules of bodies on it."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.model.base import Base, new_id
from workflows.registers.awards.model import Award
from workflows.registers.organisation.model import Person, Unit

_ONE_SUBJECT = "(person_id IS NULL) <> (unit_code IS NULL)"


class Registration(Base):
    """A person, or a unit as a collective, registered for an award of a year; `place_code` is the unit that did it."""

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("person_id", "award_code", "year"),
        UniqueConstraint("unit_code", "award_code", "year"),
        CheckConstraint(_ONE_SUBJECT, name="one_subject"),
        Index("ix_registration_place_code_year", "place_code", "year"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    year: Mapped[int]
    award_code: Mapped[str] = mapped_column(ForeignKey("award.code"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    unit_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"))
    place_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    at: Mapped[datetime]
    by_id: Mapped[str] = mapped_column(String(60))
    by_name: Mapped[str] = mapped_column(String(120))

    award: Mapped[Award] = relationship(lazy="joined")
    person: Mapped[Person | None] = relationship(lazy="joined")
    unit: Mapped[Unit | None] = relationship(foreign_keys=unit_code, lazy="joined")


class RegisteredTarget(Base):
    """What a unit means to reach in a year, as a number of something, and what it had reached in July and December."""

    __tablename__ = "registered_target"

    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str] = mapped_column(String(300))
    measure: Mapped[str] = mapped_column(String(60), default="")
    planned: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    july: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    december: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    at: Mapped[datetime]
    by_id: Mapped[str] = mapped_column(String(60))
    by_name: Mapped[str] = mapped_column(String(120))


class RegistrationRule(Base):
    """A body's own rule that who is not registered is not considered: from which year, by which regulation.

    Without a year it is switched off; with `is_exact` the award itself must be registered, else any title of the year.
    """

    __tablename__ = "registration_rule"

    body_code: Mapped[str] = mapped_column(ForeignKey("unit.code"), primary_key=True)
    from_year: Mapped[int | None]
    is_exact: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(String(300), default="")
