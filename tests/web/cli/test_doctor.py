"""What a start looks at, what keeps the server from starting, and what the doctor says about it."""

import configparser
import os
import resource
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.store.database import Database
from tests.architecture.sources import HOME
from tests.web.cli.conftest import Run
from web.base.config import Settings
from web.cli.doctor import require_fit
from web.health.belonging import MARK, check_folder, check_secret, settle
from web.health.finding import Finding, Grade
from web.health.folders import check_writing
from web.health.machine import check_descriptors, raise_descriptors
from workflows.registers.attachments import FileStore

UNIT = HOME / "docs" / "systemd" / "bangvang.service"


def lose_folder(data: Path) -> None:
    shutil.rmtree(data / "attachments")


def empty_folder(data: Path) -> None:
    """Leave the empty place of a disk that is not mounted."""
    lose_folder(data)
    (data / "attachments").mkdir()


def swap_folder(data: Path) -> None:
    (data / "attachments" / MARK).write_text("0" * 32)


def empty_secret(data: Path) -> None:
    (data / "secret").write_text("")


def change_secret(data: Path) -> None:
    (data / "secret").write_text("x" * 64)


TROUBLES: dict[str, tuple[Callable[[Path], None], str]] = {
    "a folder that vanished": (lose_folder, "chưa được gắn"),
    "a folder without its mark": (empty_folder, "chưa được gắn"),
    "another database's folder": (swap_folder, "cơ sở dữ liệu khác"),
    "an empty secret": (empty_secret, "trống"),
    "another secret": (change_secret, "không phải khóa"),
}


@pytest.mark.parametrize(("trouble", "said"), TROUBLES.values(), ids=TROUBLES)
def test_what_would_fail_later_keeps_the_server_from_starting(
    bangvang: Run, data: Path, trouble: Callable[[Path], None], said: str
) -> None:
    assert bangvang("doctor").exit_code == 0
    trouble(data)
    for command in ("doctor", "serve", "worker"):
        done = bangvang(command)
        assert done.exit_code == 1, command
        assert said in done.stderr, command
    accepted = bangvang("doctor", "--accept")
    assert (accepted.exit_code == 0) is (trouble is not empty_secret), accepted.output


def test_a_folder_that_is_gone_is_never_made_anew_by_an_upgrade(bangvang: Run, data: Path) -> None:
    lose_folder(data)
    for command in ("init", "migrate"):
        bangvang(command)
        assert not (data / "attachments").exists(), command


def test_data_are_their_owners_alone_whatever_the_umask(bangvang: Run, data: Path) -> None:
    for path in (data, data / "bangvang.db", data / "secret", data / "attachments"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    (data / "bangvang.db").chmod(0o644)
    data.chmod(0o755)
    assert "bangvang.db" in bangvang("doctor").stderr
    settings = Settings.from_environment({"BANGVANG_DATA_DIR": str(data)})
    database = Database(settings.database_url)
    require_fit(database, settings)
    database.dispose()
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "bangvang.db").stat().st_mode) == 0o600


@pytest.fixture
def few_descriptors() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (200, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_few_descriptors_are_told_and_raised_where_they_may_be(few_descriptors: None) -> None:
    assert [found.grade for found in check_descriptors()] == [Grade.BAD]
    raise_descriptors()
    assert [found.grade for found in check_descriptors()] != [Grade.BAD]


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    place = tmp_path / "data"
    settings = Settings(data_dir=place)
    found: list[Finding] = list(check_writing(settings))  # it is not even there
    assert [one.grade for one in found] == [Grade.BAD]


def test_each_database_knows_its_own_folder_and_secret(database: Database, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, secret_key="k" * 40, database_url=database.url)
    settle(database, settings)
    assert FileStore(settings.attachments_dir).root.is_dir()
    assert {one.grade for one in (*check_folder(database, settings), *check_secret(database, settings))} == {Grade.GOOD}
    other = settings.model_copy(update={"secret_key": "l" * 40})
    settle(database, other)
    assert [one.grade for one in check_secret(database, other)] == [Grade.BAD]


def test_the_service_is_one_that_systemd_takes(tmp_path: Path) -> None:
    read = configparser.ConfigParser(strict=True, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(UNIT)
    service = read["Service"]
    assert int(service["LimitNOFILE"]) >= 1024
    assert service["UMask"] == "0077"
    if shutil.which("systemd-analyze"):
        there = UNIT.read_text().replace("/opt/bangvang/bangvang", "/bin/true")
        (tmp_path / UNIT.name).write_text(there)
        check = ["systemd-analyze", "verify", str(tmp_path / UNIT.name)]
        done = subprocess.run(check, capture_output=True, text=True, check=False, env={"PATH": os.environ["PATH"]})
        assert (done.returncode, done.stderr) == (0, "")
