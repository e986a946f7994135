"""Who people are is kept between requests, and a change to it holds from the next request on, in every process."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import event, select

from engine.store.database import Database
from tests.web.conftest import Browser, Staff
from workflows.registers.organisation.model import Post
from workflows.registers.organisation.stamp import OrganisationStamp

RECORDS = "/kiem-tra"


@pytest.fixture
def hanh(browser: Browser, staff: Staff) -> UUID:
    """Return somebody who is signed in and may look at records."""
    who = staff.hire("hanh", "auditor@*")
    browser.sign_in("hanh")
    return who


@pytest.fixture
def asked(database: Database, browser: Browser, hanh: UUID) -> Iterator[list[str]]:
    """Return the statements sent since the first page was shown."""
    assert browser.get(RECORDS).status_code == 200
    sent: list[str] = []
    note = lambda _c, _k, statement, *_: sent.append(statement)  # noqa: E731
    event.listen(database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine, "before_cursor_execute", note)


def stamp(database: Database) -> UUID | None:
    with database.read() as session:
        return session.scalar(select(OrganisationStamp.value))


def test_who_somebody_is_is_not_asked_again_while_nothing_changed(browser: Browser, asked: list[str]) -> None:
    assert browser.get(RECORDS).status_code == 200
    assert [text for text in asked if "FROM post" in text] == []


def test_a_post_that_ends_ends_at_once(browser: Browser, asked: list[str], database: Database, hanh: UUID) -> None:
    with database.transaction() as elsewhere:  # as another process would
        for post in elsewhere.scalars(select(Post).where(Post.person_id == hanh)):
            post.valid_to = date(2001, 1, 1)
    assert browser.get(RECORDS).status_code == 403
    assert [text for text in asked if "FROM post" in text]


def test_a_post_that_is_given_or_taken_changes_the_mark(database: Database, hanh: UUID) -> None:
    before = stamp(database)
    with database.transaction() as session:
        post = Post(person_id=hanh, unit_code=None, role="administrator", valid_from=date(2000, 1, 1))
        session.add(post)
    given = stamp(database)
    with database.transaction() as session:
        session.delete(session.merge(post))
    assert len({before, given, stamp(database)}) == 3


def test_a_change_that_is_rolled_back_leaves_the_mark(database: Database, hanh: UUID) -> None:
    before = stamp(database)
    with database.transaction() as session:
        session.add(Post(person_id=hanh, unit_code=None, role="administrator", valid_from=date(2000, 1, 1)))
        session.flush()
        session.rollback()
    assert stamp(database) == before
