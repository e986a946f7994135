"""The tables of awards: catalogue and law as dated data, and the register of what people and units achieved."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.base import clock
from engine.model.base import Base, new_id
from workflows.registers.awards.achievement import LONGEST_OCCASION, MERIT
from workflows.registers.organisation.model import Person, Unit

RATINGS = ("EXCELLENT", "GOOD", "DONE", "NOT_DONE")
UNRATED = ""  # of a year of which only something else is known, as how a cluster voted
DISCIPLINE = ("NONE", "REPRIMAND", "WARNING", "HEAVIER")
INITIATIVE_SCOPES = ("base", "ministry", "nation")
COMMENDATION = "commendation"  # the family of what is no emulation title
STATUSES = ("verified", "unverified")

_ONE_SUBJECT = "(person_id IS NULL) <> (unit_code IS NULL)"
_KEY = ("award_code", "year", "commendation_type", "occasion")


class SubjectKind(StrEnum):
    """To whom an award is given."""

    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"


class Regime(Base):
    """The law in force from one day to another: a law, its decree, its circular.

    `law_cited` and `decree_cited` are law and decree as papers cite them.
    """

    __tablename__ = "regime"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    law: Mapped[str] = mapped_column(String(200))
    decree: Mapped[str] = mapped_column(String(200))
    circular: Mapped[str] = mapped_column(String(200))
    law_cited: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))
    decree_cited: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))
    status: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(Text)


class Award(Base):
    """An emulation title or a form of commendation."""

    __tablename__ = "award"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    family: Mapped[str] = mapped_column(String(20))  # title or commendation
    level: Mapped[str] = mapped_column(String(20))  # base, ministry or state
    for_individuals: Mapped[bool]
    for_collectives: Mapped[bool]
    # On which grounds it is given, the usual one first: `merit,adhoc`.
    types: Mapped[str] = mapped_column(String(100), default=MERIT, server_default=MERIT)
    place: Mapped[int]
    # The award whose rules it follows and with which it is counted: Advanced Soldier as Advanced Worker.
    counts_as: Mapped[str | None] = mapped_column(String(20))
    # Which bodies give it, by code; empty where all do.
    bodies: Mapped[str] = mapped_column(String(200), default="", server_default="")
    # Whether it may be proposed here: of some only the name is known, and the register takes them.
    is_proposed: Mapped[bool] = mapped_column(default=True, server_default=true())

    @property
    def rules_code(self) -> str:
        """Return the code by which rules know it."""
        return self.counts_as or self.code

    def is_given_in(self, body: str) -> bool:
        """Tell whether it may be proposed in a body."""
        return self.is_proposed and (not self.bodies or body in self.bodies.split(","))

    @property
    def subjects(self) -> list[str]:
        """Return whom it is given to: `individual`, `collective` or both."""
        kinds = ((SubjectKind.INDIVIDUAL, self.for_individuals), (SubjectKind.COLLECTIVE, self.for_collectives))
        return [kind for kind, is_given in kinds if is_given]

    @property
    def commendation_types(self) -> list[str]:
        """Return on which grounds it is given, the usual one first."""
        return self.types.split(",")


class AwardRule(Base):
    """An award under one regime: who decides on it, by which article, how surely known."""

    __tablename__ = "award_rule"

    award_code: Mapped[str] = mapped_column(ForeignKey("award.code"), primary_key=True)
    regime_code: Mapped[str] = mapped_column(ForeignKey("regime.code"), primary_key=True)
    authority: Mapped[str] = mapped_column(String(200))
    authority_en: Mapped[str] = mapped_column(String(200))
    article: Mapped[str] = mapped_column(String(200), default="")
    status: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(Text)
    # Who submits it to the authority that decides, where a body's request goes to them.
    through: Mapped[str] = mapped_column(String(200), default="", server_default="")

    award: Mapped[Award] = relationship(lazy="joined")
    regime: Mapped[Regime] = relationship(lazy="joined")


class AwardCalled(Base):
    """What an award is called in a body, how surely known: only verified names stand on papers."""

    __tablename__ = "award_called"

    award_code: Mapped[str] = mapped_column(ForeignKey("award.code"), primary_key=True)
    body_code: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(Text)


class TitleRecord(Base):
    """An award that a person or a unit holds for a year, by which decision; or held, until it was revoked.

    One is held once a year for merit, and once for each feat or movement.
    """

    __tablename__ = "title_record"
    __table_args__ = (
        UniqueConstraint("person_id", *_KEY, name="uq_title_record_person_achievement"),
        UniqueConstraint("unit_code", *_KEY, name="uq_title_record_unit_achievement"),
        CheckConstraint(_ONE_SUBJECT, name="one_subject"),
        Index("ix_title_record_award_code_year", "award_code", "year"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    unit_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"))
    award_code: Mapped[str] = mapped_column(ForeignKey("award.code"))
    year: Mapped[int]
    commendation_type: Mapped[str] = mapped_column(String(20), default=MERIT, server_default=MERIT)
    # What was done on which day, or in which movement; and what tells one such achievement from another.
    feat: Mapped[str] = mapped_column(Text, default="", server_default="")
    feat_on: Mapped[date | None] = mapped_column(Date)
    occasion: Mapped[str] = mapped_column(String(LONGEST_OCCASION), default="", server_default="")
    decision_no: Mapped[str] = mapped_column(String(80), default="")
    decided_on: Mapped[date | None] = mapped_column(Date)
    authority: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(String(200), default="")
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(60))
    # The decision that annulled it (Law 06/2022 Art. 93), and why.
    revoked_on: Mapped[date | None] = mapped_column(Date)
    revoked_no: Mapped[str] = mapped_column(String(80), default="", server_default="")
    revoked_for: Mapped[str] = mapped_column(Text, default="", server_default="")

    award: Mapped[Award] = relationship(lazy="joined")
    person: Mapped[Person | None] = relationship()
    unit: Mapped[Unit | None] = relationship()


class Initiative(Base):
    """A recognised initiative, and how far its effect reaches."""

    __tablename__ = "initiative"
    __table_args__ = (UniqueConstraint("person_id", "year", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    year: Mapped[int]
    name: Mapped[str] = mapped_column(String(300))
    scope: Mapped[str] = mapped_column(String(20))
    decision_no: Mapped[str] = mapped_column(String(80), default="")


class YearRecord(Base):
    """How a person or a unit did in a year: rating, discipline and, for a unit, its numbers."""

    __tablename__ = "year_record"
    __table_args__ = (
        UniqueConstraint("person_id", "year"),
        UniqueConstraint("unit_code", "year"),
        CheckConstraint(_ONE_SUBJECT, name="one_subject"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    unit_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"))
    year: Mapped[int]
    rating: Mapped[str] = mapped_column(String(20), default="DONE")
    discipline: Mapped[str] = mapped_column(String(20), default="NONE")
    # Until when a discipline is in force, where that is told; whether its violation was counted in the year before.
    disciplined_until: Mapped[date | None] = mapped_column(Date)
    discipline_counted: Mapped[bool] = mapped_column(default=False, server_default=false())
    # How many months a course lasts, with a result of at least fair (khá) or not; months away for other reasons.
    training_months: Mapped[int | None]
    training_good: Mapped[bool | None]
    absent_months: Mapped[int | None]
    # Numbers a unit states itself; without them they are counted from the register.
    members: Mapped[int | None]
    members_done: Mapped[int | None]
    ldtt_members: Mapped[int | None]
    cstdcs_members: Mapped[int | None]
    leads_cluster: Mapped[bool] = mapped_column(default=False)
    # How the members of a unit's cluster or bloc voted for it.
    cluster_members: Mapped[int | None]
    cluster_yes: Mapped[int | None]
    # How many years a movement of the Prime Minister had lasted when its review named the unit as leading it.
    movement_years: Mapped[int | None]
    # The post a person held in the year, as commending by contribution counts it; whether they retire at the later age.
    post: Mapped[str] = mapped_column(String(20), default="")
    retires_later: Mapped[bool] = mapped_column(default=False)


class Hold(Base):
    """A time in which nothing may be proposed: discipline, inspection or a complaint is pending.

    It is made and ended where a matter about a nomination is handled (`workflows/procedures/nomination/holding`):
    whoever classifies or concludes it says so; or, without a nomination, by a leader's hand
    (`workflows/across/holds/placing`). `valid_to` is the last day it held. Decree
    98/2023 Art. 4 and Decree 152/2025 Art. 4.
    """

    __tablename__ = "award_hold"
    __table_args__ = (CheckConstraint(_ONE_SUBJECT, name="one_subject"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    unit_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"), index=True)
    nomination: Mapped[str | None] = mapped_column(String(40), index=True)
    reason: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    ended_at: Mapped[datetime | None]
    # Who let go of it by hand, and why; empty where it ended with what it was made for.
    ended_by: Mapped[str] = mapped_column(String(100), default="", server_default="")
    ended_by_name: Mapped[str] = mapped_column(String(200), default="", server_default="")
    end_reason: Mapped[str] = mapped_column(Text, default="", server_default="")

    def end(self, by: str = "", by_name: str = "", reason: str = "") -> None:
        """Let it hold no more from this day on."""
        self.valid_to, self.ended_at = clock.today() - timedelta(days=1), clock.now()
        self.ended_by, self.ended_by_name, self.end_reason = by, by_name, reason
