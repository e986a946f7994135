"""The table of declared relatives."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.model.base import Base, new_id
from workflows.registers.organisation.model import Person


class DeclaredRelation(Base):
    """That two people are close relatives, as one or a secretary declared; it keeps each from the other's cases.

    It bars from votes whoever declared it (`binds_…`), the other once a second person has confirmed it. Withdrawn, it
    stays for whoever looks back and keeps nobody any more.
    """

    __tablename__ = "declared_relation"
    __table_args__ = (CheckConstraint("person_id <> relative_id", name="two_people"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    relative_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    grounds: Mapped[str] = mapped_column(String(500), default="")
    declared_at: Mapped[datetime]
    declared_by: Mapped[str] = mapped_column(String(100))
    declared_by_name: Mapped[str] = mapped_column(String(200))
    binds_person: Mapped[bool] = mapped_column(default=True, server_default=true())
    binds_relative: Mapped[bool] = mapped_column(default=True, server_default=true())
    confirmed_by: Mapped[str] = mapped_column(String(100), default="", server_default="")
    confirmed_by_name: Mapped[str] = mapped_column(String(200), default="", server_default="")
    confirmed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_name: Mapped[str] = mapped_column(String(200), default="")
    withdrawal: Mapped[str] = mapped_column(String(500), default="")

    @property
    def is_whole(self) -> bool:
        """Tell whether it bars both from votes."""
        return self.binds_person and self.binds_relative

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="joined")
    relative: Mapped[Person] = relationship(foreign_keys=relative_id, lazy="joined")
