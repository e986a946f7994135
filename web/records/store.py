"""Queries of the records: cases by number, name or title, over all procedures."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from engine.model import Instance, InstanceState, VariableChange
from web.layout.words import mentions
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.matching import by_bytes

PAGE = 50


class Found(NamedTuple):
    """A case that has a history."""

    code: str
    title: str
    instances: int
    last_started_at: datetime
    active: int


class FoundPage(NamedTuple):
    """One page of cases."""

    cases: list[Found]
    next_cursor: str


def find_cases(session: Session, words: str, *, after: str = "", hidden: Collection[str] = ()) -> FoundPage:
    """Return cases whose number, title or subject mentions every word, the highest number first."""
    active = func.sum(case((Instance.state == InstanceState.ACTIVE, 1), else_=0))
    name = func.coalesce(func.max(Nomination.subject_name), func.max(Instance.title))
    query = (
        select(Instance.business_key, name, func.count(Instance.id), func.max(Instance.started_at), active)
        .outerjoin(Nomination, Nomination.code == Instance.business_key)
        .where(
            Instance.business_key != "",
            Instance.business_key.not_in(sorted(hidden)),
            *mentions(words, [Nomination.subject_search], [Instance.business_key, Instance.title]),
        )
        .group_by(Instance.business_key)
        .order_by(by_bytes(Instance.business_key).desc())
        .limit(PAGE + 1)
    )
    if after:
        query = query.where(by_bytes(Instance.business_key) < after)
    rows = [Found(*row) for row in session.execute(query)]
    shown = rows[:PAGE]
    return FoundPage(shown, shown[-1].code if len(rows) > len(shown) else "")


def variable_changes(session: Session, instance_ids: Sequence[UUID]) -> list[VariableChange]:
    """Return every value that variables of some instances took, in order."""
    query = select(VariableChange).where(VariableChange.instance_id.in_(instance_ids))
    return list(session.scalars(query.order_by(VariableChange.instance_id, VariableChange.seq, VariableChange.name)))
