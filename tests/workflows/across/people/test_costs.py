"""What asking about everybody of a case costs does not grow with what else there is."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from engine.base import clock as clock_room
from engine.model import UserTask
from engine.store.database import Database
from tests.workflows.across.people.matter import COMPLAINTS, ONE, REVOKED, SESSION, Matter, prepare
from workflows.across.people import involvement_in_cases

OTHERS = 400


@pytest.fixture
def session(sqlite_database: Database, clock: object) -> Iterator[Session]:
    """Return a session that sees one case with all that belongs to it."""
    prepare(sqlite_database)
    with sqlite_database.transaction() as session:
        yield Matter(session).session


def steps_to_ask(session: Session, key: str) -> int:
    """Return how many steps SQLite's machine takes to find who has to do with a case."""
    steps: list[int] = []
    driver = session.connection().connection.driver_connection
    assert driver is not None
    driver.set_progress_handler(lambda: steps.append(1), 1)
    involvement_in_cases(session, [key])
    driver.set_progress_handler(None, 1)
    return len(steps)


def do_elsewhere(session: Session) -> None:
    """Complete many tasks of other cases."""
    one = session.query(UserTask).first()
    assert one is not None
    columns = [column.key for column in UserTask.__table__.columns]
    like = {name: getattr(one, name) for name in columns} | {"state": "completed", "completed_by": "another"}
    like["completed_at"] = clock_room.now()
    session.execute(insert(UserTask), [like | {"id": uuid4(), "business_key": f"X-{n}"} for n in range(OTHERS)])


@pytest.mark.parametrize("key", [ONE, SESSION, REVOKED, next(iter(COMPLAINTS))])
def test_tasks_of_other_cases_are_not_looked_at(session: Session, key: str) -> None:
    before = steps_to_ask(session, key)
    do_elsewhere(session)
    assert steps_to_ask(session, key) < before + OTHERS
