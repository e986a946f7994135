"""Decision tables asked as a release has them: a case keeps the tables it began with, whatever is changed since."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.errors import NotFoundError
from engine.dmn import Model, load_model
from engine.store import releases
from engine.store.instances import find_instance
from workflows.registers.decisions import files


@lru_cache(maxsize=64)
def _model(data: bytes) -> Model:
    return load_model(data)


def release_of(session: Session, instance_id: UUID) -> UUID:
    """Return the release that a running case follows.

    Raises NotFoundError.
    """
    return find_instance(session, instance_id).release_id


def newest_release(session: Session, procedure: str) -> UUID | None:
    """Return the release that a new case of a procedure would follow, if it is deployed."""
    newest = releases.release_in_force(session, procedure)
    return None if newest is None else newest.id


def decide_under(session: Session, release: UUID | None, file: str, decision: str, context: Mapping[str, Any]) -> Any:
    """Return the value of a decision by the table of a release; where the release has none, by the shipped one."""
    return tables_of(session, release, file).evaluate(decision, dict(context)).value


def tables_of(session: Session, release: UUID | None, file: str) -> Model:
    """Return a release's decision file, or the shipped one, read once."""
    if release is not None:
        try:
            return _model(releases.file_of(session, release, file))
        except NotFoundError:
            pass  # the release asks no such table itself
    return _model(files()[file])
