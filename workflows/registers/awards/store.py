"""All queries on awards and on who holds them."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, func, literal_column, or_, select
from sqlalchemy.orm import Session, joinedload

from engine.base.errors import NotFoundError
from engine.store.fast import Statement, ask
from workflows.registers.awards.achievement import MERIT, OF_THE_YEAR, Achievement
from workflows.registers.awards.model import (
    COMMENDATION,
    Award,
    AwardCalled,
    AwardRule,
    Hold,
    Initiative,
    Regime,
    TitleRecord,
    YearRecord,
)
from workflows.registers.organisation.matching import by_bytes
from workflows.registers.organisation.model import Person, Unit
from workflows.registers.organisation.store import holds_on, inside

Subject = Person | Unit


class AwardNames(NamedTuple):
    """What an award is called, by all where no body is named."""

    code: str
    body_code: str
    name: str
    name_en: str


def _names(_dialect: str) -> CompoundSelect[Any]:
    nobody: Any = literal_column("''")
    own = select(Award.code, nobody, Award.name, Award.name_en, Award.place)
    called = select(AwardCalled.award_code, AwardCalled.body_code, AwardCalled.name, nobody, literal_column("0"))
    return own.union_all(called).order_by("place")


NAMES = Statement(_names)
"""Plain rows: pages ask for all the names there are."""


def regimes(session: Session) -> list[Regime]:
    """Return all regimes, the oldest first."""
    return list(session.scalars(select(Regime).order_by(Regime.valid_from)))


def find_regime(session: Session, code: str) -> Regime | None:
    """Return a regime by its code, where there is one."""
    return session.get(Regime, code)


def regime_on(session: Session, day: date) -> str:
    """Return the code of the regime in force on a day.

    Raises NotFoundError when none of the shipped ones is.
    """
    code = session.scalar(select(Regime.code).where(holds_on(Regime, day)))
    if code is None:
        raise NotFoundError
    return code


def award_catalogue(session: Session, on: date) -> list[AwardRule]:
    """Return the awards of the regime in force on a day, each with who decides, in catalogue order."""
    query = select(AwardRule).join(Regime).join(Award).where(holds_on(Regime, on))
    return list(session.scalars(query.order_by(Award.place)))


def awards(session: Session) -> list[Award]:
    """Return every award of the catalogue, in its order."""
    return list(session.scalars(select(Award).order_by(Award.place)))


def find_award(session: Session, code: str) -> Award:
    """Return an award by its code.

    Raises NotFoundError.
    """
    award = session.get(Award, code)
    if award is None:
        raise NotFoundError
    return award


def award_rule(session: Session, award: str, regime: str) -> AwardRule | None:
    """Return who decides on an award under a regime."""
    return session.get(AwardRule, (award, regime))


def titles_of(session: Session, subject: Subject) -> list[TitleRecord]:
    """Return what a person or a unit holds, the newest first; not what was revoked."""
    query = select(TitleRecord).join(Award).where(_about(TitleRecord, subject), TitleRecord.revoked_on.is_(None))
    return list(session.scalars(query.order_by(TitleRecord.year.desc(), Award.place)))


def titles_from(session: Session, award: str, year: int, source: str) -> list[TitleRecord]:
    """Return the awards of a year that a nomination brought into the register."""
    query = select(TitleRecord).where(TitleRecord.award_code == award, TitleRecord.year == year)
    return list(session.scalars(query.where(TitleRecord.source == source)))


def all_titles(session: Session) -> list[TitleRecord]:
    """Return the whole register, each record with its person."""
    return list(session.scalars(select(TitleRecord).options(joinedload(TitleRecord.person))))


def all_years(session: Session) -> list[YearRecord]:
    """Return how everybody and every unit did, in every year."""
    return list(session.scalars(select(YearRecord)))


def all_initiatives(session: Session) -> list[Initiative]:
    """Return every recognised initiative."""
    return list(session.scalars(select(Initiative)))


def find_title(
    session: Session, subject: Subject, award: str, year: int, achievement: Achievement = OF_THE_YEAR
) -> TitleRecord | None:
    """Return the record of one award for one achievement of a year, if it was ever held."""
    query = select(TitleRecord).where(_about(TitleRecord, subject), *_for(achievement, year))
    return session.scalar(query.where(TitleRecord.award_code == award))


def is_held(session: Session, subject: Subject, award: str, year: int, achievement: Achievement) -> bool:
    """Tell whether an award, or one that counts as the same, is held for an achievement of a year."""
    query = select(func.count()).select_from(TitleRecord).where(_about(TitleRecord, subject), *_for(achievement, year))
    return bool(session.scalar(query.where(TitleRecord.award_code.in_(alike(award)), TitleRecord.revoked_on.is_(None))))


def alike(award: str) -> Select[str]:
    """Return the query of the codes of all awards that count as the same as one."""
    rules = func.coalesce(Award.counts_as, Award.code)
    return select(Award.code).where(rules == select(rules).where(Award.code == award).scalar_subquery())


def rules_codes(session: Session) -> dict[str, str]:
    """Return by which code the rules know each award."""
    return {award.code: award.rules_code for award in awards(session)}


def all_names(session: Session) -> list[AwardNames]:
    """Return the names of every award: its own in both languages, and what each body calls it."""
    (rows,) = ask(session, (NAMES, {}))
    return [AwardNames(*names) for *names, _place in rows]


def name_on_papers(session: Session, award: str, body: str) -> str:
    """Return what an award is called on papers of a body: its own name for it where that is verified.

    Raises NotFoundError.
    """
    called = session.get(AwardCalled, (award, body))
    return called.name if called and called.status == "verified" else find_award(session, award).name


def forms_given(session: Session, subject: Subject, year: int, achievement: Achievement) -> list[TitleRecord]:
    """Return the forms of commendation, not the titles, that are held for one achievement of a year."""
    query = select(TitleRecord).join(Award).where(_about(TitleRecord, subject), *_for(achievement, year))
    return list(session.scalars(query.where(Award.family == COMMENDATION, TitleRecord.revoked_on.is_(None))))


def _for(achievement: Achievement, year: int) -> list[ColumnElement[bool]]:
    same = (TitleRecord.commendation_type, achievement.commendation_type), (TitleRecord.occasion, achievement.occasion)
    return [TitleRecord.year == year, *(column == value for column, value in same)]


def initiatives_of(session: Session, person_id: UUID) -> list[Initiative]:
    """Return a person's recognised initiatives, the newest first."""
    query = select(Initiative).where(Initiative.person_id == person_id)
    return list(session.scalars(query.order_by(Initiative.year.desc(), by_bytes(Initiative.name), Initiative.id)))


