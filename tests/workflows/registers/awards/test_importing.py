from concurrent.futures import ThreadPoolExecutor
from datetime import date
from time import sleep

import pytest
from sqlalchemy import text

from engine.base.actor import SYSTEM
from engine.sheets import read_book
from tests.prepared import ship_catalogue
from workflows.registers.awards import store
from workflows.registers.awards.entering.commands import import_titles
from workflows.registers.awards.register import record_title, register_in_turn
from workflows.registers.organisation.folding import fold_text, name_sort_key
from workflows.registers.organisation.model import Person, Unit

HEADER = "Mã danh hiệu,Năm,Mã cán bộ,Mã đơn vị,Số quyết định,Ngày quyết định,Cơ quan quyết định"
TITLES = f"""{HEADER}
CSTDCS,2018,cb1,,12/QĐ-VKSTC,15/01/2019,Viện trưởng VKSND tối cao
CTDB,2018,,VKSNDTC,13/QĐ-VKSTC,16/01/2019,Viện trưởng VKSND tối cao
"""


@pytest.fixture
def register(database, clock):
    ship_catalogue(database)
    with database.transaction() as session:
        session.add(Unit(code="VKSNDTC", name="VKSND tối cao", kind="body"))
        session.flush()
        name = "Lê An"
        keys = {"sort_key": name_sort_key(name), "search": fold_text(name)}
        session.add(Person(code="cb1", full_name=name, unit_code="VKSNDTC", **keys))
    return database


def load(database, content, *, dry_run=False):
    with database.transaction() as session:
        return import_titles(session, read_book(content.encode(), "so.csv"), dry_run=dry_run, by=SYSTEM)


def titles(database):
    with database.read() as session:
        return {(t.award_code, t.year): t for t in store.all_titles(session)}


def test_records_are_loaded_once_and_then_recognised(register):
    first, second = load(register, TITLES), load(register, TITLES)
    assert (first.created, first.errors) == (2, [])
    assert (second.created, second.updated, second.unchanged) == (0, 0, 2)
    held = titles(register)
    assert held["CSTDCS", 2018].person.code == "cb1"
    assert held["CTDB", 2018].unit_code == "VKSNDTC"
    assert held["CTDB", 2018].decided_on == date(2019, 1, 16)
    assert held["CTDB", 2018].recorded_by == "system"


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_file_waits_for_who_enters_the_same_award_and_finds_it(register):
    with ThreadPoolExecutor(1) as pool:
        with register.transaction() as session:
            register_in_turn(session)
            body = session.get_one(Unit, "VKSNDTC")
            record_title(session, body, "CTDB", 2018, by=SYSTEM)
            loading = pool.submit(load, register, TITLES)
            wait_for_a_turn(session)
        report = loading.result()
    assert (report.created, report.updated, report.errors) == (1, 1, [])


def wait_for_a_turn(session):
    """Return once somebody else waits for the turn that this transaction has."""
    waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    while not session.scalar(text(waiting)):
        sleep(0.01)


def test_a_corrected_number_changes_the_record(register):
    load(register, TITLES)
    report = load(register, TITLES.replace("12/QĐ", "21/QĐ"))
    assert (report.created, report.updated, report.unchanged) == (0, 1, 1)
    assert titles(register)["CSTDCS", 2018].decision_no == "21/QĐ-VKSTC"


def test_a_dry_run_keeps_nothing(register):
    assert load(register, TITLES, dry_run=True).created == 2
    assert titles(register) == {}


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("KHONG,2018,cb1,", "Mã danh hiệu", "There is no award “KHONG”."),
        ("BKB,2018,cb1,VKSNDTC", "Mã cán bộ", "Name either a person or a unit."),
        ("CSTDCS,2018,,", "Mã cán bộ", "Name either a person or a unit."),
        ("CSTDCS,2018,cb9,", "Mã cán bộ", "There is no person “cb9”."),
        ("CTDB,2018,,XYZ", "Mã đơn vị", "There is no unit “XYZ”."),
        ("CTDB,2018,cb1,", "Mã cán bộ", "Cờ thi đua của Bộ, ban, ngành, tỉnh is given to collectives only."),
        ("CSTDCS,2018,,VKSNDTC", "Mã đơn vị", "Chiến sĩ thi đua cơ sở is given to individuals only."),
        ("CSTDCS,2030,cb1,", "Năm", "The year lies in the future."),
        ("CSTDCS,hai nghìn,cb1,", "Năm", "Not a whole number between 1945 and 2100."),
        ("CSTDCS,2018,cb1,,12/QĐ,15/13/2019", "Ngày quyết định", "Not a date: write day/month/year, as 31/12/2019."),
        ("CSTDCS,2018,cb1,,12/QĐ,15/12/2029", "Ngày quyết định", "The day lies in the future."),
    ],
)
def test_a_planted_error_is_found_by_row_and_column(register, row, column, reason):
    report = load(register, f"{HEADER}\nLDTT,2018,cb1\n{row}\n")
    assert [(e.row, e.column, str(e.text)) for e in report.errors] == [(3, column, reason)]
    assert titles(register) == {}
