"""All queries on who is proposed already."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from workflows.registers.awards.achievement import MERIT, OF_THE_YEAR, Achievement
from workflows.registers.awards.model import COMMENDATION, Award
from workflows.registers.awards.store import alike
from workflows.registers.nominations.model import LIST, Nomination, NominationEntry, NominationOutcome
from workflows.registers.organisation.store import inside

SubjectId = UUID | str  # of a person, or the code of a unit
_DEAD = (NominationOutcome.FAILED, NominationOutcome.REJECTED, NominationOutcome.WITHDRAWN)
_ALIVE = ("proposed", "passed", "awarded")


@dataclass(frozen=True)
class Wanted:
    """An award for an achievement of a year."""

    award: Award
    year: int
    achievement: Achievement = OF_THE_YEAR


@dataclass(frozen=True)
class Standing:
    """A proposal that has not come to nothing: the nomination's code and the award it asks for."""

    code: str
    award: str


def already_proposed(session: Session, wanted: Wanted, subject: SubjectId | None = None) -> dict[SubjectId, Standing]:
    """Return who is proposed for what is wanted, alone or on a letter; for a commendation in any form of it.

    All of them, or the subject that is named. One achievement is commended in one form (Law 06/2022/QH15 Art. 5); an
    emulation title is no form of commendation.
    """
    found = {}
    for query in _proposals(subject):
        for person, unit, code, award in session.execute(query.where(*_for(wanted))):
            key, standing = person or str(unit), Standing(code, award)
            if key not in found or award == wanted.award.code:
                found[key] = standing
    return found


def _proposals(subject: SubjectId | None) -> Iterator[Select[UUID | None, str | None, str, str]]:
    """Yield who is proposed on nominations of their own, and on letters: person, unit, nomination and award."""
    told = (Nomination.code, Nomination.award_code)
    own = select(Nomination.person_id, Nomination.subject_unit_code, *told).where(Nomination.subject_kind != LIST)
    many = select(NominationEntry.person_id, NominationEntry.unit_code, *told)
    many = many.join(Nomination, Nomination.code == NominationEntry.nomination)
    many = many.where(NominationEntry.state.in_(_ALIVE))
    if isinstance(subject, UUID):
        own, many = own.where(Nomination.person_id == subject), many.where(NominationEntry.person_id == subject)
    elif subject is not None:
        own, many = own.where(Nomination.subject_unit_code == subject), many.where(NominationEntry.unit_code == subject)
    yield own
    yield many


def _for(wanted: Wanted) -> list[ColumnElement[bool]]:
    forms = select(Award.code).where(Award.family == COMMENDATION)
    is_form = wanted.award.family == COMMENDATION
    return [
        Nomination.award_code.in_(forms if is_form else alike(wanted.award.code)),
        Nomination.year == wanted.year,
        Nomination.commendation_type == wanted.achievement.commendation_type,
        Nomination.occasion == wanted.achievement.occasion,
        _is_alive(),
    ]


def _is_alive() -> ColumnElement[bool]:
    return or_(Nomination.outcome.is_(None), Nomination.outcome.not_in(_DEAD))


def standing_in(session: Session, award: str, year: int, home: str) -> set[SubjectId]:
    """Return who is proposed for an award for the merit of a year by a unit (or one under it), alone or on a letter."""
    asked = (Nomination.award_code.in_(alike(award)), Nomination.year == year, Nomination.commendation_type == MERIT)
    there = (_is_alive(), inside(Nomination.unit_code, [home]))
    rows = (row for query in _proposals(None) for row in session.execute(query.where(*asked, *there)))
    return {person or str(unit) for person, unit, *_ in rows}
