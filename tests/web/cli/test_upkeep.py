"""Making, bringing up to date, verifying and copying a database from the command line."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.web.cli.conftest import Run


def test_init_makes_the_database_and_may_be_repeated(bangvang: Run, tmp_path: Path) -> None:
    assert bangvang("init").exit_code == 0
    made = (tmp_path / "data" / "bangvang.db").stat().st_ino
    assert bangvang("init").exit_code == 0
    assert (tmp_path / "data" / "bangvang.db").stat().st_ino == made
    assert "phiên bản mới nhất" in bangvang("migrate").stdout


def test_the_secret_is_kept_and_only_its_owner_reads_it(bangvang: Run, tmp_path: Path) -> None:
    bangvang("init")
    secret = tmp_path / "data" / "secret"
    first = secret.read_text()
    bangvang("init")
    assert secret.read_text() == first
    assert len(first) >= 60
    assert secret.stat().st_mode & 0o077 == 0


def test_serving_a_database_that_is_not_ready_is_refused(bangvang: Run) -> None:
    done = bangvang("serve")
    assert done.exit_code == 1
    assert "bangvang migrate" in done.stderr


def test_a_wrong_setting_is_refused_by_name(bangvang: Run) -> None:
    done = bangvang("migrate", env={"BANGVANG_LANGUAGE": "fr"})
    assert done.exit_code == 1
    assert "language" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_database_verifies(bangvang: Run) -> None:
    bangvang("init")
    assert "Đã kiểm tra 0 nhật ký, 0 nhật ký bị sai" in bangvang("verify").stdout


def test_a_backup_holds_the_database_and_the_attachments(bangvang: Run, tmp_path: Path) -> None:
    bangvang("init")
    attachment = tmp_path / "data" / "attachments" / "ab" / "abc"
    attachment.parent.mkdir(parents=True)
    attachment.write_bytes(b"%PDF")
    assert bangvang("backup", tmp_path / "copy").exit_code == 0
    assert (tmp_path / "copy" / "attachments" / "ab" / "abc").read_bytes() == b"%PDF"
    with closing(sqlite3.connect(tmp_path / "copy" / "bangvang.db")) as copy:
        assert copy.execute("SELECT count(*) FROM person").fetchone() == (0,)
    assert bangvang("backup", tmp_path / "copy").exit_code != 0
