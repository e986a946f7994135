"""The tables of the organisation; every fact about a person or a unit holds from one day to another."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.model.base import Base, new_id


class UnitKind(StrEnum):
    """What a unit is.

    A service unit holds those who run the system; it is neither a body nor part of one, and is never imported.
    """

    BODY = "body"
    DEPARTMENT = "department"
    DIVISION = "division"
    CENTRAL = "central"
    SERVICE = "service"


SECTORS = ("", "education")
UNIT_KINDS = tuple(kind for kind in UnitKind if kind is not UnitKind.SERVICE)
COUNCIL_ROLES = ("chair", "vice", "member", "secretary")
ROLES = (
    "unit_officer",
    "unit_head",
    "emulation_dept",
    "council_member",
    "council_secretary",
    "council_chair",
    "body_leader",
    "bloc_voter",
    "central_officer",
    "central_head",
    "auditor",
    "administrator",
    "process_approver",
)
# Held by what a body is in a bloc's year, not by a post.
BLOC_ROLES = ("bloc_head", "bloc_deputy")
EVERYWHERE = "*"


class Unit(Base):
    """A body or a part of one; its code spells the tree: `VKSNDTC.V16` lies in `VKSNDTC`."""

    __tablename__ = "unit"

    code: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    short_name: Mapped[str] = mapped_column(String(80), default="")
    search: Mapped[str] = mapped_column(String(300), default="", index=True)
    kind: Mapped[str] = mapped_column(String(20))
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"), index=True)
    place: Mapped[int] = mapped_column(default=0)
    valid_from: Mapped[date | None] = mapped_column(Date)
    # The last day, and why it ends: a dissolved body is no longer commended (TT 15/2025/TT-BNV).
    valid_to: Mapped[date | None] = mapped_column(Date)
    dissolved: Mapped[bool] = mapped_column(default=False)
    # With legal personality its head decides on base titles, and shares are reckoned within it; a body always has it.
    legal_person: Mapped[bool] = mapped_column(default=False)
    sector: Mapped[str] = mapped_column(String(20), default="")
    # In which province it lies, by its full name, where others there are asked about it (Decree 98/2023 Art. 31).
    locality: Mapped[str] = mapped_column(String(80), default="", server_default="")
    is_example: Mapped[bool] = mapped_column(default=False)

    @property
    def body_code(self) -> str:
        """Return the code of the body this unit belongs to."""
        return body_of(self.code)

    @property
    def has_own_office(self) -> bool:
        """Tell whether an emulation department, a leader and a voter of its own act for it, not officer and head."""
        return self.kind == UnitKind.BODY or self.legal_person


class Person(Base):
    """Somebody who works in a unit: may act, be proposed, or both."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_unit_code_sort_key", "unit_code", "sort_key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    full_name: Mapped[str] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(String(400), index=True)
    search: Mapped[str] = mapped_column(String(200), index=True)
    sex: Mapped[str] = mapped_column(String(10), default="")
    birth_year: Mapped[int | None]
    ethnicity: Mapped[str] = mapped_column(String(40), default="")
    position: Mapped[str] = mapped_column(String(120), default="")
    recruited_on: Mapped[date | None] = mapped_column(Date)
    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    left_on: Mapped[date | None] = mapped_column(Date)
    is_example: Mapped[bool] = mapped_column(default=False)

    unit: Mapped[Unit] = relationship(lazy="joined")


class Post(Base):
    """A role a person holds in a unit for a time; without a unit it holds everywhere."""

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("person_id", "unit_code", "role", "valid_from"),
        Index("ix_post_role_unit_code", "role", "unit_code"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    unit_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"))
    role: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(120), default="")
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    given_by: Mapped[str] = mapped_column(String(250), default="")  # whose act gave it, and who approved

    person: Mapped[Person] = relationship(lazy="joined")

    @property
    def principal(self) -> str:
        """Return the post as a principal: `role@scope`."""
        return f"{self.role}@{self.unit_code or EVERYWHERE}"


class Bloc(Base):
    """An emulation bloc: bodies with similar work, set up by the Central Council; or a cluster inside one body.

    The members of a cluster are units of the body that set it up (`body_code`); of a bloc they are bodies.
    """

    __tablename__ = "bloc"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    body_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"), index=True)


class BlocYear(Base):
    """A bloc or a cluster in one year: which member heads it, which is its deputy, how many flags it may propose."""

    __tablename__ = "bloc_year"
    __table_args__ = (UniqueConstraint("bloc_code", "year"), CheckConstraint("flag_quota >= 0", name="flag_quota"))

    scope: Mapped[str] = mapped_column(String(50), primary_key=True)
    bloc_code: Mapped[str] = mapped_column(ForeignKey("bloc.code"))
    year: Mapped[int]
    head_code: Mapped[str] = mapped_column(ForeignKey("unit.code"), index=True)
    deputy_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"), index=True)
    # Law 2022 Art. 25(2) gives the flag to the body leading the bloc, in the singular.
    flag_quota: Mapped[int] = mapped_column(default=1)
    # By which regulation it may propose so many; empty where nobody has named one yet.
    quota_source: Mapped[str] = mapped_column(String(300), default="", server_default="")

    bloc: Mapped[Bloc] = relationship(lazy="joined")


class BlocMember(Base):
    """A body that belongs to a bloc in one year, or a unit that belongs to a cluster of its body."""

    __tablename__ = "bloc_member"

    scope: Mapped[str] = mapped_column(ForeignKey("bloc_year.scope"), primary_key=True)
    body_code: Mapped[str] = mapped_column(ForeignKey("unit.code"), primary_key=True)
    place: Mapped[int] = mapped_column(default=0)


class Council(Base):
    """The emulation and commendation council of a body, or the central one."""

    __tablename__ = "council"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    body_code: Mapped[str] = mapped_column(ForeignKey("unit.code"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")


class CouncilMember(Base):
    """A person's place on a council from one day to another."""

    __tablename__ = "council_member"
    __table_args__ = (UniqueConstraint("council_code", "person_id", "role", "valid_from"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    council_code: Mapped[str] = mapped_column(ForeignKey("council.code"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    place: Mapped[int] = mapped_column(default=0)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    given_by: Mapped[str] = mapped_column(String(250), default="")

    person: Mapped[Person] = relationship(lazy="joined")

    @property
    def is_voting(self) -> bool:
        """Tell whether the seat votes: the secretary's does not."""
        return self.role != "secretary"


def body_of(unit_code: str) -> str:
    """Return the code of the body a unit code lies in."""
    return unit_code.partition(".")[0]


def scope_of(bloc_code: str, year: int) -> str:
    """Return the scope of a bloc in a year: `NC-2019`."""
    return f"{bloc_code}-{year}"
