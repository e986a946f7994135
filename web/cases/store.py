"""Queries of the list of nominations."""

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from web.cases.asked import Asked
from web.layout.words import mentions
from workflows.procedures.nomination.store import proposes_sex, visible
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.model import Unit
from workflows.registers.organisation.store import inside

PAGE = 50


def find_page(session: Session, actor: Actor, asked: Asked) -> list[Nomination]:
    """Return one page of nominations, the newest first, and one more when another page follows."""
    query = _narrow(_visible(actor), asked)
    if asked.after:
        query = query.where(Nomination.code < asked.after)
    return list(session.scalars(query.order_by(Nomination.code.desc()).limit(PAGE + 1)))


def count_nominations(session: Session, actor: Actor, asked: Asked) -> int:
    """Count what the whole list holds."""
    return session.scalar(select(func.count()).select_from(_narrow(_visible(actor), asked).subquery())) or 0


def years(session: Session, actor: Actor) -> list[int]:
    """Return the years there are nominations of, the newest first."""
    query = _visible(actor).with_only_columns(Nomination.year).distinct()
    return list(session.scalars(query.order_by(Nomination.year.desc())))


def types(session: Session, actor: Actor) -> list[str]:
    """Return on which grounds there are nominations."""
    return list(session.scalars(_visible(actor).with_only_columns(Nomination.commendation_type).distinct()))


def stages(session: Session, actor: Actor) -> list[str]:
    """Return the stages at which there are nominations."""
    return list(session.scalars(_visible(actor).with_only_columns(Nomination.stage).distinct()))


def bodies(session: Session, actor: Actor) -> list[str]:
    """Return the codes of the bodies that there are nominations of."""
    query = _visible(actor).with_only_columns(Nomination.body_code).distinct()
    return list(session.scalars(query.order_by(Nomination.body_code)))


def _visible(actor: Actor) -> Select[Any]:
    return select(Nomination).where(visible(actor))


def _narrow(query: Select[Any], asked: Asked) -> Select[Any]:
    wanted = {
        Nomination.award_code: asked.award,
        Nomination.commendation_type: asked.type,
        Nomination.movement: asked.movement,
        Nomination.stage: asked.stage,
        Nomination.outcome: asked.outcome,
        Nomination.body_code: asked.body,
        Nomination.year: asked.year,
    }
    query = query.where(*[column == value for column, value in wanted.items() if value])
    if asked.unit:
        query = query.where(inside(Nomination.unit_code, [asked.unit]))
    if asked.sex:
        query = query.where(proposes_sex(asked.sex))
    if asked.q:
        query = query.outerjoin(Unit, Unit.code == Nomination.unit_code)
        query = query.where(*mentions(asked.q, [Nomination.subject_search, Unit.search], [Nomination.code]))
    return query
