"""What people have to do with the case of a task: asked once a command, along with the task itself.

What belongs to a case, and whom it concerns, only the rooms outward know: they say so by `register_casework`, as
queries over the cases asked for. Without them a case is the tasks of one business key.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import (
    CTE,
    CompoundSelect,
    Date,
    Select,
    String,
    Text,
    Uuid,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from engine.base import clock
from engine.model import UserTask, UserTaskState
from engine.model.capacity import Deed, Involvement
from engine.model.values import decode
from engine.store.fast import LockedTask, Question, Statement, ask, read_task, task_of

_task = UserTask.__table__.c
TODAY = bindparam("today", type_=Date())
"""The day on which posts count, in the queries of `Casework`."""
Ask = Select[Any] | CompoundSelect[Any]
CHUNK = 128
"""Cases asked for at once by their keys; the statement is written for powers of two, and keys repeat up to one."""


def deed_columns(asked: CTE, *, is_linked: bool = False) -> list[Any]:
    """Return the columns that a query of deeds answers with, where they are tasks."""
    flag: Any = literal_column("1" if is_linked else "0")
    names = ("completed_by", "completed_for", "prepared_by", "process_id", "element_id", "name", "capacity")
    return [asked.c.key, asked.c.process, *(_task[name] for name in names), flag.label("is_linked")]


def is_done() -> Any:
    """Return the condition that a task was done, or prepared for who will do it."""
    return or_(
        _task.state == literal_column(f"'{UserTaskState.COMPLETED}'"), _task.prepared_by != literal_column("'[]'")
    )


def _nobody_and_own_deeds(asked: CTE) -> tuple[Ask, Ask]:
    nothing: Any = literal_column("''")
    nobody = select(asked.c.key, asked.c.process, nothing.label("person"), nothing.label("kind"))
    own = select(*deed_columns(asked)).join(asked, _task.business_key == asked.c.key)
    own = own.where(is_done(), _task.business_key != literal_column("''"))
    return nobody.where(literal_column("1 = 0")), own.distinct()


def _says_nothing(_process_id: str, _element_id: str) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class Casework:
    """How a case is known: two queries over the cases asked for (`key`, `process`), and what the answers mean.

    `queries` returns the one for people, which answers (key, process, person's id, kind), and the one for deeds, which
    answers as `deed_columns`; `kinds` says of each way in which a case concerns somebody what they are to it.
    `earlier` answers what is said of capacities at a step (process, element) whose own diagram, of before them, says
    nothing.
    """

    queries: Callable[[CTE], tuple[Ask, Ask]] = _nobody_and_own_deeds
    kinds: Mapping[str, str] = field(default_factory=dict)
    earlier: Callable[[str, str], Mapping[str, str]] = _says_nothing


class _Known:
    """The casework registered, with its statements compiled once."""

    def __init__(self, work: Casework) -> None:
        self.work = work
        self.of_task = Statement(self._task_with_case)
        self.of_tasks = self._said(_asked(_task.id.in_(bindparam("tasks", expanding=True))))
        self._of_keys: dict[int, Statement] = {}

    def of_keys(self, count: int) -> Statement:
        """Return the query about so many cases by their keys: writing it takes longer than asking it."""
        if count not in self._of_keys:
            self._of_keys[count] = Statement(lambda _: self._said(_named(count)))
        return self._of_keys[count]

    def _task_with_case(self, dialect_name: str) -> Select[Any]:
        """Return the query for a task, with the rows of `_said` as one text: a statement costs more than a column."""
        said = self._said(_asked(_task.id == bindparam("task_id"))).subquery()
        is_postgresql = dialect_name == "postgresql"
        gather = func.json_agg if is_postgresql else func.json_group_array
        row = (func.json_build_array if is_postgresql else func.json_array)(*said.c)
        rows = select(cast(gather(row), Text)).select_from(said).scalar_subquery()
        return task_of(dialect_name).add_columns(case((_task.business_key != literal_column("''"), rows)))

    def _said(self, asked: CTE) -> Ask:
        """Return both queries as one: the columns of a deed, then who a person is and the kind."""
        people, deeds = (query.subquery() for query in self.work.queries(asked))
        nothing = [null()] * (len(deeds.c) - len(people.c) + 2)
        nobody = type_coerce(null(), Uuid).label("person"), null().label("kind")
        key, process, person, kind = people.c
        return union_all(select(*deeds.c, *nobody), select(key, process, *nothing, person, kind))


def _asked(where: Any) -> CTE:
    """Return the cases of tasks; a task without a key belongs to none, and nothing is looked for."""
    asked = select(_task.business_key.label("key"), _task.process_id.label("process"))
    return asked.where(where, _task.business_key != literal_column("''")).cte("asked")


_known = _Known(Casework())


def register_casework(work: Casework) -> None:
    """Say what belongs to a case and whom it concerns; who says the same again keeps the statements as compiled."""
    global _known  # noqa: PLW0603 - the one place where rooms outward tell the engine
    if work != _known.work:
        _known = _Known(work)


def said_of(process_id: str, element_id: str, properties: Mapping[str, str]) -> Mapping[str, str]:
    """Return what a step's diagram says of it; where that is of before capacities, with what is said of them today."""
    if "capacity" in properties:
        return properties
    return {**_known.work.earlier(process_id, element_id), **properties}


def kinds() -> Mapping[str, str]:
    """Return what people are to a case, by kind."""
    return _known.work.kinds


def task_with_case(task_id: UUID) -> Question:
    """Return the question for a task as it stands, the people of its case, and what was done on that.

    Its instance is to be locked before.
    """
    return _known.of_task, {"task_id": task_id, "today": clock.today()}


def read_task_with_case(rows: list[list[Any]]) -> LockedTask:
    """Return the task that was asked for; raises NotFoundError."""
    task = read_task([row[:-1] for row in rows])
    told = rows[0][-1]
    if told is not None:
        task.involvement = _read(_plain(row) for row in orjson.loads(told) or ())
    return task


def _plain(row: list[Any]) -> list[Any]:
    """Return a row that was told as text as the statement for many tasks would answer it."""
    *case, prepared, process, element, name, capacity, is_linked, person, kind = row
    had = None if prepared is None else decode(prepared)
    return [*case, had, process, element, name, capacity, is_linked, person and UUID(person), kind]


def _read(rows: Iterable[Sequence[Any]]) -> Involvement:
    """Return what the rows of `_Known` say."""
    concerned: dict[str, set[str]] = {}
    deeds: list[Deed] = []
    for *row, person, kind in rows:
        if kind is None:
            deeds.append(_deed(row))
        else:
            concerned.setdefault(str(person), set()).add(kind)
    return Involvement({who: frozenset(kinds) for who, kinds in concerned.items()}, tuple(deeds))


def _deed(row: Sequence[Any]) -> Deed:
    _key, _process, by, of, prepared, process, element, name, capacity, is_linked = row
    people = frozenset(person for person in (by, of, *(prepared or ())) if person)
    return Deed(people, process, element, name, capacity, bool(is_linked))


def involvements(session: Session, task_ids: Collection[UUID]) -> dict[tuple[str, str], Involvement]:
    """Return the same for many tasks at once, by the business key and the process of each."""
    found: dict[tuple[str, str], list[Any]] = {}
    wanted = sorted(task_ids)
    for begin in range(0, len(wanted), CHUNK):
        given = {"today": clock.today(), "tasks": wanted[begin : begin + CHUNK]}
        for row in map(tuple, session.execute(_known.of_tasks, given)):
            found.setdefault(row[:2], []).append(row)
    return {case: _read(rows) for case, rows in found.items()}


def involvement_in(session: Session, keys: Collection[str], process: str = "") -> dict[str, Involvement]:
    """Return what people have to do with cases, by their keys, whichever task asks."""
    found: dict[str, list[Any]] = {}
    for begin in range(0, len(keys), CHUNK):
        chunk = _filled_up(sorted(keys)[begin : begin + CHUNK])
        given = {"today": clock.today(), "process": process, **{f"key{n}": key for n, key in enumerate(chunk)}}
        (rows,) = ask(session, (_known.of_keys(len(chunk)), given))
        for row in rows:
            found.setdefault(row[0], []).append(row)
    return {key: _read(found.get(key, ())) for key in keys}


def _filled_up(keys: list[str]) -> list[str]:
    """Return keys with the last one repeated, up to a power of two."""
    return keys + keys[-1:] * ((1 << (len(keys) - 1).bit_length()) - len(keys))


def _named(count: int) -> CTE:
    """Return the cases of so many keys, each once."""
    running: Any = bindparam("process", type_=String()).label("process")
    first, *rest = [select(bindparam(f"key{n}", type_=String()).label("key"), running) for n in range(count)]
    return first.union(*rest).cte("asked") if rest else first.cte("asked")
