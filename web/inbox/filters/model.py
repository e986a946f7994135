"""The tables of saved filters and of how a person wants the list to look."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Json, new_id


class SavedFilter(Base):
    """A view of the inbox kept under a name; shared with everybody of a body when `body_code` is set."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("owner_id", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    owner_id: Mapped[str] = mapped_column(String(100))
    owner_name: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(80))
    query: Mapped[dict[str, str]] = mapped_column(Json)
    body_code: Mapped[str | None] = mapped_column(String(80), index=True)
    created_at: Mapped[datetime]


class InboxLook(Base):
    """The columns of the list that a person chose, on whatever device."""

    __tablename__ = "inbox_look"

    person_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    columns: Mapped[list[str]] = mapped_column(Json)
