import io
from datetime import date

import pytest
from openpyxl import Workbook

from engine.base.actor import SYSTEM
from engine.sheets import read_book
from workflows.registers.organisation import store
from workflows.registers.organisation.importing import import_people, import_units
from workflows.registers.organisation.model import Person, Unit

UNITS = """Mã đơn vị;Tên đơn vị;Loại đơn vị;Đơn vị cấp trên;Viết tắt
VKSNDTC;Viện kiểm sát nhân dân tối cao;Bộ, ngành;;VKSNDTC
VKSNDTC.V15;Vụ Tổ chức cán bộ;Vụ, cục;VKSNDTC;Vụ 15
"""
PEOPLE = """Mã cán bộ;Họ và tên;Mã đơn vị;Giới tính;Năm sinh;Dân tộc;Ngày tuyển dụng
cb1;Đặng Văn Đức;VKSNDTC.V15;Nam;1975;Kinh;01/09/1998
cb2;Trần Thị Bình (ví dụ);VKSNDTC;NỮ;1980;Tày;2005-03-01
"""


def load(database, loader, content, *, dry_run=False, filename="bang.csv"):
    data = content if isinstance(content, bytes) else content.encode()
    with database.transaction() as session:
        return loader(session, read_book(data, filename), dry_run=dry_run, by=SYSTEM)


def counts(report):
    return (report.rows, report.created, report.updated, report.unchanged, [str(e.text) for e in report.errors])


@pytest.fixture
def units(database, clock):
    assert load(database, import_units, UNITS).is_accepted


def test_units_are_loaded_once_and_then_recognised(database, clock):
    assert counts(load(database, import_units, UNITS)) == (2, 2, 0, 0, [])
    assert counts(load(database, import_units, UNITS)) == (2, 0, 0, 2, [])
    with database.read() as session:
        unit = store.find_unit(session, "VKSNDTC.V15")
        assert (unit.name, unit.kind, unit.parent_code) == ("Vụ Tổ chức cán bộ", "department", "VKSNDTC")
        assert unit.search == "vu to chuc can bo vu 15 vksndtc.v15"


def test_a_dry_run_counts_and_keeps_nothing(database, clock):
    assert counts(load(database, import_units, UNITS, dry_run=True)) == (2, 2, 0, 0, [])
    with database.read() as session:
        assert store.units_by_code(session) == {}


def test_a_dry_run_of_a_change_keeps_the_old(database, units):
    changed = UNITS.replace("Vụ Tổ chức cán bộ", "Vụ Tổ chức - Cán bộ")
    assert counts(load(database, import_units, changed, dry_run=True)) == (2, 0, 1, 1, [])
    with database.read() as session:
        assert store.find_unit(session, "VKSNDTC.V15").name == "Vụ Tổ chức cán bộ"
    assert counts(load(database, import_units, changed)) == (2, 0, 1, 1, [])


def test_a_column_left_out_leaves_what_there_is(database, units):
    short = "Mã;Tên;Loại;Mã cấp trên\nVKSNDTC.V15;Vụ Tổ chức cán bộ;department;VKSNDTC\n"
    load(database, import_units, short)
    with database.read() as session:
        assert store.find_unit(session, "VKSNDTC.V15").short_name == "Vụ 15"


def test_people_get_their_search_text_and_sort_key(database, units):
    assert counts(load(database, import_people, PEOPLE)) == (2, 2, 0, 0, [])
    assert counts(load(database, import_people, PEOPLE)) == (2, 0, 0, 2, [])
    with database.read() as session:
        first, second = (store.person_by_code(session, code) for code in ("cb1", "cb2"))
        assert isinstance(first, Person)
        assert isinstance(second, Person)
        assert (first.search, first.sex, first.birth_year) == ("dang van duc", "male", 1975)
        assert first.recruited_on == date(1998, 9, 1)
        assert second.recruited_on == date(2005, 3, 1)


def test_a_workbook_loads_like_a_csv(database, units):
    book = Workbook()
    for line in PEOPLE.splitlines():
        book.active.append([int(c) if c.isdigit() else c for c in line.split(";")])
    target = io.BytesIO()
    book.save(target)
    assert counts(load(database, import_people, target.getvalue(), filename="can-bo.XLSX")) == (2, 2, 0, 0, [])


PLANTED = [
    ("cb1;;VKSNDTC;Nam;1975;Kinh;", 2, "Họ và tên", "A value is required."),
    (";Lê An;VKSNDTC;Nam;1975;Kinh;", 2, "Mã cán bộ", "A value is required."),
    ("c b;Lê An;VKSNDTC;;;;", 2, "Mã cán bộ", "A code has only letters, digits, dots and hyphens."),
    ("=1+1;Lê An;VKSNDTC;;;;", 2, "Mã cán bộ", "A formula stands here: put its value in its place."),
    ("cb1;=cmd();VKSNDTC;;;;", 2, "Họ và tên", "A formula stands here: put its value in its place."),
    ("cb1;Lê An;VKSNDTC;khác;;;", 2, "Giới tính", "Not one of: nam, nữ, male, female."),
    ("cb1;Lê An;VKSNDTC;;75;;", 2, "Năm sinh", "Not a whole number between 1900 and 2020."),
    ("cb1;Lê An;VKSNDTC;;19e2;;", 2, "Năm sinh", "Not a whole number between 1900 and 2020."),
    ("cb1;Lê An;VKSNDTC;;;;31/02/2019", 2, "Ngày tuyển dụng", "Not a date: write day/month/year, as 31/12/2019."),
    ("cb1;Lê An;VKSNDTC;;;;01/01/2030", 2, "Ngày tuyển dụng", "The day lies in the future."),
    ("cb1;Lê An;KHONGCO;;;;", 2, "Mã đơn vị", "There is no unit “KHONGCO”."),
    (f"cb1;{'A' * 121};VKSNDTC;;;;", 2, "Họ và tên", "The text is longer than 120 characters."),
    ("cb1;Lê An;VKSNDTC;;;;\ncb1;Lê An;VKSNDTC;;;;", 3, "Mã cán bộ", "The same entry stands in row 2."),
]


