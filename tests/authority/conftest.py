"""The example's people on a database of one's own, each of those who sign in with an account."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from engine.base import clock as clock_room
from engine.store.database import Database
from tests.authority.people import SECOND, SINCE, WHO
from tests.conftest import INSTANT
from web.shell.wiring import join_rooms
from web.signin.commands import open_account
from workflows.example import load_example
from workflows.example.people import find_somebody
from workflows.registers.organisation.model import Post
from workflows.shipped import deploy_all


def settle(database: Database) -> None:
    """Fill a database with the example's people, who hold accounts and posts as on a server that is in use."""
    join_rooms()
    load_example(database, nominations=False)
    database.perform(deploy_all)
    database.perform(_open_accounts)


def _open_accounts(session: Session) -> None:
    for code in WHO.values():
        open_account(session, code, "a hash that no password has", find_somebody(code).id)


def hire_second(session: Session, role: str) -> None:
    """Give a second person the post of administrator or approver, which the example has one of."""
    person = find_somebody(SECOND[role]).id
    session.add(Post(person_id=person, role=role, valid_from=SINCE))
    open_account(session, SECOND[role], "a hash that no password has", person)


@pytest.fixture(scope="session")
def people(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with the example's people, catalogue and procedures, and no nomination."""
    path = tmp_path_factory.mktemp("authority") / "people.db"
    shutil.copy(sqlite_template, path)
    with clock_room.travel_to(INSTANT):
        database = Database(f"sqlite:///{path}")
        settle(database)
        database.dispose()
    return path


@pytest.fixture
def among(people: Path, tmp_path: Path, clock: Any) -> Iterator[Database]:
    """Return a database of this test's own, holding the example's people."""
    path = tmp_path / "people.db"
    shutil.copy(people, path)
    database = Database(f"sqlite:///{path}")
    yield database
    database.dispose()
