"""All queries on the years of blocs."""

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workflows.procedures.bloc_year.model import BlocAbsence, BlocNudge, BlocPaper, BlocRemark, BlocScore


def find_paper(session: Session, scope: str, step: str, body: str) -> BlocPaper | None:
    """Return what a body handed in at a step, if it has."""
    return session.get(BlocPaper, (scope, step, body))


def papers_of(session: Session, scope: str, step: str) -> list[BlocPaper]:
    """Return what was handed in at a step, in the order of the bodies' codes."""
    query = select(BlocPaper).where(BlocPaper.scope == scope, BlocPaper.step == step)
    return list(session.scalars(query.order_by(BlocPaper.body_code)))


def papers_in(session: Session, scope: str) -> list[BlocPaper]:
    """Return all that was handed in within a year."""
    return list(session.scalars(select(BlocPaper).where(BlocPaper.scope == scope)))


def scores_of(session: Session, scope: str, body: str | None = None) -> list[BlocScore]:
    """Return the scores of a year, of one body or of all, by body and criterion."""
    query = select(BlocScore).where(BlocScore.scope == scope)
    if body is not None:
        query = query.where(BlocScore.body_code == body)
    return list(session.scalars(query.order_by(BlocScore.body_code, BlocScore.criterion_code)))


def find_score(session: Session, scope: str, body: str, criterion: str) -> BlocScore | None:
    """Return a body's score on one criterion."""
    return session.get(BlocScore, (scope, body, criterion))


def put_aside(session: Session, scope: str, step: str, name: str) -> None:
    """Keep what was handed in at a step, and whom it went on without, under another name: it is done once more."""
    for table in (BlocPaper, BlocAbsence):
        session.execute(
            update(table).where(table.scope == scope, table.step == step).values(step=name),
            execution_options={"synchronize_session": False},
        )


def absences_of(session: Session, scope: str, step: str | None = None) -> list[BlocAbsence]:
    """Return whom the steps of a year, or one of them, went on without, the oldest first."""
    query = select(BlocAbsence).where(BlocAbsence.scope == scope)
    if step is not None:
        query = query.where(BlocAbsence.step == step)
    return list(session.scalars(query.order_by(BlocAbsence.at, BlocAbsence.step, BlocAbsence.body_code)))


def nudges_on(session: Session, scope: str, day: date) -> set[tuple[str, str]]:
    """Return for which step and body the head has asked on a day."""
    query = select(BlocNudge.step, BlocNudge.body_code).where(BlocNudge.scope == scope, BlocNudge.day == day)
    return {(step, body) for step, body in session.execute(query)}


def remarks_of(session: Session, scope: str) -> list[BlocRemark]:
    """Return what was said about a year, the oldest first."""
    query = select(BlocRemark).where(BlocRemark.scope == scope)
    return list(session.scalars(query.order_by(BlocRemark.at, BlocRemark.id)))
