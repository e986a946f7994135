"""What people have to do with the case of a task: asked once a command, along with the task itself.

What belongs to a case, and whom it concerns, only the rooms outward know: they say so by `register_casework`, as
queries over the cases asked for. Without them a case is the tasks of one business key.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, CompoundSelect, Date, Select, String, bindparam, literal_column, or_, select
from sqlalchemy.orm import Session

from engine.base import clock
from engine.model import UserTask, UserTaskState
from engine.model.capacity import Deed, Involvement
from engine.store.fast import Question, Statement

_task = UserTask.__table__.c
TODAY = bindparam("today", type_=Date())
"""The day on which posts count, in the queries of `Casework`."""
Ask = Callable[[CTE], "Select[Any] | CompoundSelect[Any]"]
CHUNK = 200


def deed_columns(asked: CTE, *, is_linked: bool = False) -> list[Any]:
    """Return the columns that a query of deeds answers with, where they are tasks."""
    flag: Any = literal_column("1" if is_linked else "0")
    names = ("completed_by", "completed_for", "prepared_by", "process_id", "element_id", "name", "capacity")
    return [asked.c.key, asked.c.process, *(_task[name] for name in names), flag.label("is_linked")]


def is_done() -> Any:
    """Return the condition that a task was done, or prepared for who will do it."""
    return or_(_task.state == UserTaskState.COMPLETED, _task.prepared_by != [])


def _own_deeds(asked: CTE) -> Select[Any]:
    query = select(*deed_columns(asked)).join(asked, _task.business_key == asked.c.key)
    return query.where(is_done(), _task.business_key != "").distinct()


def _nobody(asked: CTE) -> Select[Any]:
    nothing: Any = literal_column("''")
    return select(asked.c.key, asked.c.process, nothing, nothing).where(literal_column("1 = 0"))


def _says_nothing(_process_id: str, _element_id: str) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class Casework:
    """How a case is known: two queries over the cases asked for (`key`, `process`), and what the answers mean.

    `people` answers (key, process, person's id, kind), `deeds` as `deed_columns`; `kinds` says of each way in which a
    case concerns somebody what they are to it. `earlier` answers what is said of capacities at a step (process,
    element) whose own diagram, of before them, says nothing.
    """

    people: Ask = _nobody
    deeds: Ask = _own_deeds
    kinds: Mapping[str, str] = field(default_factory=dict)
    earlier: Callable[[str, str], Mapping[str, str]] = _says_nothing


class _Known:
    """The casework registered, with its statements compiled once."""

    def __init__(self, work: Casework) -> None:
        self.work = work
        asked = _asked(_task.id == bindparam("task_id"))
        self.people = Statement(lambda _: work.people(asked))
        self.deeds = Statement(lambda _: work.deeds(asked))
        self.of_tasks = self._both(_asked(_task.id.in_(bindparam("tasks", expanding=True))))
        self._of_keys: dict[int, list[Any]] = {}

    def of_keys(self, count: int) -> list[Any]:
        """Return the queries about so many cases by their keys: writing them takes longer than asking them."""
        if count not in self._of_keys:
            self._of_keys[count] = self._both(_named(count))
        return self._of_keys[count]

    def _both(self, asked: CTE) -> list[Any]:
        return [self.work.people(asked), self.work.deeds(asked)]


def _asked(where: Any) -> CTE:
    return select(_task.business_key.label("key"), _task.process_id.label("process")).where(where).cte("asked")


_known = _Known(Casework())


def register_casework(work: Casework) -> None:
    """Say what belongs to a case and whom it concerns."""
    global _known  # noqa: PLW0603 - the one place where rooms outward tell the engine
    _known = _Known(work)


def said_of(process_id: str, element_id: str, properties: Mapping[str, str]) -> Mapping[str, str]:
    """Return what a step's diagram says of it; where that is of before capacities, with what is said of them today."""
    if "capacity" in properties:
        return properties
    return {**_known.work.earlier(process_id, element_id), **properties}


def kinds() -> Mapping[str, str]:
    """Return what people are to a case, by kind."""
    return _known.work.kinds


def questions(task_id: UUID) -> tuple[Question, Question]:
    """Return the questions for the people of a task's case, and for what was done on it."""
    row = {"task_id": task_id, "today": clock.today()}
    return (_known.people, row), (_known.deeds, row)


def read(people: Iterable[Sequence[Any]], deeds: Iterable[Sequence[Any]]) -> Involvement:
    """Return what the rows of `questions` say."""
    concerned: dict[str, set[str]] = {}
    for _key, _process, person, kind in people:
        concerned.setdefault(str(person), set()).add(kind)
    return Involvement({who: frozenset(kinds) for who, kinds in concerned.items()}, tuple(map(_deed, deeds)))


def _deed(row: Sequence[Any]) -> Deed:
    _key, _process, by, of, prepared, process, element, name, capacity, is_linked = row
    people = frozenset(person for person in (by, of, *(prepared or ())) if person)
    return Deed(people, process, element, name, capacity, bool(is_linked))


def involvements(session: Session, task_ids: Collection[UUID]) -> dict[tuple[str, str], Involvement]:
    """Return the same for many tasks at once, by the business key and the process of each."""
    found: dict[tuple[str, str], tuple[list[Any], list[Any]]] = {}
    wanted = sorted(task_ids)
    for begin in range(0, len(wanted), CHUNK):
        given = {"today": clock.today(), "tasks": wanted[begin : begin + CHUNK]}
        for place, query in enumerate(_known.of_tasks):
            for row in map(tuple, session.execute(query, given)):
                found.setdefault(row[:2], ([], []))[place].append(row)
    return {case: read(people, deeds) for case, (people, deeds) in found.items()}


def involvement_in(session: Session, keys: Collection[str], process: str = "") -> dict[str, Involvement]:
    """Return what people have to do with cases, by their keys, whichever task asks."""
    found: dict[str, tuple[list[Any], list[Any]]] = {}
    for begin in range(0, len(keys), CHUNK):
        chunk = sorted(keys)[begin : begin + CHUNK]
        given = {"today": clock.today(), "process": process, **{f"key{n}": key for n, key in enumerate(chunk)}}
        for place, query in enumerate(_known.of_keys(len(chunk))):
            for row in session.execute(query, given):
                found.setdefault(row[0], ([], []))[place].append(row)
    nothing: tuple[list[Any], list[Any]] = ([], [])
    return {key: read(*found.get(key, nothing)) for key in keys}


def _named(count: int) -> CTE:
    running: Any = bindparam("process", type_=String()).label("process")
    first, *rest = [select(bindparam(f"key{n}", type_=String()).label("key"), running) for n in range(count)]
    return first.union_all(*rest).cte("asked") if rest else first.cte("asked")
