"""Making, bringing up to date, verifying and copying a database from the command line."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.web.cli.conftest import Run


def test_init_makes_the_database_and_may_be_repeated(bangvang: Run, tmp_path: Path) -> None:
    assert bangvang("init").exit_code == 0
    made = (tmp_path / "data" / "bangvang.db").stat().st_ino
    assert bangvang("init").exit_code == 0
    assert (tmp_path / "data" / "bangvang.db").stat().st_ino == made
    assert "phiên bản mới nhất" in bangvang("migrate").stdout


def test_the_secret_is_kept_and_only_its_owner_reads_it(bangvang: Run, data: Path) -> None:
    secret = data / "secret"
    first = secret.read_text()
    bangvang("init")
    assert secret.read_text() == first
    assert len(first) >= 60
    assert secret.stat().st_mode & 0o077 == 0


def test_serving_a_database_that_is_not_ready_is_refused(bangvang: Run) -> None:
    done = bangvang("serve")
    assert done.exit_code == 1
    assert "bangvang init" in done.stderr


def test_a_wrong_setting_is_refused_by_name(bangvang: Run) -> None:
    done = bangvang("migrate", env={"BANGVANG_LANGUAGE": "fr"})
    assert done.exit_code == 1
    assert "language" in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_verified_is_no_success(bangvang: Run, tmp_path: Path) -> None:
    for said in ("không có bảng nào", "Không có nhật ký nào"):
        done = bangvang("verify")
        assert done.exit_code == 1
        assert said in done.stderr
        bangvang("init")
    with closing(sqlite3.connect(tmp_path / "data" / "bangvang.db")) as other, other:
        other.execute("UPDATE alembic_version SET version_num = '0001'")
    done = bangvang("verify")
    assert done.exit_code == 1
    assert "0001" in done.stderr


@pytest.fixture
def backed_up(bangvang: Run, data: Path, tmp_path: Path) -> Path:
    """Return the folder of a backup with one attachment."""
    attachment = data / "attachments" / "ab" / "abc"
    attachment.parent.mkdir(parents=True)
    attachment.write_bytes(b"%PDF")
    assert bangvang("backup", tmp_path / "copy").exit_code == 0
    return tmp_path / "copy"


def test_a_backup_holds_the_database_and_the_attachments(bangvang: Run, backed_up: Path, tmp_path: Path) -> None:
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "data"]
    assert (tmp_path / "copy" / "attachments" / "ab" / "abc").read_bytes() == b"%PDF"
    with closing(sqlite3.connect(tmp_path / "copy" / "bangvang.db")) as copy:
        assert copy.execute("SELECT count(*) FROM person").fetchone() == (0,)
    assert bangvang("backup", tmp_path / "copy").exit_code != 0


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "cut off before its manifest": (lambda copy: (copy / "manifest.json").unlink(), "manifest.json"),
    "a manifest cut short": (lambda copy: (copy / "manifest.json").write_text('{"made_at'), "manifest.json"),
    "a file gone": (lambda copy: (copy / "attachments" / "ab" / "abc").unlink(), "attachments/ab/abc"),
    "a file changed": (lambda copy: (copy / "attachments" / "ab" / "abc").write_bytes(b"%PDG"), "attachments/ab/abc"),
    "a file more": (lambda copy: (copy / "attachments" / "x").write_bytes(b""), "attachments/x"),
    "an empty database": (lambda copy: (copy / "bangvang.db").write_bytes(b""), "bangvang.db"),
    "a log beside it": (lambda copy: (copy / "bangvang.db-wal").write_bytes(b"x"), "bangvang.db-wal"),
}


@pytest.mark.parametrize(("damage", "named"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_backup_is_not_restored(
    bangvang: Run, backed_up: Path, tmp_path: Path, damage: Callable[[Path], object], named: str
) -> None:
    damage(backed_up)
    shutil.rmtree(tmp_path / "data")
    done = bangvang("restore", backed_up)
    assert done.exit_code == 1
    assert named in done.stderr
    assert not (tmp_path / "data" / "bangvang.db").exists()


def test_a_backup_comes_back_and_never_over_what_is_there(bangvang: Run, backed_up: Path, tmp_path: Path) -> None:
    assert "--replace" in bangvang("restore", backed_up).stderr
    with closing(sqlite3.connect(tmp_path / "data" / "bangvang.db")) as later, later:
        later.execute("DELETE FROM regime")
    shutil.rmtree(tmp_path / "data" / "attachments")
    assert bangvang("restore", backed_up, "--replace").exit_code == 0
    with closing(sqlite3.connect(tmp_path / "data" / "bangvang.db")) as back:
        assert back.execute("SELECT count(*) FROM regime").fetchone() != (0,)
    assert (tmp_path / "data" / "attachments" / "ab" / "abc").read_bytes() == b"%PDF"
    [aside] = (tmp_path / "data").glob("bangvang.db.before-*[0-9]")
    with closing(sqlite3.connect(aside)) as before:
        assert before.execute("SELECT count(*) FROM regime").fetchone() == (0,)
    assert "phiên bản mới nhất" in bangvang("migrate").stdout
