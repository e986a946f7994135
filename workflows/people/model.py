"""The table of relations that people declare."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.model.base import Base, new_id
from workflows.organisation.model import Person

RELATIONS = ("spouse", "parent", "child", "sibling", "in_law", "other")


class DeclaredRelation(Base):
    """A person's close relation to another, declared by themselves; one that has ended stays as a record."""

    __tablename__ = "declared_relation"
    __table_args__ = (CheckConstraint("person_id <> relative_id", name="somebody_else"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    relative_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(300), default="")
    declared_at: Mapped[datetime]
    declared_by: Mapped[str] = mapped_column(String(100))
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="joined")
    relative: Mapped[Person] = relationship(foreign_keys=relative_id, lazy="joined")