def years_of(session: Session, subject: Subject) -> dict[int, YearRecord]:
    """Return how a person or a unit did, by year."""
    return {row.year: row for row in session.scalars(select(YearRecord).where(_about(YearRecord, subject)))}


def unit_year(session: Session, unit_code: str, year: int) -> YearRecord | None:
    """Return how a unit did in a year, and what it states of itself."""
    return session.scalar(select(YearRecord).where(YearRecord.unit_code == unit_code, YearRecord.year == year))


def is_on_hold(session: Session, subject: Subject, day: date) -> bool:
    """Tell whether nothing may be proposed for a person or a unit on a day."""
    query = select(func.count()).select_from(Hold).where(_about(Hold, subject), holds_on(Hold, day))
    return bool(session.scalar(query))


def members_in(session: Session, unit_code: str, year: int) -> list[UUID]:
    """Return who worked in a unit (or under it) during a year."""
    came = or_(Person.recruited_on.is_(None), Person.recruited_on <= date(year, 12, 31))
    stayed = or_(Person.left_on.is_(None), Person.left_on >= date(year, 12, 31))
    return list(session.scalars(select(Person.id).where(inside(Person.unit_code, [unit_code]), came, stayed)))


def count_holders(session: Session, unit_code: str, award: str, year: int) -> int:
    """Return how many people of a unit hold an award for a year."""
    query = select(func.count()).select_from(TitleRecord).join(Person, TitleRecord.person_id == Person.id)
    query = query.where(*_held(award, year))
    return session.scalar(query.where(inside(Person.unit_code, [unit_code]))) or 0


def holders_in(session: Session, unit_code: str, award: str, year: int) -> set[UUID | str]:
    """Return who of a unit (or under it) holds an award for a year: ids of people, codes of units."""
    query = select(TitleRecord.person_id, TitleRecord.unit_code).outerjoin(Person, TitleRecord.person_id == Person.id)
    query = query.where(*_held(award, year))
    where = func.coalesce(TitleRecord.unit_code, Person.unit_code)
    return {row.person_id or str(row.unit_code) for row in session.execute(query.where(inside(where, [unit_code])))}


def _held(award: str, year: int) -> list[ColumnElement[bool]]:
    """Return the condition that an award is held for the merit of a year."""
    held = [TitleRecord.award_code.in_(alike(award)), TitleRecord.year == year, TitleRecord.revoked_on.is_(None)]
    return [*held, TitleRecord.commendation_type == MERIT]


def leading_units(session: Session, unit_code: str, year: int) -> set[str]:
    """Return which units of a body led their cluster or bloc in a year."""
    query = select(YearRecord.unit_code).where(YearRecord.year == year, YearRecord.leads_cluster.is_(True))
    where = inside(func.coalesce(YearRecord.unit_code, ""), [unit_code])
    return {str(code) for code in session.scalars(query.where(where))}


def year_records_of(session: Session, people: Iterable[UUID], year: int) -> list[YearRecord]:
    """Return how some people did in a year."""
    query = select(YearRecord).where(YearRecord.person_id.in_(list(people)), YearRecord.year == year)
    return list(session.scalars(query))


def _about(model: type[TitleRecord | YearRecord | Hold], subject: Subject) -> ColumnElement[bool]:
    if isinstance(subject, Person):
        return model.person_id == subject.id
    return model.unit_code == subject.code
