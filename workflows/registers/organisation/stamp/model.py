"""The table of the mark."""

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base


class OrganisationStamp(Base):
    """The mark; there is one row, or none before the first change."""

    __tablename__ = "organisation_stamp"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[UUID]
