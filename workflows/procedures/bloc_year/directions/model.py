"""The tables of a bloc's directions, and what their owners told of them."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Date, ForeignKey, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.base import clock
from engine.model.base import Base, new_id


class DirectionState(StrEnum):
    """How a direction stands."""

    OPEN = "open"
    LATE = "late"
    DONE = "done"
    CLOSED = "closed"


class BlocDirection(Base):
    """What a member of a bloc has to do by a day, decided at a conference (`step`) or by the head later.

    The owner tells when it is done; the head closes it, with a note.
    """

    __tablename__ = "bloc_direction"
    __table_args__ = (UniqueConstraint("scope", "no"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    scope: Mapped[str] = mapped_column(ForeignKey("bloc_year.scope"))
    no: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    owner_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    due_on: Mapped[date] = mapped_column(Date)
    step: Mapped[str] = mapped_column(String(60), default="", server_default=text("''"))
    by_id: Mapped[str] = mapped_column(String(60))
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by_name: Mapped[str] = mapped_column(String(120), default="", server_default=text("''"))
    closing: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))

    @property
    def state(self) -> DirectionState:
        """Return how it stands today."""
        if self.closed_at is not None:
            return DirectionState.CLOSED
        if self.done_at is not None:
            return DirectionState.DONE
        return DirectionState.LATE if self.due_on < clock.today() else DirectionState.OPEN

    @property
    def was_late(self) -> bool:
        """Tell whether it was done after its day, or is not done though that is over."""
        done_on = clock.local_day(self.done_at) if self.done_at else clock.today()
        return done_on > self.due_on and (self.done_at is not None or self.closed_at is None)


class BlocProgress(Base):
    """What the owner of a direction told of it, and whether it says that it is done."""

    __tablename__ = "bloc_progress"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    direction_id: Mapped[UUID] = mapped_column(ForeignKey("bloc_direction.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    is_done: Mapped[bool] = mapped_column(default=False, server_default=false())
    by_id: Mapped[str] = mapped_column(String(60))
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]
