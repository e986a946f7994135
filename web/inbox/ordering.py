"""The orders of the inbox, each with the keyset that leads from one page to the next."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_
from sqlalchemy.orm import InstrumentedAttribute

from engine.model import UserTask
from engine.store.tasks import due_or_never
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.model import Person

LAST = "9" * 12  # behind every sort key of a person: those are digits, and no name begins so


@dataclass(frozen=True)
class Ordering:
    """A column to sort by, which way, and what the query must be joined to for it."""

    column: ColumnElement[Any] | InstrumentedAttribute[Any]
    descends: bool = False
    is_joined: bool = False

    def place(self, query: Select[Any]) -> Select[Any]:
        """Order a query; equal values go by the task's id, so that no row is met twice."""
        column = self.column.desc() if self.descends else self.column.asc()
        return query.order_by(column, UserTask.id)

    def after(self, query: Select[Any], value: Any, last_id: UUID) -> Select[Any]:
        """Narrow a query to what comes after the task of an id, whose column holds a value."""
        further = self.column < value if self.descends else self.column > value
        return query.where(or_(further, and_(self.column == value, UserTask.id > last_id)))

    def join(self, query: Select[Any]) -> Select[Any]:
        """Join a query of tasks, which may be joined to nominations already, to what the column needs."""
        return query.outerjoin(Person, Person.id == Nomination.person_id) if self.is_joined else query


ORDERINGS: dict[str, Ordering] = {
    "due": Ordering(due_or_never),
    "name": Ordering(func.coalesce(Person.sort_key, LAST), is_joined=True),
    "newest": Ordering(UserTask.created_at, descends=True),
    "priority": Ordering(UserTask.priority, descends=True),
    "done": Ordering(UserTask.completed_at, descends=True),
}
