import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from workflows.organisation.sheet import reading
from workflows.organisation.sheet.reading import SheetRefusedError, read_lines


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def cells(data, filename="a.csv"):
    return [line.cells for line in read_lines(data, filename)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_csv_is_read_with_or_without_a_mark_and_by_any_delimiter(delimiter, mark):
    data = mark + f"Mã{delimiter}Tên\r\nA{delimiter}Vụ Một\r\n".encode()
    assert cells(data) == [("Mã", "Tên"), ("A", "Vụ Một")]


def test_rows_keep_the_number_they_have_in_the_file():
    assert [line.number for line in read_lines("Mã\n\nA\n".encode(), "a.csv")] == [1, 3]


def test_quoted_cells_hold_delimiters_and_line_breaks():
    assert cells('Mã,Tên\nA,"Vụ Một,\n  hai"\n'.encode())[1] == ("A", "Vụ Một, hai")


def test_xlsx_cells_become_text():
    midnight = datetime(2019, 7, 30)  # noqa: DTZ001 - a spreadsheet knows no time zone
    data = workbook(["Mã", "Năm", "Ngày"], ["A", 2019, midnight], ["B", 2020.0, date(2020, 1, 2)])
    assert cells(data, "a.xlsx")[1:] == [("A", "2019", "2019-07-30"), ("B", "2020", "2020-01-02")]


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_a_formula_is_text_in_both_formats(formula):
    assert cells(workbook(["Mã"], [formula]), "a.xlsx")[1] == (formula,)
    quoted = formula.replace('"', '""')
    assert cells(f'Mã\n"{quoted}"\n'.encode())[1] == (formula,)


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        ("Mã\n".encode("utf-16"), "a.csv"),
        ("Đặng".encode("cp1258", "ignore") + b"\xd0\n", "a.csv"),
        (b'a,b\n"open,c\n', "a.csv"),
        (b"", "a.csv"),
        (b"\n\n", "a.csv"),
        (b"a,b\n", "a.xlsx"),
        (workbook(["a"]), "a.csv"),
        (b"PK\x03\x04 not a package", "a.xlsx"),
    ],
)
def test_what_is_no_table_is_refused(data, filename):
    with pytest.raises(SheetRefusedError):
        read_lines(data, filename)


def package(**members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "."), content)
    return target.getvalue()


def test_a_workbook_that_unpacks_too_large_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(reading, "MAX_UNPACKED", 1_000_000)
    with pytest.raises(SheetRefusedError, match="unpacks"):
        read_lines(package(sheet__xml=b" " * 1_000_001), "a.xlsx")


@pytest.mark.parametrize(
    "xml",
    [b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "<!DOCTYPE x><x/>".encode("utf-16")],
)
def test_a_workbook_with_entities_is_refused(xml):
    with pytest.raises(SheetRefusedError, match="DOCTYPE"):
        read_lines(package(workbook__xml=xml), "a.xlsx")


def test_a_zip_that_is_no_workbook_is_refused():
    with pytest.raises(SheetRefusedError, match="readable"):
        read_lines(package(a__xml=b"<x/>"), "a.xlsx")


def test_too_many_rows_columns_or_bytes_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MAX_ROWS", 3)
    with pytest.raises(SheetRefusedError, match="rows"):
        read_lines(b"a\n" * 5, "a.csv")
    with pytest.raises(SheetRefusedError, match="columns"):
        read_lines(b",".join([b"x"] * 61), "a.csv")
    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    with pytest.raises(SheetRefusedError, match="MiB"):
        read_lines(b"a" * 11, "a.csv")
