"""Codes that diagrams write out: those in no register come with the one that may be meant."""

from typing import Any

import pytest

from engine.ports.registers import Code, Unknown
from engine.store.database import Database
from workflows.registers.organisation.codes import OrganisationCodes
from workflows.registers.organisation.folding import name_sort_key
from workflows.registers.organisation.model import Bloc, BlocYear, Council, Person, Unit


def ask(database: Database, *codes: Code) -> dict[Code, Unknown]:
    with database.read() as session:
        return dict(OrganisationCodes().unknown(session, frozenset(codes)))


@pytest.fixture
def filled(database: Database) -> Any:
    with database.transaction() as session:
        session.add_all([Unit(code="VKSNDTC", name="V", kind="body"), Unit(code="HT", name="H", kind="service")])
        session.flush()
        session.add_all([Unit(code="VKSNDTC.V15", name="V15", kind="department", parent_code="VKSNDTC")])
        session.add_all([Bloc(code="NC", name="N"), Council(code="VKSNDTC", body_code="VKSNDTC", name="H")])
        session.flush()
        session.add(BlocYear(scope="NC-2019", bloc_code="NC", year=2019, head_code="VKSNDTC"))
        person = Person(code="a", full_name="A", sort_key=name_sort_key("A"), search="a", unit_code="VKSNDTC")
        session.add(person)
        session.flush()
        return person.id


KNOWN = [
    ("body", "NC"),
    ("principal", "unit_head@VKSNDTC.V15"),
    ("principal", "council_chair@VKSNDTC"),
    ("principal", "bloc_head@NC-2019"),
    ("principal", "administrator@*"),
    ("principal", "administrator@HT"),
    ("principal", "matter_dept@K-1"),  # cases have no register of codes
    ("principal", "accounting@X"),  # a role nobody can hold is told by another check
    ("body", "VKSNDTC"),
    ("note", "VKSNDCT"),
]
WRONG = [
    (("principal", "unit_head@VKSNDCT.V15"), "unit_head@VKSNDTC.V15"),
    (("principal", "unit_head@vksndtc"), "unit_head@VKSNDTC"),
    (("principal", "council_member@VKSNDCT"), "council_member@VKSNDTC"),
    (("principal", "bloc_deputy@NC-2091"), "bloc_deputy@NC-2019"),
    (("unit", "VKSNDTC.V51"), "VKSNDTC.V15"),
    (("council", "nothing like it"), ""),
    (("person", "somebody"), ""),
    (("principal", "person:somebody"), ""),
]


def test_codes_that_there_are_or_no_register_would_hold_are_not_told(filled: Any, database: Database) -> None:
    assert ask(database, *KNOWN, ("person", str(filled)), ("principal", f"person:{filled}")) == {}


@pytest.mark.parametrize(("code", "near"), WRONG)
def test_a_code_in_no_register_comes_with_the_nearest(code: Code, near: str, filled: Any, database: Database) -> None:
    assert ask(database, code) == {code: Unknown(near, is_filled=True)}


def test_a_person_is_named_by_id_not_by_code(filled: Any, database: Database) -> None:
    assert ask(database, ("person", "a")) == {("person", "a"): Unknown(str(filled), is_filled=True)}


@pytest.mark.parametrize("code", [code for code, _ in WRONG])
def test_an_empty_register_says_so(code: Code, database: Database) -> None:
    assert ask(database, code) == {code: Unknown("", is_filled=False)}