@pytest.mark.parametrize(("rows", "row", "column", "reason"), PLANTED)
def test_a_planted_error_is_found_by_row_and_column(database, units, rows, row, column, reason):
    header = PEOPLE.splitlines()[0]
    report = load(database, import_people, f"{header}\n{rows}\ncb9;Trần Đúng;VKSNDTC;;;;\n")
    assert [(e.row, e.column, str(e.text)) for e in report.errors] == [(row, column, reason)]
    with database.read() as session:
        assert store.people_by_code(session) == {}


@pytest.mark.parametrize(
    ("header", "column", "reason"),
    [
        ("Mã cán bộ;Họ và tên", "Mã đơn vị", "This column is missing."),
        ("Mã cán bộ;Họ và tên;Mã đơn vị;họ tên", "họ tên", "This column stands twice."),
    ],
)
def test_a_wrong_header_is_named(database, units, header, column, reason):
    report = load(database, import_people, f"{header}\ncb1;Lê An;VKSNDTC;x\n")
    assert [(e.row, e.column, str(e.text)) for e in report.errors] == [(1, column, reason)]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("A.B;Tên;Phòng;", "Đơn vị cấp trên", "The code A.B belongs under “A”."),
        ("A;Tên;Phòng;VKSNDTC", "Đơn vị cấp trên", "The code A belongs under “–”."),
        ("X.B;Tên;Phòng;X", "Đơn vị cấp trên", "There is no unit “X”."),
        ("A;Tên;Xưởng;", "Loại đơn vị", None),
    ],
)
def test_a_unit_must_fit_the_tree(database, units, row, column, reason):
    report = load(database, import_units, f"Mã;Tên;Loại;Mã cấp trên\n{row}\n")
    assert [(e.row, e.column) for e in report.errors] == [(2, column)]
    assert reason is None or str(report.errors[0].text) == reason


def test_a_unit_cannot_end_before_it_begins(database, units):
    report = load(database, import_units, "Mã;Tên;Loại;Từ ngày;Đến ngày\nA;Tên;body;2/1/2019;1/1/2019\n")
    assert [e.column for e in report.errors] == ["Đến ngày"]


def test_nobody_is_put_into_a_dissolved_unit(database, units):
    with database.transaction() as session:
        session.add(Unit(code="CU", name="Cũ", kind="body", dissolved=True))
    report = load(database, import_people, "Mã;Họ tên;Đơn vị\ncb1;Lê An;CU\n")
    assert [str(e.text) for e in report.errors] == ["The unit “CU” is dissolved."]


def test_an_unreadable_file_is_one_error(database, units):
    report = load(database, import_people, b"M\xd0\n")
    assert [(e.row, e.column) for e in report.errors] == [(0, "")]


def test_one_wrong_row_of_many_keeps_all_out(database, units):
    rows = "\n".join(f"c{i};Lê An;VKSNDTC" for i in range(300))
    report = load(database, import_people, f"Mã;Họ tên;Đơn vị\n{rows}\nsai;Lê An;KHONGCO\n")
    assert [e.row for e in report.errors] == [302]
    with database.read() as session:
        assert store.people_by_code(session) == {}


def test_a_blank_cell_leaves_what_there_is_and_a_dash_empties_it(database, units):
    load(database, import_people, PEOPLE)
    header = PEOPLE.splitlines()[0]
    report = load(database, import_people, f"{header}\ncb1;Đặng Văn Đức;VKSNDTC.V15;;;—;\n")
    assert report.changes[0].values == (("Dân tộc", "Kinh", ""),)
    with database.read() as session:
        kept = store.person_by_code(session, "cb1")
        assert (kept.sex, kept.birth_year, kept.ethnicity) == ("male", 1975, "")


def test_one_person_under_two_codes_and_letters_that_look_alike_are_told_and_taken(database, units):
    load(database, import_people, "Mã;Họ tên;Đơn vị;Năm sinh\n12;Lê An;VKSNDTC;1980\nCB-7;Đỗ Bình;VKSNDTC;1981\n")
    rows = "00012;Lê Anh;VKSNDTC;1990\ncb-7;Trần Bảy;VKSNDTC;1990\n"
    rows += "x1;LÊ AN;VKSNDTC;1980\nx2;Lê An;VKSNDTC;1981\nx3;Ðỗ Cả;VKSNDTC;\n"
    report = load(database, import_people, f"Mã;Họ tên;Đơn vị;Năm sinh\n{rows}")
    assert (report.created, report.errors) == (5, [])
    assert [(doubt.cell, str(doubt.text)[:40]) for doubt in report.doubts] == [
        ("B6", "“Ðỗ” has Ð (U+00D0 LATIN CAPITAL LETTER "),
        ("A2", "Perhaps the same person as 12: only nough"[:40]),
        ("A3", "Perhaps the same person as CB-7: only nou"[:40]),
        ("A4", "Perhaps the same person as 12: same name,"[:40]),
    ]
