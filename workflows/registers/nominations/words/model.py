"""The table of the words by which nominations are found."""

from sqlalchemy import Index, String, event
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base
from workflows.registers.nominations import model as nominations  # noqa: F401 - the triggers stand on its table
from workflows.registers.nominations.words.triggers import LONGEST, make_triggers


class NominationWord(Base):
    """A folded word of whom a nomination is for, or an end of its code: what is found begins with what was typed.

    Its order is that of bytes on both databases. Triggers of the database keep it, whichever program writes.
    """

    __tablename__ = "nomination_word"
    __table_args__ = (Index("ix_nomination_word_code", "code", "word"),)

    word: Mapped[str] = mapped_column(
        String(LONGEST).with_variant(String(LONGEST, collation="C"), "postgresql"), primary_key=True
    )
    code: Mapped[str] = mapped_column(String(40), primary_key=True)


@event.listens_for(Base.metadata, "after_create")
def _watch(_target: object, connection: object, tables: object, **_more: object) -> None:
    """Make the triggers with the table."""
    if NominationWord.__table__ in (tables or ()):  # type: ignore[operator]
        make_triggers(connection)  # type: ignore[arg-type]
