"""A list that was handed over stands still: nobody changes it while it is signed, nor withdraws it during a vote."""

import pytest

from engine.model.base import new_id
from engine.sheets import read_book
from tests.workflows.procedures.nomination.letters.test_five_hundred import SUMMARY, workbook
from tests.workflows.procedures.nomination.office import UNIT, Office
from workflows.procedures.nomination.commands import create_nomination, withdraw_nomination
from workflows.procedures.nomination.letters.commands import add_entry, create_letter, remove_entry
from workflows.procedures.nomination.standing.rules import NominationRefusedError
from workflows.registers.awards.model import YearRecord

ASKED = {"award": "LDTT", "year": 2019, "unit": UNIT, "kind": "individual"}


@pytest.fixture
def office(database, clock) -> Office:
    return Office(database)


@pytest.fixture
def people(office: Office):
    made = [office._person(new_id(), f"Nguyễn Văn {n} (ví dụ)", UNIT) for n in range(3)]
    office.give(*made)
    office.give(*[YearRecord(person_id=one.id, year=2019, rating="EXCELLENT") for one in made])
    return made


@pytest.fixture
def letter(office: Office, people) -> str:
    data = read_book(workbook([[one.code, one.full_name, SUMMARY] for one in people[:2]]), "ds.xlsx")
    with office.database.transaction() as session:
        return create_letter(session, data, **ASKED, by=office.writer(UNIT), key="new").code


def test_a_list_is_changed_only_while_nobody_signs_it(office: Office, people, letter: str) -> None:
    by, more = office.writer(UNIT), {"summary": "Tốt", "person": str(people[2].id)}
    office.hand_in(letter)
    assert office.waiting(letter) == {"endorse"}
    with office.database.transaction() as session:
        with pytest.raises(NominationRefusedError, match="with who signs it"):
            add_entry(session, letter, **more, by=by, key="add")
        with pytest.raises(NominationRefusedError, match="with who signs it"):
            remove_entry(session, letter, 1, "Nhầm", by=by, key="remove")
    office.do(letter, "endorse", office.actor(f"unit_head@{UNIT}"), decision="return", comment="Bổ sung người")
    with office.database.transaction() as session:
        add_entry(session, letter, **more, by=by, key="again")


def test_who_stands_on_a_list_is_not_proposed_alone_as_well(office: Office, people, letter: str) -> None:
    alone = {"award": "LDTT", "year": 2019, "unit": UNIT, "person": str(people[0].id)}
    with office.database.transaction() as session, pytest.raises(NominationRefusedError, match=letter):
        create_nomination(session, **alone, by=office.writer(UNIT), key="alone")


def test_a_list_the_council_votes_on_is_not_withdrawn(office: Office, letter: str) -> None:
    office.submit(letter)
    office.appraise(letter)
    key = office.call_session()
    office.convene(key)
    office.attend(key)
    with office.database.transaction() as session, pytest.raises(NominationRefusedError, match="vote"):
        withdraw_nomination(session, letter, "Xin rút", by=office.writer(UNIT), key="w")
