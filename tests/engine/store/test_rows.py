"""Rows that two people write at the same moment: one is there, and both have it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy.orm import Session

from engine.base import clock
from engine.model import InstallationFact
from engine.store.database import Database
from engine.store.rows import add_new, find_or_add, put

PEOPLE = 4


def at_once(database: Database, work: object) -> list[str]:
    """Let some people do the same in transactions that begin together; return what each was left with."""
    barrier = Barrier(PEOPLE)

    def one(number: int) -> str:
        barrier.wait()
        return database.perform(lambda session: work(session, str(number)))  # type: ignore[operator]

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(one, range(PEOPLE)))


def facts(database: Database) -> list[tuple[str, str]]:
    with database.read() as session:
        return [(one.name, one.value) for one in session.query(InstallationFact).order_by(InstallationFact.name)]


def test_who_comes_second_finds_what_the_first_has_made(database: Database) -> None:
    def work(session: Session, value: str) -> str:
        return find_or_add(session, InstallationFact, {"name": "n"}, value=value, noted_at=clock.now()).value

    found = at_once(database, work)
    assert facts(database) == [("n", found[0])]
    assert len(set(found)) == 1


def test_who_comes_last_is_believed(database: Database) -> None:
    def work(session: Session, value: str) -> str:
        return put(session, InstallationFact, {"name": "n"}, value=value, noted_at=clock.now()).value

    assert at_once(database, work) == [str(number) for number in range(PEOPLE)]
    assert [name for name, _ in facts(database)] == ["n"]


def test_of_many_rows_those_that_stand_are_left_alone(database: Database) -> None:
    def rows(value: str) -> list[dict[str, object]]:
        return [{"name": name, "value": value, "noted_at": clock.now()} for name in ("a", "b")]

    database.perform(lambda s: add_new(s, InstallationFact, rows("1")[:1]))
    database.perform(lambda s: add_new(s, InstallationFact, [*rows("2")]))
    database.perform(lambda s: add_new(s, InstallationFact, []))
    assert facts(database) == [("a", "1"), ("b", "2")]


def test_a_row_that_the_session_knows_is_told_what_became_of_it(database: Database) -> None:
    with database.transaction() as session:
        first = put(session, InstallationFact, {"name": "n"}, value="1", noted_at=clock.now())
        assert put(session, InstallationFact, {"name": "n"}, value="2", noted_at=clock.now()) is first
        assert first.value == "2"
