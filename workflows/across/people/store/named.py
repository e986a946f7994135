"""The condition that a nomination proposes somebody of some people, or a relative of theirs."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from workflows.across.people.relations.model import DeclaredRelation as Relation
from workflows.registers.nominations.model import EntryState, Nomination, NominationEntry

Column = InstrumentedAttribute[UUID | None]


def proposes(people: Iterable[UUID]) -> ColumnElement[bool]:
    """Return the condition that a nomination proposes one of some people or of their relatives, alone or in a list."""
    ids = sorted(people)
    listed = exists().where(
        NominationEntry.nomination == Nomination.code, NominationEntry.state != EntryState.WITHDRAWN
    )
    return or_(_is_one(Nomination.person_id, ids), listed.where(_is_one(NominationEntry.person_id, ids)))


def _is_one(column: Column, ids: list[UUID]) -> ColumnElement[bool]:
    """Return the condition that a column names one of them or a relative; of none it is false, never unknown."""
    return column.is_not(None) & or_(column.in_(ids), column.in_(_relatives(ids)), column.in_(_relatives_back(ids)))


def _relatives(ids: list[UUID]) -> Select[UUID]:
    return select(Relation.relative_id).where(Relation.person_id.in_(ids), Relation.withdrawn_at.is_(None))


def _relatives_back(ids: list[UUID]) -> Select[UUID]:
    return select(Relation.person_id).where(Relation.relative_id.in_(ids), Relation.withdrawn_at.is_(None))
