"""The table of how many nominations there are of each kind."""

from enum import StrEnum

from sqlalchemy import BigInteger, Index, Integer, String, Text, event
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base
from workflows.registers.nominations import model as nominations  # noqa: F401 - the triggers stand on its tables
from workflows.registers.nominations.tally.triggers import make_triggers


class Counted(StrEnum):
    """What a row counts: nominations of one, letters for many, or what stands on those letters."""

    SINGLE = "single"
    LETTER = "letter"
    ENTRY = "entry"


class NominationTally(Base):
    """How many nominations, or entries of letters, came to be of one kind, or left it where `number` is negative.

    What there is of a kind is the sum of its rows. Triggers of the database add them, so that they are right whichever
    program writes a nomination, and writers never wait for each other; now and then a worker folds them into one.
    `outcome` and `reason` of an entry are its own; `reason` is kept of what ended without an award.
    """

    __tablename__ = "nomination_tally"
    __table_args__ = (
        Index("ix_nomination_tally_body_code", "body_code"),
        Index("ix_nomination_tally_bloc_scope", "bloc_scope"),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    counted: Mapped[str] = mapped_column(String(10))
    body_code: Mapped[str] = mapped_column(String(80))
    year: Mapped[int]
    award_code: Mapped[str] = mapped_column(String(40))
    commendation_type: Mapped[str] = mapped_column(String(20))
    movement: Mapped[str | None] = mapped_column(String(40))
    regime: Mapped[str] = mapped_column(String(20))
    bloc_code: Mapped[str | None] = mapped_column(String(40))
    # In which year of which bloc its members see it, and whether the Central Board does.
    bloc_scope: Mapped[str | None] = mapped_column(String(60))
    is_central: Mapped[bool]
    is_handed_in: Mapped[bool]
    stage: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[str | None] = mapped_column(String(20))
    has_passed: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    number: Mapped[int]


@event.listens_for(Base.metadata, "after_create")
def _watch(_target: object, connection: object, tables: object, **_more: object) -> None:
    """Make the triggers with the tables."""
    if NominationTally.__table__ in (tables or ()):  # type: ignore[operator]
        make_triggers(connection)  # type: ignore[arg-type]
