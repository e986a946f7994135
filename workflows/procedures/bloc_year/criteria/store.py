"""All queries on the criteria of a year."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workflows.procedures.bloc_year.criteria.model import BlocCriteriaVersion
from workflows.procedures.bloc_year.criteria.rows import Criterion
from workflows.procedures.bloc_year.model import BlocScore


def versions_of(session: Session, scope: str) -> list[BlocCriteriaVersion]:
    """Return the versions of a year's criteria, the first one first; none for a year of a release without them."""
    query = select(BlocCriteriaVersion).where(BlocCriteriaVersion.scope == scope)
    return list(session.scalars(query.order_by(BlocCriteriaVersion.version)))


def criteria_of(session: Session, scope: str) -> list[Criterion]:
    """Return the criteria of a year as last drafted; none before the first draft."""
    versions = versions_of(session, scope)
    return [Criterion(**row) for row in versions[-1].rows] if versions else []


def clear_scores(session: Session, scope: str) -> None:
    """Take away the sheets of a year, for they are laid anew by other criteria."""
    session.execute(delete(BlocScore).where(BlocScore.scope == scope))
    session.flush()
