"""Files of rows: what Excel opens is read, what hides or breaks something is told by sheet and cell, nothing fails."""

import subprocess
import sys
from datetime import date, datetime

import pytest

from engine.base.children import TooManyError
from engine.sheets import Book, budget, cell_name, read_book, sandbox
from tests.engine.sheets.books import workbook
from tests.engine.sheets.nasty import GOOD, Nasty, book, read_here, row, sheet, workbooks
from workflows.procedures.nomination.letters.columns import PEOPLE
from workflows.registers.organisation.sheet.table import find_table

NASTY = workbooks()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    read_here(monkeypatch)


def cells(data: bytes, filename: str = "a.csv") -> list[tuple[str, ...]]:
    return [line.cells for line in read_book(data, filename).sheets[0].lines]


def test_there_are_enough_of_them() -> None:
    assert len(NASTY) >= 64
    assert len({one.kind for one in NASTY}) >= 12


@pytest.mark.parametrize("nasty", NASTY, ids=[f"{n}-{one.kind}" for n, one in enumerate(NASTY)])
def test_a_nasty_workbook_is_read_or_refused_by_sheet_and_cell(quick: None, nasty: Nasty) -> None:
    read = read_book(nasty.data, nasty.name)
    table = find_table(read, PEOPLE)
    if nasty.refusal:
        assert read.refusal is not None
        assert nasty.refusal in str(read.refusal)
        assert nasty.name in str(read.refusal)
        return
    found = [] if table.errors else [table.read(line) for line in table.lines]
    wrong = table.errors + [error for _values, errors in found for error in errors]
    assert tuple(error.cell for error in wrong) == nasty.wrong
    assert sum(not errors for _values, errors in found) == nasty.taken
    told = "\n".join(map(str, table.notices))
    assert [word for word in nasty.told if word not in told] == []
    assert Book.from_data(read.as_data()) == read


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_csv_is_read_with_or_without_a_mark_and_by_any_delimiter(delimiter: str, mark: bytes) -> None:
    data = mark + f'"Mã, số; tên"{delimiter}Tên\r\nA{delimiter}"Vụ Một,\n  hai"\r\n'.encode()
    assert cells(data) == [("Mã, số; tên", "Tên"), ("A", "Vụ Một, hai")]


def test_rows_keep_the_number_they_have_in_the_file() -> None:
    assert [line.number for line in read_book("Mã\n\nA\n".encode(), "a.csv").sheets[0].lines] == [1, 3]


def test_cells_are_told_by_what_they_are(quick: None) -> None:
    midnight = datetime(2019, 7, 30)  # noqa: DTZ001 - a spreadsheet knows no time zone
    zeros = '<c s="2"><v>12</v></c>'
    data = workbook(
        ["A", 2019, midnight, True], ["B", 2020.0, date(2020, 1, 2), "=A1"], ["C", 1.5, midnight.replace(hour=8)]
    )
    assert cells(data, "a.xlsx") == [
        ("A", "2019", "2019-07-30", "TRUE"), ("B", "2020", "2020-01-02", "=A1"), ("C", "1.5", "2019-07-30T08:00:00")
    ]  # fmt: skip
    kinds = dict(read_book(data, "a.xlsx").sheets[0].lines[1].kinds)
    assert kinds == {1: "number", 2: "date", 3: "formula"}
    assert cells(book(sheet(row(zeros, '<c s="3"><v>42064</v></c>', "<c><v>1E+3</v></c>"))), "a.xlsx") == [
        ("00012", "2015-03-01", "1000")
    ]


def test_a_file_is_read_apart_within_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_book(book(GOOD), "a.xlsx").sheets[0].name == "Danh sách"
    big = b"x,y\n" * 17_000
    assert len(read_book(big, "a.csv").sheets[0].lines) == 17_000
    asked: list[list[str]] = []
    monkeypatch.setattr(subprocess, "run", lambda command, **_more: asked.append(command) or slow())
    assert "longer than is allowed" in str(read_book(book(GOOD), "a.xlsx").refusal)
    assert "longer than is allowed" in str(read_book(book(GOOD), "b.xlsx").refusal)
    assert asked == [[sys.executable, "-m", "engine.sheets.child", "xlsx"]]  # what is hopeless is not begun again


def slow() -> subprocess.CompletedProcess[bytes]:
    return subprocess.CompletedProcess([], -24, b"", b"")


def test_one_person_reads_one_file_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox.children, "_seconds", 0.01)
    with sandbox.children.place("an"), pytest.raises(TooManyError):
        read_book(book(sheet(row("khác"))), "a.xlsx", "an")


def test_a_file_is_bounded_in_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "MAX_BYTES", 10)
    assert "MiB" in str(read_book(b"a" * 11, "a.csv").refusal)
    monkeypatch.setattr(budget, "MAX_CHARACTERS", 5)
    assert "characters" in str(read_book(b"abc,defg", "a.csv").refusal)


def test_cells_are_called_as_spreadsheets_call_them() -> None:
    assert [cell_name(5, place) for place in (0, 2, 25, 26, 701, 702)] == ["A5", "C5", "Z5", "AA5", "ZZ5", "AAA5"]
