"""Queries on the mark."""

from uuid import UUID, uuid4

from sqlalchemy import ScalarSelect, select
from sqlalchemy.orm import Session

from engine.store.rows import insert_into
from workflows.registers.organisation.stamp.model import OrganisationStamp

ONLY = 1


def present_stamp() -> ScalarSelect[UUID]:
    """Return the mark as a column for a query that is asked anyway."""
    return select(OrganisationStamp.value).where(OrganisationStamp.id == ONLY).scalar_subquery()


def renew_stamp(session: Session) -> None:
    """Write another mark, in the session's transaction."""
    added = insert_into(session, OrganisationStamp).values(id=ONLY, value=uuid4())
    changed = added.on_conflict_do_update(index_elements=["id"], set_={"value": added.excluded.value})
    session.connection().execute(changed)  # past the session: this is written while it flushes
