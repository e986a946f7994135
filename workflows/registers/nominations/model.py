"""The tables of nominations: one row a case for lists and rights, and the notices that reminders leave."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.model.base import Base, Json, new_id
from workflows.registers.awards.achievement import LONGEST_OCCASION, MERIT, Achievement
from workflows.registers.organisation.model import Person, Unit

LIST = "list"  # the subject's kind of a submission letter for many

_ONE_SUBJECT = "(person_id IS NULL) <> (subject_unit_code IS NULL)"


def _in_order(column: str, where: str | None = None, by: tuple[str, ...] = ()) -> Index:
    """Return the index that holds the nominations of each value, all or some, in the order of their codes."""
    only = None if where is None else text(where)
    return Index(f"ix_nomination_{column}_code", *(by or (column, "code")), sqlite_where=only, postgresql_where=only)


class NominationStage(StrEnum):
    """How far a nomination has come, in order."""

    DRAFT = "draft"
    UNIT = "unit"
    APPRAISAL = "appraisal"
    COUNCIL = "council"
    BLOC_VOTE = "bloc_vote"
    CENTRAL = "central"
    DECIDED = "decided"


class NominationOutcome(StrEnum):
    """What came of a nomination."""

    AWARDED = "awarded"
    FAILED = "failed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class EntryState(StrEnum):
    """How far an entry of a letter has come: `passed` after council and bloc, then `awarded` or one of the rest."""

    PROPOSED = "proposed"
    PASSED = "passed"
    AWARDED = "awarded"
    FAILED = "failed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Nomination(Base):
    """A person or a unit proposed for an award in a year, and how far the proposal has come.

    `code` is the business key of the processes that handle it. `regime` is the law in force on the day the dossier was
    first handed in, and stays; `stage` and `outcome` follow the processes. Of a submission letter for many
    `subject_kind` is `list`, the subject is the proposing unit, and each person or unit has an entry of its own.
    """

    __tablename__ = "nomination"
    __table_args__ = (
        CheckConstraint(_ONE_SUBJECT, name="one_subject"),
        Index("ix_nomination_award_code_year", "award_code", "year"),
        Index("ix_nomination_bloc_scope_stage", "bloc_scope", "stage"),
        Index("ix_nomination_body_code_council_at", "body_code", "council_at"),
        # Lists show the newest first, whatever they are narrowed to.
        *(_in_order(name) for name in ("award_code", "year", "commendation_type", "movement", "stage", "outcome")),
        *(_in_order(name) for name in ("body_code", "unit_code", "bloc_code")),
        _in_order("bloc_scope", where="bloc_at IS NOT NULL"),
        _in_order("central_at", where="central_at IS NOT NULL", by=("code",)),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    award_code: Mapped[str] = mapped_column(ForeignKey("award.code"))
    regime: Mapped[str] = mapped_column(ForeignKey("regime.code"))
    year: Mapped[int]
    commendation_type: Mapped[str] = mapped_column(String(20), default=MERIT, server_default=MERIT)
    # What was done on which day, or in which movement; and what tells one such achievement from another.
    feat: Mapped[str] = mapped_column(Text, default="", server_default="")
    feat_on: Mapped[date | None] = mapped_column(Date)
    occasion: Mapped[str] = mapped_column(String(LONGEST_OCCASION), default="", server_default="")
    # The code of the movement, where it is one of the register of movements.
    movement: Mapped[str | None] = mapped_column(String(40))
    subject_kind: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    subject_unit_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"), index=True)
    subject_name: Mapped[str] = mapped_column(String(200))
    subject_search: Mapped[str] = mapped_column(String(300))
    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    body_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    # The unit below the body that reviews and decides; null where the body itself does.
    review_code: Mapped[str | None] = mapped_column(String(80), index=True)
    bloc_code: Mapped[str | None] = mapped_column(ForeignKey("bloc.code"))
    bloc_scope: Mapped[str | None] = mapped_column(ForeignKey("bloc_year.scope"))
    stage: Mapped[str] = mapped_column(String(20), default=NominationStage.DRAFT)
    outcome: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(60))
    handed_in_at: Mapped[datetime | None]
    # Since when it waits for its body's council; null again once the council has decided.
    council_at: Mapped[datetime | None]
    # When the members of its bloc, and the Central Board, came to see it.
    bloc_at: Mapped[datetime | None]
    central_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    # Since when nothing may be done with it: discipline, an investigation or a complaint is pending.
    held_at: Mapped[datetime | None]
    # From when to when its body publishes it for comments.
    published_at: Mapped[datetime | None]
    published_until: Mapped[datetime | None]

    @property
    def achievement(self) -> Achievement:
        """Return what it proposes to commend, and on what ground."""
        return Achievement.stored(self.commendation_type, self.feat, self.feat_on, self.occasion, self.movement)

    @property
    def reviewer(self) -> str:
        """Return the code of the body, or of the unit below it, whose council votes and whose leader decides."""
        return self.review_code or self.body_code

    person: Mapped[Person | None] = relationship(foreign_keys=person_id)
    subject_unit: Mapped[Unit | None] = relationship(foreign_keys=subject_unit_code)


class NominationEntry(Base):
    """One person or unit on a submission letter for many, and how far it has come.

    `findings` are the conditions not met when it was last checked: `{rule, text, text_en, source, status}`.
    """

    __tablename__ = "nomination_entry"
    __table_args__ = (CheckConstraint("(person_id IS NULL) <> (unit_code IS NULL)", name="one_subject"),)

    nomination: Mapped[str] = mapped_column(ForeignKey("nomination.code"), primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    unit_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(20), default=EntryState.PROPOSED)
    reason: Mapped[str] = mapped_column(Text, default="")
    findings: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)

    @property
    def key(self) -> str:
        """Return what names this case on agendas: the letter's code and the entry's number."""
        return f"{self.nomination}/{self.no}"


class ClockPause(Base):
    """A time that does not count towards the limits of a nomination: returned for supplement, or held."""

    __tablename__ = "clock_pause"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    nomination: Mapped[str] = mapped_column(ForeignKey("nomination.code"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class NominationCounter(Base):
    """The last number given to a nomination of a year."""

    __tablename__ = "nomination_counter"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class Notice(Base):
    """A reminder or an announcement left for the holders of a principal."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_recipient_at", "recipient", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    business_key: Mapped[str] = mapped_column(String(200), index=True)
    recipient: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(60))
    element_id: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
