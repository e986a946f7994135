"""Queries on the mark."""

from uuid import UUID, uuid4

from sqlalchemy import ScalarSelect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from workflows.registers.organisation.stamp.model import OrganisationStamp

ONLY = 1


def present_stamp() -> ScalarSelect[UUID]:
    """Return the mark as a column for a query that is asked anyway."""
    return select(OrganisationStamp.value).where(OrganisationStamp.id == ONLY).scalar_subquery()


def renew_stamp(session: Session) -> None:
    """Write another mark, in the session's transaction."""
    connection = session.connection()
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    added = dialect.insert(OrganisationStamp).values(id=ONLY, value=uuid4())
    connection.execute(added.on_conflict_do_update(index_elements=["id"], set_={"value": added.excluded.value}))
