"""Importing files from the command line."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.web.cli.conftest import Run

UNITS = """Mã đơn vị,Tên đơn vị,Loại,Mã cấp trên
VKSNDTC,Viện kiểm sát nhân dân tối cao,body,
VKSNDTC.V15,Vụ 15,department,VKSNDTC
"""

pytestmark = pytest.mark.usefixtures("data")


def test_a_file_is_loaded_and_loading_it_again_changes_nothing(bangvang: Run, tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_text(UNITS, encoding="utf-8")
    assert "2 mới, 0 thay đổi, 0 giữ nguyên" in bangvang("import", "units", file).stdout
    assert "0 mới, 0 thay đổi, 2 giữ nguyên" in bangvang("import", "units", file).stdout


def test_a_dry_run_keeps_nothing(bangvang: Run, tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_text(UNITS, encoding="utf-8")
    done = bangvang("import", "units", file, "--dry-run")
    assert "2 mới" in done.stdout
    assert "không lưu thay đổi nào" in done.stdout
    assert "2 mới" in bangvang("import", "units", file).stdout


def test_a_wrong_cell_refuses_the_whole_file_and_is_named_by_row_and_column(bangvang: Run, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in UNITS.splitlines():
        sheet.append(line.split(","))
    sheet.append(["BCA.X01", "Cục X01", "department", "BCA"])
    file = tmp_path / "units.xlsx"
    book.save(file)
    done = bangvang("import", "units", file, env={"COLUMNS": "200"})
    assert done.exit_code == 1
    [line] = [line for line in done.stderr.splitlines() if "BCA" in line]
    assert "4" in line
    assert "Đơn vị cấp trên" in line
    file.with_suffix(".csv").write_text(UNITS, encoding="utf-8")
    assert "2 mới" in bangvang("import", "units", file.with_suffix(".csv")).stdout


def test_a_file_of_another_kind_is_refused_in_plain_words(bangvang: Run, tmp_path: Path) -> None:
    file = tmp_path / "units.pdf"
    file.write_bytes(b"%PDF-1.7")
    done = bangvang("import", "units", file)
    assert done.exit_code == 1
    assert "Traceback" not in done.stderr
