"""Queries on holds, with the nominations they came from, whom they hold, and what was raised about those."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.errors import NotFoundError
from workflows.registers.awards.model import Hold
from workflows.registers.complaints.model import Complaint
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.model import Person, Unit

MOST = 1_000


@dataclass(frozen=True)
class Held:
    """A hold, whom it holds, by which nomination it was made if it says so, and what was raised about that."""

    hold: Hold
    subject: Person | Unit
    about: Nomination | None
    matters: list[Complaint]

    @property
    def unit(self) -> str:
        """Return the code of the unit held, or in which the person held works."""
        return self.subject.unit_code if isinstance(self.subject, Person) else self.subject.code


def all_holds(session: Session) -> list[Held]:
    """Return the holds there are and were: those without an end before all others, then the newest first."""
    query = select(Hold).order_by(Hold.valid_to.is_not(None), Hold.valid_from.desc(), Hold.id.desc()).limit(MOST)
    return _held(session, list(session.scalars(query)))


def lock_hold(session: Session, hold_id: UUID) -> Held:
    """Return a hold whose row nobody else changes until the transaction ends; raises NotFoundError."""
    query = select(Hold).where(Hold.id == hold_id).with_for_update().execution_options(populate_existing=True)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFoundError
    return _held(session, [found])[0]


def find_subject(session: Session, code: str) -> Person | Unit | None:
    """Return who has a code: a person, else a unit; none where nobody has it."""
    person = session.scalars(select(Person).where(Person.code == code)).one_or_none()
    return person or session.get(Unit, code)


def standing_by_hand(session: Session, subject: Person | Unit) -> bool:
    """Tell whether a hold that came with no nomination stands on somebody."""
    who = Hold.person_id == subject.id if isinstance(subject, Person) else Hold.unit_code == subject.code
    stands = or_(Hold.valid_to.is_(None), Hold.valid_to >= clock.today())
    return session.scalars(select(Hold.id).where(who, Hold.nomination.is_(None), stands)).first() is not None


def _held(session: Session, found: list[Hold]) -> list[Held]:
    people = _by_key(session, Person, Person.id, [one.person_id for one in found])
    subjects = people | _by_key(session, Unit, Unit.code, [one.unit_code for one in found])
    about = _by_key(session, Nomination, Nomination.code, [one.nomination for one in found])
    matters = _matters(session, about)
    return [
        Held(
            one,
            subjects[one.person_id or one.unit_code],
            about.get(one.nomination),
            matters.get(one.nomination or "", []),
        )
        for one in found
    ]


def _by_key(session: Session, model: Any, column: Any, keys: Iterable[object]) -> dict[Any, Any]:
    wanted = {one for one in keys if one}
    if not wanted:
        return {}
    found: list[Any] = list(session.execute(select(column, model).where(column.in_(wanted))))
    return dict(found)


def _matters(session: Session, codes: Collection[str]) -> dict[str, list[Complaint]]:
    found: dict[str, list[Complaint]] = {}
    query = select(Complaint).where(Complaint.nomination_code.in_(list(codes))).order_by(Complaint.code)
    for one in session.scalars(query) if codes else ():
        found.setdefault(one.nomination_code, []).append(one)
    return found
