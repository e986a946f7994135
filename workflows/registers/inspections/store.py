"""All queries on inspections."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, case, exists, func, or_, select, true
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from workflows.registers.inspections.model import (
    InspectionPlan,
    InspectionRemedy,
    InspectionVisit,
    RemedyState,
    VisitState,
)
from workflows.registers.organisation.access import visible_units
from workflows.registers.organisation.folding import fold_text
from workflows.registers.organisation.store import inside

Row = TypeVar("Row")


@dataclass(frozen=True)
class Sought:
    """What a list of plans is narrowed to; what is empty narrows nothing. `late_on`: with remedies late on a day."""

    text: str = ""
    year: int | None = None
    within: str = ""
    late_on: date | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return what holds of the plans sought."""
        parts = [InspectionPlan.year == self.year] if self.year else []
        parts += [InspectionPlan.search.contains(word, autoescape=True) for word in fold_text(self.text).split()]
        if self.late_on:
            late = exists().where(InspectionRemedy.visit_id == InspectionVisit.id, *_late(self.late_on))
            parts.append(late.where(InspectionVisit.plan_code == InspectionPlan.code))
        return [*parts, inside(InspectionPlan.unit_code, [self.within])] if self.within else parts


class Progress(NamedTuple):
    """How far a plan has come: visits planned and made, remedies asked for, done and late."""

    visits: int = 0
    made: int = 0
    remedies: int = 0
    done: int = 0
    late: int = 0


def _late(today: date) -> list[ColumnElement[bool]]:
    return [InspectionRemedy.state != RemedyState.DONE, InspectionRemedy.due_on < today]


def visible(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that an actor may see a plan: whose it is, whom it visits, who is to put something right.

    Auditors and the Central Board see all.
    """
    units = visible_units(actor)
    if units.everything:
        return true()
    visited = exists().where(InspectionVisit.plan_code == InspectionPlan.code, _concerns(units.roots))
    return or_(inside(InspectionPlan.unit_code, units.roots), visited)


def _concerns(roots: frozenset[str]) -> ColumnElement[bool]:
    owner = exists().where(InspectionRemedy.visit_id == InspectionVisit.id, inside(InspectionRemedy.unit_code, roots))
    return or_(inside(InspectionVisit.unit_code, roots), owner)


def plans_seen(
    session: Session, actor: Actor, sought: Sought, *, limit: int = 50, offset: int = 0
) -> list[InspectionPlan]:
    """Return plans an actor may see, the newest first."""
    query = select(InspectionPlan).where(visible(actor), *sought.conditions())
    query = query.order_by(InspectionPlan.year.desc(), InspectionPlan.code.desc())
    return list(session.scalars(query.limit(limit).offset(offset)))


def find_plan(session: Session, code: str, actor: Actor) -> InspectionPlan:
    """Return a plan the actor may see.

    Raises NotFoundError, for the foreign as for the missing.
    """
    return _found(session.scalar(select(InspectionPlan).where(InspectionPlan.code == code, visible(actor))))


def plan_of(session: Session, code: str) -> InspectionPlan:
    """Return a plan by its code.

    Raises NotFoundError.
    """
    return _found(session.get(InspectionPlan, code))


def find_visit(session: Session, code: str, visit_id: UUID, actor: Actor) -> InspectionVisit:
    """Return a visit of a plan that the actor may see.

    Raises NotFoundError, for the foreign as for the missing.
    """
    plan = find_plan(session, code, actor)
    return _found(next((one for one in visits_seen(session, plan, actor) if one.id == visit_id), None))


def lock_visit(session: Session, visit_id: UUID) -> InspectionVisit:
    """Return a visit as it is now, and keep others from changing it and its remedies until the transaction ends.

    Raises NotFoundError.
    """
    query = select(InspectionVisit).where(InspectionVisit.id == visit_id).with_for_update()
    return _found(session.scalar(query.execution_options(populate_existing=True)))


def lock_remedy(session: Session, remedy_id: UUID) -> InspectionRemedy:
    """Return a remedy as it is now, and keep others from changing it until the transaction ends.

    Raises NotFoundError.
    """
    query = select(InspectionRemedy).where(InspectionRemedy.id == remedy_id).with_for_update()
    return _found(session.scalar(query.execution_options(populate_existing=True)))


def _found(row: Row | None) -> Row:
    if row is None:
        raise NotFoundError
    return row


def visits_seen(session: Session, plan: InspectionPlan, actor: Actor) -> list[InspectionVisit]:
    """Return the visits of a plan by day: all to whose plan it is, to others those that concern them."""
    units = visible_units(actor)
    query = select(InspectionVisit).where(InspectionVisit.plan_code == plan.code)
    if not units.covers(plan.unit_code):
        query = query.where(_concerns(units.roots))
    return list(session.scalars(query.order_by(InspectionVisit.planned_on, InspectionVisit.id)))


def remedies_of(session: Session, visits: Sequence[UUID]) -> list[InspectionRemedy]:
    """Return the remedies of some visits, the earliest due first."""
    query = select(InspectionRemedy).where(InspectionRemedy.visit_id.in_(visits))
    return list(session.scalars(query.order_by(InspectionRemedy.due_on, InspectionRemedy.id)))


def progress_of(session: Session, codes: Sequence[str], today: date) -> dict[str, Progress]:
    """Return how far each of some plans has come, in two statements."""
    of_plan = InspectionVisit.plan_code
    made = func.sum(case((InspectionVisit.state != VisitState.PLANNED, 1), else_=0))
    query = select(of_plan, func.count(), made).where(of_plan.in_(codes)).group_by(of_plan)
    found = {code: Progress(visits, done) for code, visits, done in session.execute(query)}
    done = func.sum(case((InspectionRemedy.state == RemedyState.DONE, 1), else_=0))
    late = func.sum(case((_late(today)[0] & _late(today)[1], 1), else_=0))
    asked = select(of_plan, func.count(), done, late)
    asked = asked.join(InspectionRemedy, InspectionRemedy.visit_id == InspectionVisit.id)
    for code, *numbers in session.execute(asked.where(of_plan.in_(codes)).group_by(of_plan)):
        found[code] = Progress(*found[code][:2], *numbers)
    return found


def visits_to_come(session: Session, until: date) -> list[InspectionVisit]:
    """Return the visits that are planned for a day or before and were not made."""
    query = select(InspectionVisit).where(InspectionVisit.state == VisitState.PLANNED)
    return list(session.scalars(query.where(InspectionVisit.planned_on <= until).order_by(InspectionVisit.planned_on)))


def remedies_due(session: Session, until: date) -> list[tuple[InspectionRemedy, InspectionVisit]]:
    """Return the remedies of checked findings that are due by a day and that nobody has found done."""
    query = select(InspectionRemedy, InspectionVisit).join(
        InspectionVisit, InspectionVisit.id == InspectionRemedy.visit_id
    )
    query = query.where(InspectionVisit.state == VisitState.CHECKED, InspectionRemedy.state != RemedyState.DONE)
    rows = session.execute(query.where(InspectionRemedy.due_on <= until).order_by(InspectionRemedy.due_on))
    return [(remedy, visit) for remedy, visit in rows]
