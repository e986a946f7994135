"""What the simplicity of procedures is reckoned from: one statement for the cases, one for each thing counted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, distinct, func, select
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.model import Instance, Release, UserTask, UserTaskState
from web.reports.simplicity.asked import Asked
from web.reports.store import COLUMNS, conditions
from workflows.across.documents.model import Document
from workflows.registers.attachments.model import KEPT, Attachment
from workflows.registers.nominations.model import ClockPause, Nomination, NominationOutcome

MOST_CASES = 5_000
RETURNED = "returned"


class Found(NamedTuple):
    """One case that was decided: what it is, where it belongs, and from when to when it took."""

    code: str
    name: str
    unit: str
    award: str
    year: int
    value: Any
    handed_in: datetime
    decided: datetime


class Counted(NamedTuple):
    """What was counted in the cases, by their codes; a case that has none of it is missing."""

    steps: Mapping[str, int]
    people: Mapping[str, int]
    papers: Mapping[str, int]
    returns: Mapping[str, int]
    again: Mapping[str, int]


def cases_decided(session: Session, actor: Actor, asked: Asked) -> list[Found]:
    """Return the cases asked for that were decided, granted or not, the newest first, at most MOST_CASES."""
    newest = _newest(actor, asked).subquery()
    rows = session.execute(select(newest).order_by(newest.c.decided_at.desc(), newest.c.code))
    return [Found(*row) for row in rows]


def _newest(actor: Actor, asked: Asked) -> Select[Any]:
    it, number = Nomination, _release_number(asked)
    value = number if asked.by == "release" else COLUMNS[asked.by]
    columns = (it.code, it.subject_name, it.unit_code, it.award_code, it.year, value.label("value"))
    query = select(*columns, it.handed_in_at, it.decided_at).where(*conditions(actor, asked))
    query = query.where(it.decided_at.is_not(None), it.outcome != NominationOutcome.WITHDRAWN)
    if asked.release:
        query = query.where(number == asked.release)
    return query.order_by(it.decided_at.desc(), it.code).limit(MOST_CASES)


def _release_number(asked: Asked) -> Any:
    """Return the version of the procedure that a case followed last, as a value for each case."""
    found = select(func.max(Release.number)).join(Instance, Instance.release_id == Release.id)
    found = found.where(Instance.business_key == Nomination.code, Instance.procedure == asked.procedure)
    return found.correlate(Nomination).scalar_subquery()


def count_work(session: Session, actor: Actor, asked: Asked) -> Counted:
    """Return what was done in the cases asked for: steps, people, papers, returns, and what was done twice."""
    newest = _newest(actor, asked).with_only_columns(Nomination.code).subquery()
    done = session.execute(_done(newest)).all()
    files = session.execute(_files(newest)).all()
    issued = session.execute(_issued(newest)).all()
    returned = session.execute(_returned(newest)).all()
    return Counted(
        steps={row.code: row.steps for row in done},
        people={row.code: row.people for row in done},
        papers=_added((files, "papers"), (issued, "papers")),
        returns={row.code: row.returns for row in returned},
        again=_added((done, "again"), (files, "again")),
    )


def _done(newest: Any) -> Select[Any]:
    """Return the query of the steps done, of who did them, and of how many were done once more."""
    step = distinct(UserTask.process_id + ":" + UserTask.element_id)
    number = func.count()
    columns = (number.label("steps"), func.count(distinct(UserTask.completed_by)).label("people"))
    query = select(newest.c.code, *columns, (number - func.count(step)).label("again"))
    query = query.join(UserTask, UserTask.business_key == newest.c.code)
    return query.where(UserTask.state == UserTaskState.COMPLETED).group_by(newest.c.code)


def _files(newest: Any) -> Select[Any]:
    """Return the query of the files sent with answers, and of how many were sent once more unaltered."""
    number, contents = func.count(), func.count(distinct(Attachment.sha256))
    query = select(newest.c.code, contents.label("papers"), (number - contents).label("again"))
    query = query.join(Attachment, Attachment.business_key == newest.c.code)
    return query.where(Attachment.state == KEPT, Attachment.task_id.is_not(None)).group_by(newest.c.code)


def _issued(newest: Any) -> Select[Any]:
    query = select(newest.c.code, func.count().label("papers")).join(Document, Document.about == newest.c.code)
    return query.where(Document.voided_at.is_(None)).group_by(newest.c.code)


def _returned(newest: Any) -> Select[Any]:
    query = select(newest.c.code, func.count().label("returns"))
    query = query.join(ClockPause, ClockPause.nomination == newest.c.code)
    return query.where(ClockPause.kind == RETURNED).group_by(newest.c.code)


def _added(*counted: tuple[Any, str]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for rows, name in counted:
        for row in rows:
            sums[row.code] = sums.get(row.code, 0) + int(getattr(row, name))
    return sums


def releases_of(session: Session, procedure: str) -> list[tuple[int, datetime]]:
    """Return the versions of a procedure: number, and since when it holds."""
    since = func.coalesce(Release.effective_at, Release.created_at)
    query = select(Release.number, since).where(Release.procedure == procedure)
    return [(number, at) for number, at in session.execute(query.order_by(Release.number))]


def procedures_live(session: Session) -> list[str]:
    """Return the procedures that there are versions of."""
    return list(session.scalars(select(Release.procedure).distinct().order_by(Release.procedure)))
