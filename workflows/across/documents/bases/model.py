"""The table of the legal bases that a body adds to its papers, and of the law that it takes out of them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy import text as sql_text
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, new_id


class BaseState(StrEnum):
    """Whether a legal base is printed: only one that a second person confirmed is."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


class BaseMark(StrEnum):
    """Whether who added a base read it in the text of the law."""

    READ = "read"
    MEMORY = "memory"


class BaseAct(StrEnum):
    """What a body does with a base: papers print it, or leave out what the law of the day would have them print."""

    PRINT = "print"
    OMIT = "omit"


STANDING = sql_text("state <> 'withdrawn'")


class LegalBase(Base):
    """A legal base that a body adds to a kind of its papers, or law that it takes out of them (see BaseAct).

    It counts from its confirmation by a second person until it is withdrawn.
    """

    __tablename__ = "legal_base"
    __table_args__ = (
        Index(
            "uq_legal_base_standing",
            "unit_code",
            "kind",
            "text",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    kind: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(String(400))
    act: Mapped[str] = mapped_column(String(10), default=BaseAct.PRINT, server_default=sql_text("'print'"))
    mark: Mapped[str] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(String(300), default="")
    state: Mapped[str] = mapped_column(String(10), default=BaseState.WAITING)
    added_at: Mapped[datetime]
    added_by: Mapped[str] = mapped_column(String(60))
    added_by_name: Mapped[str] = mapped_column(String(120))
    confirmed_at: Mapped[datetime | None]
    confirmed_by_name: Mapped[str] = mapped_column(String(120), default="")
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_name: Mapped[str] = mapped_column(String(120), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
