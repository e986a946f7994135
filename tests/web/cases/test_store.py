"""The list shows what the rule of sight says, and costs no more however many nominations there are."""

import random
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.store.database import Database
from tests.workflows.procedures.nomination.office import Office
from tests.workflows.registers.nominations.many import add_many
from web.cases import store
from web.cases.asked import Asked
from web.cases.listing import list_page
from workflows.procedures.nomination.sight.store import visible
from workflows.registers.nominations.model import Nomination, NominationEntry
from workflows.registers.nominations.tally.store import fold

HELD = (
    ("auditor@*",),
    ("administrator@*",),
    ("unit_officer@VKSNDTC.V15",),
    ("unit_head@VKSNDTC",),
    ("emulation_dept@VKSNDTC",),
    ("emulation_dept@VKSNDTC.V15", "bloc_voter@BCA"),
    ("council_member@BQP", "unit_officer@VKSNDTC.V15"),
    ("body_leader@BCA", "central_officer@BTDKTTW"),
    ("central_head@BTDKTTW",),
    ("bloc_voter@KTNN",),
    (),
)
NARROWED = (
    Asked(),
    Asked(stage="decided", year=2019),
    Asked(award="BKB", outcome="awarded"),
    Asked(body="VKSNDTC", unit="VKSNDTC.V15"),
    Asked(type="adhoc", movement="PT-1"),
    Asked(q="đức"),
    Asked(sex="female"),
)


@pytest.fixture
def office(database: Database, clock: Any) -> Office:
    """Return a bloc of eight bodies, one with a part."""
    return Office(database)


def actor(principals: tuple[str, ...]) -> Actor:
    return Actor("p", "p", frozenset(principals))


def sees(principals: tuple[str, ...], one: Nomination) -> bool:
    """Tell the rule as the reference words it, one nomination at a time; every body is in the bloc."""
    for role, _, scope in (principal.partition("@") for principal in principals):
        is_inside = one.unit_code == scope or one.unit_code.startswith(f"{scope}.")
        came: dict[str, datetime | None] = {
            "bloc": one.bloc_at if "." not in scope else None,
            "central": one.central_at,
        }
        of_place = role in {"unit_officer", "unit_head", "emulation_dept", "council_member", "body_leader"}
        of_bloc = role in {"emulation_dept", "body_leader", "bloc_voter"} and came["bloc"] is not None
        of_centre = role in {"central_officer", "central_head"} and came["central"] is not None
        if role == "auditor" or of_bloc or of_centre or (of_place and is_inside):
            return True
    return False


def every_page(session: Session, principals: tuple[str, ...], asked: Asked) -> tuple[list[str], store.Page]:
    """Return the codes of all pages of a list, and its first page."""
    page = first = store.find_page(session, actor(principals), asked)
    codes = [one.code for one in page.rows]
    while page.has_next:
        page = store.find_page(session, actor(principals), Asked(**{**vars(asked), "after": codes[-1]}))
        codes += [one.code for one in page.rows]
    return codes, first


def test_pages_counts_and_choices_are_those_of_the_rule(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PAGE", 7)
    with office.database.transaction() as session:
        add_many(session, 60, office.subject, random.Random(3))
        everything = list(session.scalars(select(Nomination).order_by(Nomination.code.desc())))
        for principals in HELD:
            seen = [one for one in everything if sees(principals, one)]
            codes, first = every_page(session, principals, Asked())
            assert codes == [one.code for one in seen], principals
            assert (first.total, first.is_more) == (len(seen), False), principals
            for column, found in store.values(session, actor(principals))._asdict().items():
                assert found == sorted({getattr(one, column) for one in seen}), (principals, column)


def test_narrowed_pages_and_counts_agree_with_the_plain_condition(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PAGE", 7)
    with office.database.transaction() as session:
        add_many(session, 60, office.subject, random.Random(4))
        for principals in HELD:
            for asked in NARROWED:
                plain = select(Nomination.code).where(visible(actor(principals)), *store.conditions(session, asked))
                codes, first = every_page(session, principals, asked)
                assert codes == sorted(session.scalars(plain), reverse=True), (principals, asked)
                assert (first.total, first.is_more) == (len(codes), False), (principals, asked)


def test_counting_one_by_one_ends(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PAGE", 3)
    monkeypatch.setattr(store, "MOST_COUNTED", 5)
    with office.database.transaction() as session:
        add_many(session, 60, office.subject, random.Random(5))
        page = store.find_page(session, actor(("auditor@*",)), Asked(q="tdkt"))
    assert (page.total, page.is_more) == (5, True)


def steps(office: Office, work: Callable[[Session], Any]) -> int:
    """Return how many tens of steps SQLite's machine takes for some work."""
    taken: list[int] = []
    with office.database.read() as session:
        work(session)  # whatever is compiled or cached once
        driver: Any = session.connection().connection.driver_connection
        driver.set_progress_handler(lambda: taken.append(1), 10)
        work(session)
        driver.set_progress_handler(None, 10)
    return len(taken)


def test_a_first_page_takes_no_more_steps_among_ten_times_as_many(sqlite_database: Database, clock: Any) -> None:
    office, chance = Office(sqlite_database), random.Random(6)
    # Of a unit all are looked through: they are few.
    actors = [actor(who) for who in HELD if not any("." in principal for principal in who)]
    views = [(who, asked) for who in actors for asked in (Asked(), Asked(stage="decided"), Asked(q="0123"))]
    taken: dict[int, list[int]] = {}
    for number in (300, 3_000):
        with office.database.transaction() as session:
            session.execute(delete(NominationEntry))
            session.execute(delete(Nomination))
            add_many(session, number, office.subject, chance, kinds=12)
        fold(office.database)
        taken[number] = [steps(office, lambda session, v=view: list_page(session, *v)) for view in views]  # type: ignore[misc]
    grown = [many / few for few, many in zip(taken[300], taken[3_000], strict=True)]
    # A search finds some more among more; looking at each would take ten times as many.
    assert max(grown) < 3, list(zip(grown, views, strict=True))
