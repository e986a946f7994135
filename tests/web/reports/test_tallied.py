"""A report added up from what is kept says what counting every nomination says, to everybody and along everything."""

import random
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.store.database import Database
from tests.workflows.procedures.nomination.office import Office
from tests.workflows.registers.nominations.many import add_many
from web.reports import store
from web.reports.asked import Asked

HELD = (
    ("auditor@*",),
    ("administrator@*",),
    ("emulation_dept@VKSNDTC",),
    ("council_member@VKSNDTC", "unit_head@VKSNDTC.V15"),
    ("unit_head@VKSNDTC.V15", "bloc_voter@BCA"),
    ("body_leader@BCA", "central_officer@BTDKTTW"),
)
NARROWED = (Asked(), Asked(year=2019, body="VKSNDTC"), Asked(award="BKB", type="adhoc"), Asked(movement="PT-1"))


def told(session: Session, actor: Actor, asked: Asked) -> tuple[Any, ...]:
    """Return all that a report says, in an order that does not matter to it."""
    counts: dict[Any, list[int]] = {}
    for value, *numbers in store.counts(session, actor, asked):
        before = counts.get(value, [0] * len(numbers))
        counts[value] = [int(one) + other for one, other in zip(numbers, before, strict=True)]
    return counts, sorted(store.reasons(session, actor, asked)), store.values_seen(session, actor)


def test_what_is_added_up_is_what_is_counted(database: Database, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(database)
    with database.transaction() as session:
        add_many(session, 60, office.subject, random.Random(8))
    asked = [replace(one, by=by) for one in NARROWED for by in store.TALLIED]
    questions = [(Actor("p", "p", frozenset(who)), one) for who in HELD for one in asked]
    with database.read() as session:
        added_up = [told(session, *question) for question in questions]
        monkeypatch.setattr(store, "is_tallied", lambda _actor: False)
        counted = [told(session, *question) for question in questions]
    for question, one, other in zip(questions, added_up, counted, strict=True):
        assert one == other, question
    assert any(counts for counts, _reasons, _seen in counted)
