"""Operators suspend, move and clean up from a terminal."""

from typing import Any

import pytest
from click.testing import CliRunner

from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import Play
from web.cli import main


@pytest.fixture
def play(sqlite_database: Database, clock: Any, monkeypatch: pytest.MonkeyPatch) -> Play:
    monkeypatch.setenv("BANGVANG_DATABASE_URL", sqlite_database.url)
    played = Play(sqlite_database)
    played.deploy(line("one", "two"))
    return played


def line(*users: str) -> bytes:
    return d.diagram(d.start(), *(d.user(u) for u in users), d.end(), d.path("begin", *users, "done"))


def run(*arguments: str) -> tuple[int, str]:
    found = CliRunner().invoke(main, ["--lang", "en", *arguments])
    return found.exit_code, found.output


def test_an_instance_is_suspended_and_cancelled(play: Play) -> None:
    i = play.start()
    assert run("instance", "suspend", str(i), "--reason", "inspection") == (0, "K-1 p: suspended\n")
    assert run("instance", "cancel", str(i), "--reason", "void")[1] == "K-1 p: cancelled\n"
    code, said = run("instance", "suspend", str(i), "--reason", "again")
    assert code == 1
    assert "Traceback" not in said


def test_a_move_is_tried_and_then_done(play: Play) -> None:
    i = play.start()
    play.deploy(line("uno", "two"))
    code, said = run("move", "test", "1", "2", "--reason", "new rules")
    assert code == 0
    assert said.startswith("refused")
    assert "K-1" in said
    assert play.names(i) == ["one"]
    said = run("move", "test", "1", "2", "--map", "one=uno", "--reason", "new rules", "--start")[1]
    assert said.startswith("moved")
    assert play.names(i) == ["uno"]
    assert run("move", "test", "1", "9", "--reason", "x")[0] == 1


def test_a_clean_up_says_how_much_went(play: Play) -> None:
    play.start()
    code, said = run("clean-up")
    assert code == 0
    assert said.startswith("Đã xóa 0 quy trình")
