"""Exemplary models: recorded, checked by a second person, published, visited and replicated."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from engine.base.actor import Actor
from engine.base.errors import NotAllowedError, NotFoundError
from engine.model import AdminEvent
from engine.store.database import Database
from workflows.registers.models import store
from workflows.registers.models.commands import (
    Described,
    ModelRefusedError,
    Noted,
    check_model,
    note_model,
    publish_model,
    record_model,
)
from workflows.registers.organisation.model import Unit

OFFICER = Actor("o", "Cán bộ", frozenset({"unit_officer@A.VP"}))
DEPARTMENT = Actor("d", "Vụ", frozenset({"emulation_dept@A"}))
OTHER = Actor("x", "Nơi khác", frozenset({"unit_head@B"}))
SAID = Described("Một cửa", "collective", "A.VP", 2019, "Một đầu mối")
DAY = date(2019, 5, 1)


@pytest.fixture
def units(database: Database, clock: Any) -> Database:
    with database.transaction() as session:
        session.add_all([Unit(code="A", name="A", kind="body"), Unit(code="B", name="B", kind="body")])
        session.flush()
        session.add(Unit(code="A.VP", name="VP", kind="department", parent_code="A"))
    return database


def record(database: Database, by: Actor = OFFICER, said: Described = SAID, key: str = "r") -> UUID:
    with database.transaction() as session:
        return record_model(session, said, by=by, key=key)


def move(database: Database, command: Any, *args: Any, by: Actor, key: str = "") -> None:
    with database.transaction() as session:
        command(session, *args, by=by, key=key or f"{command.__name__}-{by.id}")


def sees(database: Database, by: Actor) -> list[str]:
    with database.read() as session:
        return [one.state for one in store.models_seen(session, by, store.Sought(text="mot cua", within="A"))]


def test_a_model_is_checked_by_a_second_person_then_read_by_all_and_followed(units: Database) -> None:
    model = record(units)
    assert record(units) == model, "the same request again makes no second one"
    assert (sees(units, DEPARTMENT), sees(units, OTHER)) == (["found"], [])
    move(units, check_model, model, "Thiếu số liệu", by=DEPARTMENT)
    with units.transaction() as session:
        record_model(session, SAID, model, by=OFFICER, key="again")
    move(units, check_model, model, None, by=DEPARTMENT, key="c2")
    move(units, publish_model, model, by=DEPARTMENT)
    assert sees(units, OTHER) == ["published"]
    move(units, note_model, model, Noted("visit", "B", DAY), by=OTHER)
    move(units, note_model, model, Noted("replication", "B", DAY), by=OTHER, key="n2")
    move(units, note_model, model, Noted("congress", "", DAY), by=DEPARTMENT)
    with units.read() as session:
        assert store.count_notes(session, [model]) == {
            (model, kind): 1 for kind in ("visit", "replication", "congress")
        }
        acts = session.scalars(select(AdminEvent.kind).where(AdminEvent.subject == f"model:{model}"))
        assert sorted(acts) == [
            *["model_checked"] * 2,
            *["model_noted"] * 3,
            "model_published",
            *["model_recorded"] * 2,
        ]


def test_nobody_checks_their_own_nor_acts_for_others(units: Database) -> None:
    with pytest.raises(NotAllowedError):
        record(units, by=OTHER)
    own = record(units, by=DEPARTMENT)
    with pytest.raises(ModelRefusedError, match="Somebody other"):
        move(units, check_model, own, None, by=DEPARTMENT)
    model = record(units, key="second")
    for by in (OTHER, OFFICER):
        with pytest.raises(NotAllowedError):
            move(units, check_model, model, None, by=by)
    with pytest.raises(ModelRefusedError, match="no longer where it was"):
        move(units, publish_model, model, by=DEPARTMENT)
    move(units, check_model, model, None, by=DEPARTMENT, key="right")
    move(units, publish_model, model, by=DEPARTMENT)
    with pytest.raises(NotAllowedError):
        move(units, note_model, model, Noted("visit", "A.VP", DAY), by=OTHER)
    with pytest.raises(NotAllowedError):
        move(units, note_model, model, Noted("congress", "B", DAY), by=OTHER, key="n2")
    with pytest.raises(ModelRefusedError):
        move(units, note_model, model, Noted("visit", "B", date(2099, 1, 1)), by=OTHER, key="n3")


def test_what_is_said_is_whole_and_within_bounds(units: Database) -> None:
    for wrong in ({"name": " "}, {"summary": ""}, {"kind": "?"}, {"year": 1}, {"name": "a" * 201}):
        said = Described(**{**vars(SAID), **wrong})
        with pytest.raises(ModelRefusedError):
            record(units, said=said, key=str(wrong))
    with units.read() as session, pytest.raises(NotFoundError):
        store.find_model(session, UUID(int=1), DEPARTMENT)
